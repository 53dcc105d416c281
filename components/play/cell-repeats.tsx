'use client';

import { memo } from 'react';
import type { CellId } from '../../lib/model/ids.ts';
import { useDedup } from '../providers/dedup.tsx';
import { usePlay } from '../providers/play.tsx';
import { columnLabels } from './column-labels.ts';
import { answerId } from './answer-id.ts';

/** Says which earlier answer of the run this one repeats, and goes there. Nothing where it repeats none. */
export const CellRepeats = memo(function CellRepeats({ cell }: { cell: CellId }) {
  const match = useDedup(({ live }) => live.matches.get(cell));
  const run = usePlay((state) => state.run);
  if (!run || !match || match.of === null) return null;
  // A cell's id ends with its column, repeat and attempt.
  const [column = 0, repeat = 0] = match.of.split('/').slice(-3).map(Number);
  const whom = `near-duplicate of ${columnLabels(run.spec)[column]}, repeat ${repeat + 1}`;
  const much = match.similarity.toFixed(2);
  const said = `${whom} · ${much} of the words`;
  return (
    <button
      type="button"
      aria-label={said}
      data-tip={`${said}: as many of the words in either answer are in both (Jaccard). Go there.`}
      className="flex min-w-0 text-warn"
      onClick={() => document.getElementById(answerId(column, repeat))?.focus()}
    >
      <span className="truncate underline decoration-dotted underline-offset-3">{whom}</span>
      <span className="shrink-0 whitespace-pre tabular-nums"> · {much}</span>
    </button>
  );
});
