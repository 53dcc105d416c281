'use client';

import { useEffect, useRef, useState } from 'react';
import { DedupReview } from '../dedup/dedup-review.tsx';
import type { ReviewSubject } from '../providers/dedup.tsx';
import { useRuns, useRunsActions } from '../providers/runs.tsx';
import { OpenButton } from '../share/open/open-button.tsx';
import { Shell } from '../shell/shell.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ToastProvider } from '../ui/toasts.tsx';
import { RunSheet } from './run-sheet.tsx';
import { RunsList } from './runs-list.tsx';
import { UndoRuns } from './undo-runs.tsx';
import { goToHash, useHash } from './use-hash.ts';

const RUN = '#run-';
const REVIEW = '#near-duplicates';

/** Everything that was generated in this browser: the list of runs, one of them, or near-duplicates among answers. */
export function RunsScreen() {
  const actions = useRunsActions();
  const hash = useHash();
  const [subject, setSubject] = useState<ReviewSubject | null>(null);
  // Kept here: a look into a run must not forget what was searched.
  const [text, setText] = useState('');
  useEffect(() => actions.open(), [actions]);
  useFocusOf(hash);

  const review = (next: ReviewSubject) => {
    setSubject(next);
    goToHash(REVIEW);
  };
  const run = hash.startsWith(RUN) ? decodeURIComponent(hash.slice(RUN.length)) : null;
  const list = run === null && hash !== REVIEW;
  return (
    <Shell skip={{ href: '#runs', label: 'Skip to the runs' }}>
      <ToastProvider lasting={<UndoRuns />}>
        <main id="runs" className="mx-auto w-full max-w-[78rem] min-w-0 px-4 pt-5 pb-20 wide:px-6">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <h1 className="text-title font-bold">Runs</h1>
            <OpenButton />
          </div>
          <p className="max-w-prose text-ui text-soft">
            Everything that was generated in this browser, with who said it, what was asked and how. It is kept on this
            device.
          </p>
          <Trouble />
          {/* Hidden, not taken away: its place and its ticks are there when one comes back. */}
          <div hidden={!list} className="mt-3">
            <RunsList
              text={text}
              onText={setText}
              onReview={review}
              onOpen={(id) => goToHash(`${RUN}${encodeURIComponent(id)}`)}
            />
          </div>
          {run !== null && (
            <RunSheet key={run} id={run} search={text} onReview={review} onList={() => goToHash('#runs')} />
          )}
          {hash === REVIEW && (
            <section aria-label="Near-duplicates among answers" className="mt-3 grid gap-4">
              <div>
                <Button data-view-focus="" onClick={() => goToHash('#runs')}>
                  All runs
                </Button>
              </div>
              <DedupReview subject={subject} kind="answers" />
            </section>
          )}
        </main>
      </ToastProvider>
    </Shell>
  );
}

/** Another view takes the focus along: what had it is gone. The first one leaves it where the browser put it. */
function useFocusOf(hash: string) {
  const before = useRef(hash);
  useEffect(() => {
    if (before.current === hash) return;
    before.current = hash;
    document.querySelector<HTMLElement>('#runs > :not([hidden]) [data-view-focus]')?.focus();
  }, [hash]);
}

/** Why runs could not be read, or that they are not kept. */
function Trouble() {
  const fault = useRuns((state) => state.fault);
  const kept = useRuns((state) => state.kept);
  const actions = useRunsActions();
  if (fault)
    return (
      <div className="mt-3">
        <Notice tone="bad" title={fault.message} actions={<Button onClick={() => actions.open()}>Try again</Button>}>
          {fault.hint}
        </Notice>
      </div>
    );
  if (kept) return null;
  return (
    <div className="mt-3">
      <Notice tone="warn" title="This window keeps nothing.">
        Runs are gone when it closes; export what you want to keep.
      </Notice>
    </div>
  );
}
