'use client';

import { useRef, useState } from 'react';
import type { ExperimentActions, ExperimentState } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { ExperimentRow } from './experiment-row.tsx';
import { ImportReport } from './import-report.tsx';

/** What one comes back for is among the newest; the set-up below stays in reach. */
const SHOWN = 5;

interface ExperimentListProps {
  readonly state: ExperimentState;
  readonly actions: ExperimentActions;
}

/** Kept experiments, newest first, and the way in for a report's file. */
export function ExperimentList({ state: { list }, actions }: ExperimentListProps) {
  const [all, setAll] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = all ? list : list.slice(0, SHOWN);
  return (
    <section aria-labelledby="kept-experiments" className="min-w-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2
          id="kept-experiments"
          ref={heading}
          tabIndex={-1}
          data-view-focus=""
          className="text-title font-semibold outline-none"
        >
          Your experiments
        </h2>
        <ImportReport actions={actions} />
      </div>
      {list.length === 0 ? (
        <p className="py-2 text-ui text-soft">None yet. Set one up below, or open a report that somebody sent you.</p>
      ) : (
        <ul className="mt-1 border-t border-line">
          {shown.map((summary) => (
            <ExperimentRow
              key={summary.experiment.id}
              summary={summary}
              actions={actions}
              onGone={() => heading.current?.focus()}
            />
          ))}
        </ul>
      )}
      {list.length > SHOWN && (
        <Button look="plain" className="mt-1" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${plural(list.length, 'experiment')}`}
        </Button>
      )}
    </section>
  );
}
