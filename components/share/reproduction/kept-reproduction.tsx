'use client';

import { useEffect, useRef, useState } from 'react';
import type { Run } from '../../../lib/model/run.ts';
import type { Reproduction } from '../../../lib/model/share.ts';
import { columnLabels } from '../../play/column-labels.ts';
import { type RunAnswers, useRunsActions } from '../../providers/runs.tsx';
import { cx } from '../../ui/cx.ts';
import { DifferenceDialog } from './difference-dialog.tsx';
import { Differences } from './differences.tsx';
import { likenessTones } from './likeness-tones.ts';
import { likenessText, summaryText } from './words.ts';

type Shown = { readonly name: string } & (Reproduction['cells'] extends ReadonlyMap<string, infer T> ? T : never);

/** A kept run beside the recording that it repeats. */
export function KeptReproduction({ run, answers }: { run: Run; answers: RunAnswers }) {
  const actions = useRunsActions();
  const [compared, setCompared] = useState<Reproduction | 'gone' | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    let stale = false;
    void actions.compare(run.id).then((found) => {
      if (!stale) setCompared(found.ok && found.value ? found.value : 'gone');
    });
    return () => {
      stale = true;
    };
  }, [actions, run.id, answers]);
  const names = columnLabels(run.spec);
  return (
    <section aria-labelledby="beside-recording" className="rounded-box border border-line bg-sheet px-4 py-3">
      <h3 id="beside-recording" className="text-read font-semibold">
        Beside the recording
      </h3>
      {/* As high as most comparisons, so that what is below stays while it is made. */}
      <div className="mt-1 grid min-h-24 content-start gap-2">
        {compared === null ? (
          <p className="text-ui text-soft">Comparing…</p>
        ) : compared === 'gone' ? (
          <p className="text-ui text-soft">The recording that this run repeats is not kept here any more.</p>
        ) : (
          <>
            <p className="text-ui tabular-nums">
              <strong className="font-semibold">{summaryText(compared, false)}</strong>{' '}
              <a
                href={`#run-${encodeURIComponent(run.reproduces ?? '')}`}
                className="underline decoration-edge underline-offset-3"
              >
                Show the recording
              </a>
            </p>
            <Differences differences={compared.differences} compared={compared.cells.size - compared.open} />
            <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ui">
              {[...compared.cells].map(([key, cell]) => {
                if (cell.likeness.kind === 'open' || cell.here === null) return null;
                const name = `${names[cell.here.column] ?? ''}, answer ${cell.here.repeat + 1}`;
                return (
                  <li key={key}>
                    {name}{' '}
                    <button
                      type="button"
                      aria-haspopup="dialog"
                      aria-label={`${likenessText(cell.likeness)}: compare with the recording, ${name}`}
                      className={cx(
                        'min-h-6 rounded-small underline decoration-dotted underline-offset-3',
                        likenessTones[cell.likeness.kind],
                      )}
                      onClick={(event) => {
                        opener.current = event.currentTarget;
                        setShown({ ...cell, name });
                      }}
                    >
                      {likenessText(cell.likeness)}
                    </button>
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </div>
      {shown && (
        <DifferenceDialog compared={shown} name={shown.name} returnTo={opener} onClose={() => setShown(null)} />
      )}
    </section>
  );
}
