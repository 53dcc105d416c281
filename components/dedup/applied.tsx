'use client';

import { useState } from 'react';
import { type Review, useDedup } from '../providers/dedup.tsx';
import { formatCount, plural } from '../ui/format.ts';
import { removedCount, nouns, type SubjectKind } from './words.ts';
import { UndoButton } from './undo-button.tsx';

/** After the deed: what is out of sight now, and the way back. */
export function Applied({ review: { decision }, kind }: { review: Review; kind: SubjectKind }) {
  const stands = useDedup((state) => decision !== null && state.decisions.some(({ id }) => id === decision.id));
  // The list is read after the deed: only what stood there once can be gone from it.
  const [stood, setStood] = useState(stands);
  if (stands && !stood) setStood(true);
  if (!decision) return null;
  const count = plural(removedCount(decision), nouns[kind]);
  if (stood && !stands) return <p className="text-ui">Undone: {count} are back.</p>;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-small bg-accent-wash px-3 py-2 text-ui tabular-nums">
      <p role="status" className="mr-auto min-w-0">
        <strong className="font-semibold">{count} removed.</strong>{' '}
        {formatCount(decision.before - removedCount(decision))} of {formatCount(decision.before)} stay. They are kept
        out of lists, searches, samples, counts and exports; nothing is deleted.
      </p>
      <UndoButton decision={decision} />
    </div>
  );
}
