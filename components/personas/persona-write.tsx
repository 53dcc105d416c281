'use client';

import { useId, useState } from 'react';
import { usePlayActions } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import type { PickProps } from './pick-props.ts';

/** Long enough for a paragraph; a persona that fills the model's context leaves no room for an answer. */
const MAX_CHARACTERS = 1200;

export function PersonaWrite({ onPick }: PickProps) {
  const actions = usePlayActions();
  const [text, setText] = useState('');
  const id = useId();
  const use = () => {
    const persona = actions.writePersona(text);
    if (!persona) return;
    onPick([persona]);
    setText('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        use();
      }}
    >
      <label htmlFor={id} className="text-ui font-semibold">
        Who speaks?
      </label>
      <p id={`${id}-hint`} className="text-small text-soft">
        One or two sentences: what they do, know, want. It stays in this browser. At most {MAX_CHARACTERS} characters.
      </p>
      <textarea
        id={id}
        rows={5}
        maxLength={MAX_CHARACTERS}
        aria-describedby={`${id}-hint`}
        placeholder="A night-shift baker in Porto who counts everything in trays of twenty-four"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="field mt-2 block w-full resize-y px-3 py-2 text-ui leading-6"
      />
      <Button type="submit" look="primary" className="mt-3" disabled={text.trim() === ''}>
        Use this voice
      </Button>
    </form>
  );
}
