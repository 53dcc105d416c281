'use client';

import type { ReviewSubject } from '../providers/dedup.tsx';
import { type RunView, useRunsActions } from '../providers/runs.tsx';
import { ShareButton } from '../share/compose/share-button.tsx';
import { Button } from '../ui/button.tsx';
import { formatCount, plural } from '../ui/format.ts';
import { useToast } from '../ui/toasts.tsx';
import { faultText } from '../hub/words.ts';
import { finishedAnswers } from './answer-files.ts';
import { ExportAnswers } from './export-answers.tsx';
import { useMarks } from './use-marks.ts';
import { runsName } from './words.ts';

interface TickedRunsProps {
  /** The ticked ones, or all that are shown when none is. */
  readonly views: readonly RunView[];
  readonly ticked: number;
  readonly onAll: () => void;
  readonly onNone: () => void;
  readonly onReview: (subject: ReviewSubject) => void;
}

/** What can be done with the ticked runs, or with all of them. It is always there: ticking must not move the list. */
export function TickedRuns({ views, ticked, onAll, onNone, onReview }: TickedRunsProps) {
  const actions = useRunsActions();
  const toast = useToast();
  const marks = useMarks();
  const name = runsName(views, ticked === 0);
  const remove = async () => {
    const gone = await actions.deleteRuns(views.map(({ run }) => run.id));
    if (gone.ok) onNone();
    else toast({ text: faultText(gone.fault) });
  };
  return (
    <div role="group" aria-label="Chosen runs" className="mt-2 flex min-h-9 flex-wrap items-center gap-1.5">
      <p role="status" className="mr-1 min-w-32 text-ui tabular-nums">
        {ticked === 0 ? (
          <span className="text-soft">None ticked: all {formatCount(views.length)}</span>
        ) : (
          <strong>{plural(ticked, 'run')} ticked</strong>
        )}
      </p>
      <Button
        disabled={views.length === 0}
        onClick={() => onReview({ kind: 'answers', name, runs: views.map(({ run }) => run.id) })}
      >
        Find near-duplicates
      </Button>
      <ExportAnswers name={name} chosen={() => finishedAnswers(views, marks)} onSaid={(text) => toast({ text })} />
      <ShareButton of={{ kind: 'runs', ids: views.map(({ run }) => run.id) }} disabled={views.length === 0} />
      <Button look="bad" disabled={ticked === 0} onClick={() => void remove()}>
        Delete
      </Button>
      {ticked < views.length ? (
        <Button look="plain" onClick={onAll}>
          Tick all
        </Button>
      ) : (
        <Button look="plain" onClick={onNone}>
          Untick all
        </Button>
      )}
    </div>
  );
}
