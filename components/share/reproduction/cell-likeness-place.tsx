'use client';

import { lazy, Suspense } from 'react';
import type { CellId } from '../../../lib/model/ids.ts';
import { usePlay } from '../../providers/play.tsx';

const CellLikenessButton = lazy(() =>
  import('./cell-likeness-button.tsx').then((module) => ({ default: module.CellLikenessButton })),
);

/** Where an answer says how alike it is to the recorded one; nothing in a run that repeats none. */
export function CellLikenessPlace({ cell, name }: { cell: CellId | undefined; name: string }) {
  const repeats = usePlay(({ run }) => run?.reproduces !== undefined);
  if (!repeats || cell === undefined) return null;
  return (
    <Suspense>
      <CellLikenessButton cell={cell} name={name} />
    </Suspense>
  );
}
