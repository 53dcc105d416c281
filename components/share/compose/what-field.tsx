'use client';

import { Segmented } from '../../ui/segmented.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { AnswerPicks } from './answer-picks.tsx';
import { chosenCells, type ShareChoices } from './choices.ts';
import type { ShareSource } from './share-source.ts';

interface WhatFieldProps {
  readonly source: ShareSource;
  readonly choices: ShareChoices;
  readonly onChange: (part: Partial<ShareChoices>) => void;
}

/** The set-up alone, or with answers, and which of them. */
export function WhatField({ source, choices, onChange }: WhatFieldProps) {
  const { answered, changes } = source;
  if (answered === null)
    return (
      <section aria-label="What to share" className="text-ui">
        <p className="font-semibold">The set-up</p>
        <p className="text-soft">
          Whoever opens it can run it themselves. There are no finished answers to send along.
        </p>
      </section>
    );
  const count = chosenCells(source, choices).length;
  return (
    <section aria-label="What to share" className="min-w-0">
      <div className="w-fit">
        <Segmented
          label="What to share"
          value={choices.what}
          options={[
            { value: 'recipe', label: 'Set-up only' },
            { value: 'answers', label: 'With answers' },
          ]}
          onChange={(what) => onChange({ what })}
        />
      </div>
      <p className="mt-1.5 text-ui text-soft">
        {choices.what === 'recipe'
          ? 'Whoever opens it can run it themselves.'
          : 'Shown at once, marked as a recording, with the set-up to run it again.'}
      </p>
      {choices.what === 'answers' && (
        <>
          {changes.length > 0 && (
            <p className="mt-1.5 text-ui">
              They travel with the set-up that made them. Changed since: {changes.join(', ')}.
            </p>
          )}
          <AnswerPicks source={source} chosen={choices.chosen} onChange={(chosen) => onChange({ chosen })} />
          <p className="mt-1 text-small text-soft tabular-nums">
            {count === 0
              ? 'None ticked: only the set-up travels.'
              : `${formatCount(count)} of ${plural(answered.cells.length, 'finished answer')}`}
            {answered.leftOut > 0 && `; ${formatCount(answered.leftOut)} not finished or removed`}
          </p>
        </>
      )}
    </section>
  );
}
