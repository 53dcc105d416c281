'use client';

import { useEffect, useState } from 'react';
import type { Persona } from '../../lib/model/persona.ts';
import { settingRanges } from '../../lib/model/settings.ts';
import { usePlayActions } from '../providers/play.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { plural } from '../ui/format.ts';
import { voice } from '../ui/hue.ts';
import { cx } from '../ui/cx.ts';
import { DiceIcon } from '../ui/icons.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { rollSeed } from '../ui/roll-seed.ts';
import { PersonaLabels } from './persona-labels.tsx';
import type { PickProps } from './pick-props.ts';

/** Personas drawn by a seed that is shown: the same seed draws the same ones for everybody. */
export function PersonaRandom({ used, free, onPick }: PickProps) {
  const actions = usePlayActions();
  const [seed, setSeed] = useState(rollSeed);
  const [wanted, setWanted] = useState(1);
  const [drawn, setDrawn] = useState<readonly Persona[] | null>(null);
  const count = Math.min(wanted, free);
  const exclude = [...used].join(' ');

  useEffect(() => {
    let current = true;
    const ids = exclude === '' ? [] : (exclude.split(' ') as Persona['id'][]);
    actions.samplePersonas(count, seed, ids).then(
      (personas) => {
        if (current) setDrawn(personas);
      },
      () => {
        if (current) setDrawn([]);
      },
    );
    return () => {
      current = false;
    };
  }, [actions, count, seed, exclude]);

  return (
    <div>
      <div className="flex flex-wrap items-end gap-4">
        <NumberField
          label="Persona seed"
          hint="The same seed draws the same personas."
          value={seed}
          range={settingRanges.seed}
          initial={null}
          width="w-32"
          onChange={setSeed}
          after={
            <IconButton label="Roll the persona seed" onClick={() => setSeed(rollSeed())}>
              <DiceIcon />
            </IconButton>
          }
        />
        {free > 1 && (
          <NumberField
            label="How many"
            hint="As many as columns are free."
            value={count}
            range={{ min: 1, max: free, step: 1 }}
            initial={null}
            onChange={setWanted}
          />
        )}
        <Button look="primary" disabled={!drawn?.length} onClick={() => onPick(drawn ?? [])}>
          {drawn && drawn.length > 1 ? `Use these ${drawn.length}` : 'Use this one'}
        </Button>
      </div>
      <ul aria-label="Drawn personas" aria-live="polite" className="mt-4 h-72 max-h-[40dvh] overflow-y-auto">
        {drawn?.map((persona) => {
          const { className, style } = voice(persona.id);
          return (
            <li key={persona.id} style={style} className={cx(className, 'mb-3 border-l-3 border-voice pl-3')}>
              <p className="text-ui leading-6">{persona.text}</p>
              <PersonaLabels labels={persona.labels} />
            </li>
          );
        })}
        {drawn?.length === 0 && <li className="text-ui text-soft">No persona could be drawn.</li>}
      </ul>
      <p className="sr-only">{plural(free, 'column')} free</p>
    </div>
  );
}
