'use client';

import { useId, useState } from 'react';
import { experimentRanges } from '../../../lib/arms/check.ts';
import type { Persona } from '../../../lib/model/persona.ts';
import { usePlayActions } from '../../providers/play.tsx';
import { plural } from '../../ui/format.ts';

interface HandSetProps {
  readonly hand: readonly Persona[];
  readonly onChange: (hand: readonly Persona[]) => void;
}

/** The hand-written personas, a line each. What is typed stays as it is until the field is left. */
export function HandSet({ hand, onChange }: HandSetProps) {
  const id = useId();
  const actions = usePlayActions();
  const [typed, setTyped] = useState<string | null>(null);
  const kept = hand.map((persona) => persona.text).join('\n');
  return (
    <div>
      <label htmlFor={id} className="block text-small text-soft">
        Hand-written personas, one on each line
      </label>
      <textarea
        id={id}
        rows={10}
        value={typed ?? kept}
        aria-describedby={`${id}-count`}
        onChange={(event) => {
          const text = event.target.value;
          setTyped(text);
          onChange(text.split('\n').flatMap((line) => actions.writePersona(line) ?? []));
        }}
        onBlur={() => setTyped(null)}
        className="field block w-full resize-y px-3 py-2 text-ui leading-6"
      />
      <p id={`${id}-count`} className="mt-0.5 text-small text-soft tabular-nums">
        {plural(hand.length, 'persona')}; {experimentRanges.hand.min} to {experimentRanges.hand.max} are possible.
      </p>
    </div>
  );
}
