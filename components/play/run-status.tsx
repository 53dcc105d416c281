'use client';

import { usePlay, usePlayActions } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import { formatBytes, formatRate, plural } from '../ui/format.ts';
import { Progress } from '../ui/progress.tsx';
import { changesSince } from './draft.ts';
import { type Throughput, useThroughput } from './use-throughput.ts';

/** Whole seconds would flicker; people plan in steps like these. */
function roundTime(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds >= 100) return `${Math.ceil(seconds / 60)} min`;
  return `${seconds > 20 ? Math.ceil(seconds / 5) * 5 : seconds} s`;
}

function Loading() {
  const progress = usePlay((state) => state.engine.progress);
  const percent = Math.round((progress?.fraction ?? 0) * 100);
  return (
    <>
      <span>
        Loading the model first: {percent} %
        {progress && progress.totalBytes > 0 && (
          <span className="text-soft">
            {' '}
            · {formatBytes(progress.doneBytes)} of {formatBytes(progress.totalBytes)}
          </span>
        )}
      </span>
      <Progress label="Model loading" value={progress?.fraction ?? 0} className="mt-1 max-w-80" />
    </>
  );
}

function Running({ rate, leftMs }: Throughput) {
  const total = usePlay((state) => (state.run ? state.run.spec.columns.length * state.repeats : 0));
  const active = usePlay((state) => state.active);
  const missing = usePlay((state) => state.missing);
  const ended = Math.max(0, total - active - missing);
  return (
    <>
      <span>
        {ended} of {plural(total, 'answer')}
        <span className="text-soft">
          {rate !== null && ` · ${formatRate(rate)} tokens/s`}
          {leftMs !== null && ` · at most ${roundTime(leftMs)} left`}
        </span>
      </span>
      <Progress
        label="Answers finished"
        value={total === 0 ? 0 : ended / total}
        valueText={`${ended} of ${plural(total, 'answer')}`}
        className="mt-1 max-w-80"
      />
    </>
  );
}

function Missing({ count }: { count: number }) {
  const actions = usePlayActions();
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      This run was cut off: {count === 1 ? '1 answer is' : `${count} answers are`} missing
      <Button onClick={() => actions.complete()}>Complete</Button>
    </span>
  );
}

function Changed({ changes }: { changes: string }) {
  const spec = usePlay((state) => state.run?.spec);
  const actions = usePlayActions();
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2">
      <span className="min-w-0 text-soft">
        Set-up changed since this run: <span className="text-ink">{changes}</span>
      </span>
      {spec && (
        <Button
          look="plain"
          className="underline decoration-edge underline-offset-3"
          onClick={() => {
            actions.setTask(spec.task);
            actions.setColumns(spec.columns);
            actions.setSettings(spec.settings);
          }}
        >
          Back to this run’s
        </Button>
      )}
    </span>
  );
}

function Quiet() {
  const run = usePlay((state) => state.run);
  const repeats = usePlay((state) => state.repeats);
  const columns = usePlay((state) => state.columns.length);
  const planned = usePlay((state) => state.settings.repeats);
  const failed = usePlay((state) => [...state.cells.values()].filter((cell) => cell.state === 'failed').length);
  if (run) {
    return (
      <span className="text-soft">
        {plural(run.spec.columns.length * repeats, 'answer')} in this run
        {failed > 0 && <span className="text-bad">, {failed} failed</span>}
      </span>
    );
  }
  return (
    <span className="text-soft">
      {plural(columns, 'column')} × {plural(planned, 'answer')}. Nothing leaves this tab.
    </span>
  );
}

/** One line beside the button: the most urgent thing there is to say about the run. */
export function RunStatus() {
  const restored = usePlay((state) => state.restored);
  const running = usePlay((state) => state.active > 0);
  const loading = usePlay((state) => state.engine.status === 'loading');
  const missing = usePlay((state) => state.missing);
  // Joined, because a fresh array would be a new part of the state at every look.
  const changes = usePlay((state) => changesSince(state.run, state).join(', '));
  const throughput = useThroughput();

  return (
    <div className="min-w-0 flex-1 text-ui leading-5 tabular-nums">
      {!restored ? (
        <span className="text-soft">Opening…</span>
      ) : running ? (
        loading ? (
          <Loading />
        ) : (
          <Running {...throughput} />
        )
      ) : missing > 0 ? (
        <Missing count={missing} />
      ) : changes !== '' ? (
        <Changed changes={changes} />
      ) : (
        <Quiet />
      )}
    </div>
  );
}
