import type { PersonaId, RunId } from '../model/ids.ts';
import type { Cell, Column, Run } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { planCells } from '../run/plan.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { createMemoryStores } from '../store/memory.ts';
import type { RunStore } from '../store/ports.ts';
import { FakeWorker, origin } from './fake-link.test-help.ts';
import { EngineHost } from './host.ts';
import { PlaySession } from './play-session.ts';
import type { PlayState } from './play-state.ts';

export const voice = (id: string): Column => ({
  kind: 'persona',
  persona: { id: id as PersonaId, text: `The ${id} of the village.`, labels: {}, shard: null },
});
export const control: Column = { kind: 'control' };

const shards = {
  ensureStarter: () => {
    const info = {
      id: 'starter' as never,
      name: 'Starter',
      source: '',
      licence: '',
      count: 3,
      hash: '',
      importerVersion: 1,
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

let ids = 0;

/** A session over the production host, scripted workers and this store. */
export async function openSession(runs: RunStore = createMemoryStores().runs, ...workers: FakeWorker[]) {
  const queue = [...workers];
  const host: EngineHost = new EngineHost({
    spawn: () => (queue.shift() ?? new FakeWorker()).link,
    onProgress: (progress) => session.engineProgress(progress),
    onLost: (why) => session.engineLost(why),
  });
  const session: PlaySession = new PlaySession({
    host,
    shards,
    openStore: () => Promise.resolve({ runs, kept: true, fault: null }),
    loadOptions: origin,
    model: { engine: 'scripted', model: 'scripted' },
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
  const model = { engine: 'scripted' as const, model: 'scripted' };
  const spec = { version: 1 as const, task: chooseTask('npc'), columns, settings, model };
  const run: Run = { version: 1, id: 'cut' as RunId, createdAt: 1, spec };
  const planned = planCells(run, 0, 1);
  await runs.putRun(run);
  await runs.putCells(planned);
  const [first, second] = planned;
  if (first) await runs.putCells([{ ...first, state: 'done', text: 'Kept.', vote: 1 }]);
  if (second) await runs.putCells([{ ...second, state: 'running', text: 'Half' }]);
  return { run, planned };
}
