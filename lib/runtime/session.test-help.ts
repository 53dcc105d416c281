import type { PersonaId, RunId } from '../model/ids.ts';
import { type ModelKey, modelKey } from '../model/catalogue.ts';
import type { RunEnvironment } from '../model/made-on.ts';
import type { ShardInfo } from '../model/shard.ts';
import type { Cell, Column, ModelChoice, Run } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { planCells } from '../run/plan.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { createMemoryStores } from '../store/memory.ts';
import type { RunStore } from '../store/ports.ts';
import { FakeWorker, origin } from './fake-link.test-help.ts';
import { EnginePool } from './engine-pool.ts';
import { noFiles } from './models-files.ts';
import type { ModelStatus } from './models-state.ts';
import { PlaySession } from './play-session.ts';
import type { PlayState } from './play-state.ts';

export const voice = (id: string): Column => ({
  kind: 'persona',
  persona: { id: id as PersonaId, text: `The ${id} of the village.`, labels: {}, shard: null },
  model: null,
  settings: null,
});
export const control: Column = { kind: 'control', model: null, settings: null };

const shards = {
  ensureStarter: () => {
    const info: ShardInfo = {
      version: 2,
      id: 'starter' as never,
      name: 'Starter',
      source: '',
      licence: '',
      count: 3,
      bytes: 0,
      hash: '',
      importerVersion: 1,
      createdAt: 0,
      columns: [],
      duplicates: 0,
      rejected: 0,
      state: 'whole',
      deletedAt: null,
    };
    return Promise.resolve({ ok: true as const, value: info });
  },
  sample: () => {
    const value = ['baker', 'pilot', 'nurse']
      .map(voice)
      .flatMap((column) => (column.kind === 'persona' ? [column.persona] : []));
    return Promise.resolve({ ok: true as const, value });
  },
  search: () => Promise.resolve({ ok: true as const, value: { total: 0, personas: [] } }),
  dispose: () => undefined,
};

/** What runs of these sessions are made on. */
export const environment: RunEnvironment = {
  app: '9.9.9',
  browser: 'Scripted 1',
  system: null,
  cores: 2,
  isolated: false,
  gpu: null,
};

let ids = 0;

/** A session over the production host, scripted workers and this store. */
export async function openSession(runs: RunStore = createMemoryStores().runs, ...workers: FakeWorker[]) {
  const queue = [...workers];
  const scripted: ModelChoice = { engine: 'scripted', model: 'scripted', name: 'Scripted' };
  const status = new Map<ModelKey, ModelStatus>();
  const pool = new EnginePool({
    spawn: () => (queue.shift() ?? new FakeWorker()).link,
    model: () => ({ engine: 'scripted', lane: 'cpu', memoryBytes: 0, options: () => Promise.resolve(origin) }),
    onView: (key, engine) => {
      status.set(key, { engine, files: noFiles, benchmark: null, measuring: false, crashed: false });
      session.modelsChanged({ chosen: modelKey(scripted), status });
    },
    budgetBytes: 0,
    onLoading: () => undefined,
    forbids: () => null,
    advice: () => null,
  });
  const session: PlaySession = new PlaySession({
    pool,
    shards,
    openStore: () => Promise.resolve({ runs, kept: true, fault: null }),
    model: () => scripted,
    quantisation: (key) => (key === modelKey(scripted) ? 'Q9' : null),
    environment: () => environment,
    now: () => ++ids,
    newId: () => `run${++ids}`,
    nextPaint: (run) => void setImmediate(run),
  });
  await session.start();
  /** Resolves once the state is so. */
  const until = (holds: (state: PlayState) => boolean) =>
    new Promise<PlayState>((resolve) => {
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
    const state = await until(({ active }) => active === 0);
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
    return state;
  };
  const cell = (key: string): Cell => {
    const found = session.getState().cells.get(key);
    if (!found) throw new Error(`no cell ${key}`);
    return found;
  };
  return { session, actions: session.actions, state: session.getState, until, quiet, cell, runs };
}

/** A run in the store whose tab closed: of three cells the first is done, the second half done, the third queued. */
export async function cutOffRun(runs: RunStore): Promise<{ run: Run; planned: readonly Cell[] }> {
  const columns = [voice('a'), voice('b'), control];
  const settings = { ...defaultSettings, maxTokens: 8 };
  const model = { engine: 'scripted' as const, model: 'scripted', name: 'Scripted' };
  const spec = { version: 2 as const, task: chooseTask('npc'), columns, settings, model };
  const run: Run = { version: 2, id: 'cut' as RunId, createdAt: 1, spec };
  const planned = planCells(run, 0, 1);
  await runs.putRun(run);
  await runs.putCells(planned);
  const [first, second] = planned;
  if (first) await runs.putCells([{ ...first, state: 'done', text: 'Kept.', vote: 1 }]);
  if (second) await runs.putCells([{ ...second, state: 'running', text: 'Half' }]);
  return { run, planned };
}
