'use client';

import { useState } from 'react';
import type { TrialPlace } from '../../../lib/model/experiment.ts';
import type { ExperimentActions, OpenExperiment } from '../../providers/experiment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { OpenHead } from './open-head.tsx';
import { PromptsPanel } from './prompts-panel.tsx';
import { ResultsPlace } from './results-place.tsx';
import { RunPanel } from './run-panel.tsx';

type View = 'run' | 'results' | 'prompts';

interface OpenViewProps {
  readonly open: OpenExperiment;
  readonly actions: ExperimentActions;
}

/** One experiment: its run, its results, and every request that it makes. */
export function OpenView({ open, actions }: OpenViewProps) {
  const [view, setView] = useState<View>(() => (open.calls > 0 && open.ended >= open.calls ? 'results' : 'run'));
  // A new object for each look, so that the same call can be asked for again after one has looked elsewhere.
  const [looked, setLooked] = useState<{ readonly place: TrialPlace } | null>(null);
  return (
    <div className="min-w-0">
      <OpenHead open={open} actions={actions} />
      {open.fault && (
        <div className="mt-3">
          <Notice tone="bad" title={open.fault.message}>
            {open.fault.hint}
          </Notice>
        </div>
      )}
      <Tabs<View>
        label="Parts of the experiment"
        value={view}
        onChange={setView}
        className="mt-3"
        tabs={[
          {
            value: 'run',
            label: 'Run',
            content: (
              <RunPanel
                open={open}
                actions={actions}
                onResults={() => setView('results')}
                onLook={(place) => {
                  setLooked({ place });
                  setView('prompts');
                }}
              />
            ),
          },
          { value: 'results', label: 'Results', content: <ResultsPlace open={open} shown={view === 'results'} /> },
          {
            value: 'prompts',
            label: 'Prompts',
            content: <PromptsPanel open={open} actions={actions} asked={looked} />,
          },
        ]}
      />
    </div>
  );
}
