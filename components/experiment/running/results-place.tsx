'use client';

import { lazy, memo, Suspense } from 'react';
import type { OpenExperiment } from '../../providers/experiment.tsx';

const Results = lazy(() => import('../results/results.tsx').then((module) => ({ default: module.Results })));

interface ResultsPlaceProps {
  readonly open: OpenExperiment;
  /** Whether the tab is in sight. */
  readonly shown: boolean;
}

/** The results, which are not drawn again for each token while another tab is looked at. */
export const ResultsPlace = memo(
  function ResultsPlace({ open }: ResultsPlaceProps) {
    return (
      <Suspense
        fallback={
          <div role="status" className="mt-4 grid min-h-[40rem] content-start gap-4">
            <span className="sr-only">Opening the results…</span>
            <div aria-hidden="true" className="shimmer h-24" />
            <div aria-hidden="true" className="shimmer h-64" />
          </div>
        }
      >
        <div className="mt-4">
          <Results open={open} />
        </div>
      </Suspense>
    );
  },
  (before, after) => (before.shown && after.shown ? before.open === after.open : before.shown === after.shown),
);
