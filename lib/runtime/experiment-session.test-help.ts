import type { ExperimentResult } from '../model/experiment-result.ts';
import { fault, type Fault } from '../model/fault.ts';
import type { PersonaId, ShardId } from '../model/ids.ts';
import type { GenerateJob, JobEvent } from '../model/job.ts';
import type { ModelChoice } from '../model/run.ts';
import type { MeasureAsk } from '../protocol/measure.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { PersonaRow, SampleSpec } from '../protocol/shards.ts';
import { createMemoryStores } from '../store/memory.ts';
import type { Stores } from '../store/ports.ts';
import { ExperimentSession } from './experiment-session.ts';
import type { ExperimentState } from './experiment-state.ts';
import type { ExperimentWorld } from './experiment-world.ts';
import { failed } from './outcome.ts';
import { environment } from './session.test-help.ts';

export const scripted: ModelChoice = { engine: 'scripted', model: 'scripted', name: 'Scripted' };

/** An engine in this thread: what it writes follows from the request and the seed. */
export class ScriptedPool {
  readonly asked: GenerateJob[] = [];
  /** Answered before the job's first event; waits for ever with a promise that never resolves. */
  before: (job: GenerateJob, count: number) => Promise<void> | void = () => undefined;
  /** Ends a job as failed. */
  fails: (job: GenerateJob) => Fault | null = () => null;

  async generate(
    _key: string,
    job: GenerateJob,
    { signal, onEvent }: { readonly signal: AbortSignal; readonly onEvent: (event: JobEvent) => void },
  ): Promise<void> {
    this.asked.push(job);
    const { id } = job;
    let end: () => void = () => undefined;
    const cut = new Promise<'cut'>((resolve) => (end = () => resolve('cut')));
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    onEvent({ type: 'started', id, promptTokens: 10 });
    const came = await Promise.race([Promise.resolve(this.before(job, this.asked.length)), cut]);
    signal.removeEventListener('abort', end);
    if (came === 'cut') {
      onEvent({ type: 'cancelled', id, usage: null });
      return;
    }
    const why = this.fails(job);
    if (why) {
      onEvent({ type: 'failed', id, fault: why });
      return;
    }
    const asked = job.prompt.messages.at(-1)?.content ?? '';
    onEvent({
      type: 'delta',
      id,
      text: `${job.prompt.answerPrefix} ${job.sampling.seed} ${asked.slice(-20)}`,
      tokens: 5,
    });
    onEvent({
      type: 'done',
      id,
      finish: 'end',
      usage: {
        promptTokens: 10,
        sharedTokens: 0,
        completionTokens: 5,
        queueMs: 0,
        firstTokenMs: 100,
        decodeMs: 400,
        rows: 1,
      },
    });
  }
}

export const noResult: ExperimentResult = {
  version: 1,
  app: '9.9.9',
  at: 1,
  budget: 20,
  encoder: null,
  rounds: 1,
  minimumPairs: 10,
  groups: [],
  comparisons: [],
  aa: [],
  verdicts: [],
  samples: [],
};

const personaRow = (i: number): PersonaRow => ({
  ref: { shard: 'starter' as ShardId, row: i },
  id: `persona-${i}` as PersonaId,
  text: `A keeper of lighthouse number ${i} who collects maps.`,
  labels: { gender: 'female', textLanguage: 'en' },
  marks: [],
});

/** A collection of so many personas: a larger draw begins with the smaller one. */
export function fakeShards(held: number) {
  const draws: SampleSpec[] = [];
  const remote = {
    drawSample: (spec: SampleSpec) => {
      draws.push(spec);
      const rows = Array.from({ length: Math.min(held, spec.count) }, (_, i) => personaRow((i + spec.seed) % held));
      return Promise.resolve({ ok: true, value: { rows, short: [], recipe: `Uniform, seed ${spec.seed}` } });
    },
    shards: () => Promise.resolve({ ok: true, value: [{ info: { id: 'starter', licence: 'CC0-1.0' } }] }),
  };
  const shards = {
    call: <T>(ask: (given: never) => Promise<Outcome<T>>) => ask(remote as never),
    ensureStarter: () => Promise.resolve({ ok: true, value: {} as never } as const),
  };
  return { shards, draws };
}

/** Locks of one browser, for sessions that stand for its tabs. */
export function fakeLocks(): ExperimentWorld['alone'] {
  const held = new Set<string>();
  return async (name, work) => {
    if (held.has(name)) return false;
    held.add(name);
    try {
      await work();
    } finally {
      held.delete(name);
    }
    return true;
  };
}

let ids = 0;

/** A tab: a session over these stores, a scripted engine and an analysis that answers at once. */
export async function openExperiments({
  stores = createMemoryStores(),
  alone = fakeLocks(),
  held = 5_000,
  ...part
}: { readonly stores?: Stores; readonly held?: number } & Partial<ExperimentWorld> = {}) {
  const pool = new ScriptedPool();
  const { shards, draws } = fakeShards(held);
  const measured: MeasureAsk[] = [];
  let model = scripted;
  const session = new ExperimentSession({
    pool,
    shards,
    measure: {
      measure: (ask) => {
        measured.push(ask);
        return Promise.resolve({ ok: true, value: { ...noResult, rounds: ask.trials.length } });
      },
      dispose: () => undefined,
    },
    open: () => Promise.resolve({ runs: stores.runs, trials: stores.trials, kept: true, fault: null }),
    model: () => model,
    licence: () => 'Apache-2.0',
    madeOn: () => ({ device: 'cpu', threads: 2, quantisation: 'Q9' }),
    environment: () => environment,
    alone,
    now: () => ++ids,
    newId: () => `e${++ids}`,
    later: () => () => undefined,
    nextPaint: (run) => void setImmediate(run),
    ...part,
  });
  await session.start();
  /** Resolves once the state is so. */
  const until = (holds: (state: ExperimentState) => boolean) =>
    new Promise<ExperimentState>((resolve) => {
      const look = () => {
        if (!holds(session.getState())) return;
        stop();
        resolve(session.getState());
      };
      const stop = session.subscribe(look);
      look();
    });
  /** Resolves once nothing runs and every write that was asked for is done. */
  const quiet = async () => {
    await until(({ open }) => open === null || (open.status === 'idle' && open.analysis.status !== 'running'));
    for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
    return until(({ open }) => open === null || (open.status === 'idle' && open.analysis.status !== 'running'));
  };
  /** The one on the screen. */
  const open = () => {
    const one = session.getState().open;
    if (!one) throw new Error('no experiment is open');
    return one;
  };
  const choose = (next: ModelChoice) => {
    model = next;
    session.modelChanged();
  };
  return {
    session,
    actions: session.actions,
    state: session.getState,
    open,
    until,
    quiet,
    pool,
    draws,
    measured,
    stores,
    choose,
  };
}

/** An outcome's value. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.fault.code}: ${outcome.fault.message}`);
  return outcome.value;
}

export const noEncoder = failed(fault('download-failed', 'The encoder is not there.'));
