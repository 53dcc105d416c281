'use client';

import { lazy, Suspense } from 'react';
import { usePlay } from '../../providers/play.tsx';

const ReproductionBar = lazy(() =>
  import('./reproduction-bar.tsx').then((module) => ({ default: module.ReproductionBar })),
);

/** Room above the board for what came of repeating a recording; as high before its code and the recording are read. */
export function ReproductionPlace() {
  const repeats = usePlay(({ run }) => run?.reproduces);
  if (repeats === undefined) return null;
  return (
    <div className="h-30 shrink-0 px-4 pb-2 wide:h-17 wide:px-6">
      <Suspense>
        <ReproductionBar recorded={repeats} />
      </Suspense>
    </div>
  );
}
