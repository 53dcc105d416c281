'use client';

import { useEffect, useState } from 'react';
import { useRouter } from 'next/navigation';
import { faultText } from '../hub/words.ts';
import type { ReviewSubject } from '../providers/dedup.tsx';
import { type RunView, useRuns, useRunsActions } from '../providers/runs.tsx';
import { ShareButton } from '../share/compose/share-button.tsx';
import { KeptReproduction } from '../share/reproduction/kept-reproduction.tsx';
import { Button } from '../ui/button.tsx';
import { useToast } from '../ui/toasts.tsx';
import { finishedAnswers, isKept } from './answer-files.ts';
import { AnswerList } from './answer-list.tsx';
import { ExportAnswers } from './export-answers.tsx';
import { RemovedLine } from './removed-line.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunOrigin } from './run-origin.tsx';
import { useMarks } from './use-marks.ts';
import { momentText, runName, taskName } from './words.ts';

interface RunSheetProps {
  readonly id: string;
  /** What the list is searched for: the run's answers are searched for it, too. */
  readonly search: string;
  readonly onList: () => void;
  readonly onReview: (subject: ReviewSubject) => void;
}

/** One run: what was asked, and every answer. */
export function RunSheet({ id, search, onList, onReview }: RunSheetProps) {
  const view = useRuns((state) => state.runs.find(({ run }) => run.id === id));
  const restored = useRuns((state) => state.restored);
  return (
    <div className="mt-3 grid gap-4">
      <div>
        <Button onClick={onList}>All runs</Button>
      </div>
      {view ? (
        <Sheet view={view} search={search} onList={onList} onReview={onReview} />
      ) : (
        <p className="text-ui text-soft">{restored ? 'This run is not kept here any more.' : 'Reading runs…'}</p>
      )}
    </div>
  );
}

function Sheet({ view, search, onList, onReview }: { view: RunView } & Omit<RunSheetProps, 'id'>) {
  const { run, answers } = view;
  const actions = useRunsActions();
  const toast = useToast();
  const router = useRouter();
  const marks = useMarks();
  const [showRemoved, setShowRemoved] = useState(false);
  useEffect(() => actions.measure([run.id]), [actions, run.id, answers]);

  const play = async () => {
    const opened = await actions.openInPlay(run.id);
    if (opened.ok) router.push('/');
    else toast({ text: faultText(opened.fault) });
  };
  const again = async () => {
    const begun = await actions.runAgain(run.id);
    if (begun.ok) router.push('/');
    else toast({ text: faultText(begun.fault) });
  };
  const remove = async () => {
    const gone = await actions.deleteRuns([run.id]);
    if (gone.ok) onList();
    else toast({ text: faultText(gone.fault) });
  };
  const kept = (answers?.cells ?? []).filter((cell) => showRemoved || isKept(cell, marks));
  return (
    <article aria-labelledby="run-title" className="grid min-w-0 gap-4">
      <header>
        <h2 id="run-title" tabIndex={-1} data-view-focus="" className="text-title font-semibold outline-none">
          {taskName(run)}
        </h2>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ui text-soft tabular-nums">
          {momentText(run.createdAt)} <RunOrigin run={run} />
        </p>
      </header>
      <div role="group" aria-label="This run" className="flex flex-wrap gap-1.5">
        <Button look="primary" onClick={() => void play()}>
          Open in Play
        </Button>
        <Button title="The same set-up and seeds once more, compared with these answers" onClick={() => void again()}>
          Run again here
        </Button>
        <ShareButton of={{ kind: 'runs', ids: [run.id] }} disabled={answers === null} />
        <Button onClick={() => onReview({ kind: 'answers', name: runName(run), runs: [run.id] })}>
          Find near-duplicates
        </Button>
        <ExportAnswers
          name={runName(run)}
          chosen={() => finishedAnswers([view], showRemoved ? null : marks)}
          onSaid={(text) => toast({ text })}
        />
        <Button look="bad" onClick={() => void remove()}>
          Delete
        </Button>
      </div>
      <RunFacts view={view} />
      {run.reproduces !== undefined && answers !== null && <KeptReproduction run={run} answers={answers} />}
      <RemovedLine run={run.id} shown={showRemoved} onShow={setShowRemoved} />
      {answers === null ? (
        <p className="text-ui text-soft">Reading answers…</p>
      ) : (
        <AnswerList run={run} cells={kept} attempts={answers.attempts} marks={marks} search={search} />
      )}
    </article>
  );
}
