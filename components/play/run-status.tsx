'use client';

import { modelKey } from '../../lib/model/catalogue.ts';
import type { ModelChoice } from '../../lib/model/run.ts';
import { useModels, useModelsActions } from '../providers/models.tsx';
import { type PlayState, usePlay, usePlayActions } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { formatBytes, formatRate, formatWait, plural } from '../ui/format.ts';
import { Progress } from '../ui/progress.tsx';
import { modelsIn } from './column-labels.ts';
import { changesSince } from './draft.ts';
import { repetitionHow, useRepetition } from './repetition.ts';
import { turnsNote } from './turns.ts';
import { useDraft } from './use-draft.ts';
import { type Throughput, useThroughput } from './use-throughput.ts';

function Loading({ model }: { model: ModelChoice }) {
  const engine = usePlay((state) => state.engines.get(modelKey(model)));
  const several = usePlay(({ run }) => run !== null && modelsIn(run.spec, run.spec.columns).length > 1);
  const progress = engine?.progress ?? null;
  const percent = Math.round((progress?.fraction ?? 0) * 100);
  return (
    <>
      <span>
        {several ? `Loading ${model.name}` : 'Loading the model first'}: {percent} %
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

/** The model that the run waits for while no cell is being written; null when there is none. */
function loadingModel({ run, cells, engines, active }: PlayState): ModelChoice | null {
  if (!run || active === 0) return null;
  let waits: ModelChoice | null = null;
  for (const cell of cells.values()) {
    if (cell.state === 'running') return null;
    if (cell.state === 'queued' && engines.get(modelKey(cell.by))?.status === 'loading') waits ??= cell.by;
  }
  return waits;
}

function Running({ rate, leftMs }: Throughput) {
  const total = usePlay((state) => (state.run ? state.run.spec.columns.length * state.repeats : 0));
  const active = usePlay((state) => state.active);
  const missing = usePlay((state) => state.missing);
  const turns = usePlay(({ run, engines }) => (run ? turnsNote(run.spec, run.spec.columns, engines) : null));
  const repetition = useRepetition();
  const ended = Math.max(0, total - active - missing);
  return (
    <>
      <span className="flex gap-x-1">
        <span className="shrink-0">
          {ended} of {plural(total, 'answer')}
        </span>
        <span title={turns ?? undefined} className="min-w-0 truncate text-soft">
          {rate !== null && ` · ${formatRate(rate)} tokens/s`}
          {leftMs !== null && ` · at most ${formatWait(leftMs)} left`}
          {repetition !== '' && ` · ${repetition}`}
          {turns !== null && ` · ${turns}`}
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
  const models = useModelsActions();
  return (
    <span className="flex min-w-0 items-center gap-x-1 max-wide:flex-wrap">
      <span title={changes} className="min-w-0 text-soft wide:truncate">
        Changed since this run: <span className="text-ink">{changes}</span>
      </span>
      {spec && (
        <Button
          look="plain"
          className="shrink-0 underline decoration-edge underline-offset-3 max-wide:-ml-2.5 wide:-my-1.5"
          onClick={() => {
            actions.setTask(spec.task);
            actions.setColumns(spec.columns);
            actions.setSettings(spec.settings);
            models.choose(modelKey(spec.model));
          }}
        >
          Back to this run’s
        </Button>
      )}
    </span>
  );
}

/** Servers among the draft's models, by the names that the user gave them; null when nothing leaves this tab. */
function useServers(): string | null {
  const { columns, model } = useDraft();
  const keys = new Set(
    modelsIn({ model }, columns)
      .filter(({ engine }) => engine === 'endpoint')
      .map(modelKey),
  );
  return useModels(({ entries, endpoints }) => {
    if (keys.size === 0) return null;
    const names = entries.flatMap(({ choice, source }) =>
      source.kind === 'endpoint' && keys.has(modelKey(choice))
        ? endpoints.filter(({ id }) => id === source.endpoint).map(({ name }) => name)
        : [],
    );
    return [...new Set(names)].join(' and ') || 'a server';
  });
}

function Quiet() {
  const run = usePlay((state) => state.run);
  const repeats = usePlay((state) => state.repeats);
  const columns = usePlay((state) => state.columns.length);
  const planned = usePlay((state) => state.settings.repeats);
  const failed = usePlay((state) => [...state.cells.values()].filter((cell) => cell.state === 'failed').length);
  const draft = useDraft();
  const turns = usePlay(({ engines }) => turnsNote(draft, draft.columns, engines));
  const servers = useServers();
  return (
    <span className="text-soft">
      {run ? (
        <>
          {plural(run.spec.columns.length * repeats, 'answer')} in this run
          {failed > 0 && <span className="text-bad">, {failed} failed</span>}
        </>
      ) : (
        <>
          {plural(columns, 'column')} × {plural(planned, 'answer')}.{' '}
          {servers === null ? 'Nothing leaves this tab.' : `Prompts go to ${servers}.`}
        </>
      )}
      <SecondLine turns={turns} />
    </span>
  );
}

/** As low as the bar leaves room for: it comes and goes with answers and models, and nothing may move then. */
function SecondLine({ turns, className }: { turns: string | null; className?: string }) {
  const repetition = useRepetition();
  if (repetition === '' && turns === null) return null;
  const title = repetition === '' ? turns : `${repetitionHow}${turns === null ? '' : ` ${turns}.`}`;
  return (
    <span title={title ?? undefined} className={cx('block truncate text-small leading-4 text-soft', className)}>
      {[repetition, turns].filter(Boolean).join(' · ')}
    </span>
  );
}

/** One line beside the button: the most urgent thing there is to say about the run. */
export function RunStatus() {
  const restored = usePlay((state) => state.restored);
  const running = usePlay((state) => state.active > 0);
  const loading = usePlay(loadingModel);
  const missing = usePlay((state) => state.missing);
  const draft = useDraft();
  // Joined, because a fresh array would be a new part of the state at every look.
  const changes = usePlay((state) => changesSince(state.run, draft).join(', '));
  const throughput = useThroughput();

  return (
    <div className="min-w-0 flex-1 text-ui leading-5 tabular-nums">
      {!restored ? (
        <span className="text-soft">Opening…</span>
      ) : running ? (
        loading ? (
          <Loading model={loading} />
        ) : (
          <Running {...throughput} />
        )
      ) : missing > 0 ? (
        <Missing count={missing} />
      ) : changes !== '' ? (
        <>
          <Changed changes={changes} />
          {/* A phone has no room for it under a line that wraps. */}
          <SecondLine turns={null} className="max-wide:hidden" />
        </>
      ) : (
        <Quiet />
      )}
    </div>
  );
}
