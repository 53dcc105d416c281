'use client';

import { useState } from 'react';
import type { LabelName } from '../../../lib/model/persona.ts';
import { labelTexts, valueText } from '../../personas/label-text.ts';
import type { PersonaSample } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { voice } from '../../ui/hue.ts';
import { ExportMenu } from '../browse/export-menu.tsx';
import { useOpenPlay } from '../browse/use-open-play.ts';
import { useRowsOf } from '../browse/use-rows-of.ts';
import { useHubViewActions } from '../hub-view.tsx';
import { SetPicker } from '../sets/set-picker.tsx';
import { useShards } from '../use-shards.ts';

/** As many as anyone reads here; a set or a file has all. */
const SHOWN = 100;

interface DrawnProps {
  readonly sample: PersonaSample;
  /** What it was drawn from. */
  readonly from: string;
  /** Which label the quotas were for. */
  readonly label: LabelName;
  readonly onClose: () => void;
}

/** Who was drawn, who is missing, by which recipe, and where they can go. */
export function Drawn({ sample, from, label, onClose }: DrawnProps) {
  const { rows, short, recipe } = sample;
  const { openBalance } = useHubViewActions();
  const { fromOf } = useShards();
  const { toPlay } = useRowsOf();
  const openPlay = useOpenPlay();
  const [said, setSaid] = useState('');
  const [keeping, setKeeping] = useState(false);
  const refs = rows.map(({ ref }) => ref);
  const scope = { kind: 'rows', rows: refs } as const;
  const name = `Sample of ${formatCount(rows.length)} from ${from}`;
  return (
    <section aria-label="Drawn">
      <div className="flex flex-wrap items-center gap-1.5">
        <h3 className="mr-auto text-ui font-semibold tabular-nums">{plural(rows.length, 'persona')} drawn</h3>
        <Button look="primary" disabled={rows.length === 0} onClick={() => setSaid(toPlay(rows))}>
          To Play
        </Button>
        <Button disabled={rows.length === 0} onClick={() => setKeeping(true)}>
          To a set…
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() => {
            onClose();
            openBalance({ scope, name });
          }}
        >
          Balance
        </Button>
        <ExportMenu scope={scope} name={name} disabled={rows.length === 0} onSaid={setSaid} />
      </div>
      <div className="flex min-h-8 items-center gap-2">
        <p role="status" className="min-w-0 text-small text-soft">
          {said}
        </p>
        {said.includes('Play') && (
          <Button look="plain" className="min-h-7 text-small underline underline-offset-3" onClick={openPlay}>
            Open Play
          </Button>
        )}
      </div>
      {short.length > 0 && (
        <p className="mb-2 rounded-small bg-warn-wash px-3 py-1.5 text-ui">
          <strong className="font-semibold">Fewer than asked for:</strong>{' '}
          {short.map(({ value, wanted, got }) => `${valueText(label, value)} ${got} of ${wanted}`).join(', ')}.
        </p>
      )}
      <ul
        aria-label="Drawn personas"
        tabIndex={0}
        className="h-64 overflow-y-auto rounded-small border border-line px-3"
      >
        {rows.slice(0, SHOWN).map((row) => {
          const { className, style } = voice(row.id);
          return (
            <li
              key={`${row.ref.shard}/${row.ref.row}`}
              style={style}
              className={cx(className, 'flex gap-3 border-b border-line py-1.5 last:border-b-0')}
            >
              <span aria-hidden="true" className="mt-1.5 size-2.5 shrink-0 rounded-full bg-voice" />
              <div className="min-w-0">
                <p dir="auto" className="line-clamp-3 text-ui">
                  {row.text}
                </p>
                <p className="text-small text-soft">{[...labelTexts(row.labels), fromOf(row.ref.shard)].join(' · ')}</p>
              </div>
            </li>
          );
        })}
        {rows.length > SHOWN && (
          <li className="py-2 text-small text-soft">and {formatCount(rows.length - SHOWN)} more</li>
        )}
      </ul>
      <p className="mt-2 text-small text-soft">
        <span className="font-semibold">Recipe:</span> <span className="break-words">{recipe}</span>
      </p>
      {keeping && (
        <SetPicker
          count={rows.length}
          name={name.slice(0, 80)}
          how={recipe}
          rows={() => Promise.resolve({ ok: true, value: refs })}
          onDone={setSaid}
          onClose={() => setKeeping(false)}
        />
      )}
    </section>
  );
}
