'use client';

import { useEffect, useRef } from 'react';
import type { ExperimentId } from '../../lib/model/experiment.ts';
import {
  type ExperimentActions,
  type ExperimentState,
  useExperiment,
  useExperimentMissing,
} from '../providers/experiment.tsx';
import { Shell } from '../shell/shell.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ToastProvider } from '../ui/toasts.tsx';
import { ExperimentList } from './list/experiment-list.tsx';
import { UndoExperiments } from './list/undo-experiments.tsx';
import { OpenView } from './running/open-view.tsx';
import { SetUp } from './set-up/set-up.tsx';
import { Skeleton } from './skeleton.tsx';
import { useOpenHash } from './use-open-hash.ts';

/** Whether personas make a difference: kept experiments and the set-up of the next, or one experiment. */
export function ExperimentScreen() {
  const experiment = useExperiment();
  const missing = useExperimentMissing();
  const ready = experiment?.state.restored === true ? experiment : null;
  return (
    <Shell skip={{ href: '#experiment', label: 'Skip to the experiment' }}>
      <ToastProvider lasting={<UndoExperiments />}>
        <main id="experiment" className="mx-auto w-full max-w-[78rem] min-w-0 px-4 pt-5 pb-24 wide:px-6">
          <h1 className="text-title font-bold">Experiment</h1>
          {!ready?.state.open && (
            <p className="max-w-prose text-ui text-soft">
              Does a persona help, or would a higher temperature, a list of earlier answers or any other text in its
              place do as well? Every arm answers the same task equally often; the result has figures with intervals and
              a verdict. On the embedded model 30 answers for each of four arms take minutes.
            </p>
          )}
          {missing ? (
            <div className="mt-4">
              <Notice
                tone="bad"
                title="This screen’s code could not be loaded."
                actions={<Button onClick={missing}>Try again</Button>}
              >
                Check the connection.
              </Notice>
            </div>
          ) : ready ? (
            <Views {...ready} />
          ) : (
            <Skeleton />
          )}
        </main>
      </ToastProvider>
    </Shell>
  );
}

function Views({ state, actions }: { state: ExperimentState; actions: ExperimentActions }) {
  const { open } = state;
  const id = open?.experiment.id ?? null;
  useOpenHash(id, actions);
  useFocusOf(id);
  return (
    <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-6">
      {state.fault ? (
        <Notice tone="bad" title={state.fault.message}>
          {state.fault.hint}
        </Notice>
      ) : (
        !state.kept && (
          <Notice tone="warn" title="This window keeps nothing.">
            Experiments are gone when it closes; export the report of what you want to keep.
          </Notice>
        )
      )}
      {open ? (
        <OpenView key={open.experiment.id} open={open} actions={actions} />
      ) : (
        <>
          <ExperimentList state={state} actions={actions} />
          <SetUp state={state} actions={actions} />
        </>
      )}
    </div>
  );
}

/** Another view takes the focus along: what had it is gone. The first one leaves it where the browser put it. */
function useFocusOf(id: ExperimentId | null) {
  const before = useRef(id);
  useEffect(() => {
    if (before.current === id) return;
    before.current = id;
    document.querySelector<HTMLElement>('#experiment [data-view-focus]')?.focus();
    window.scrollTo({ top: 0 });
  }, [id]);
}
