import { afterEach, expect, it } from 'vitest';
import { fault, FaultError } from '../model/fault.ts';
import type { RunId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { planCells } from '../run/plan.ts';
import { createMemoryStores } from '../store/memory.ts';
import type { RunStore } from '../store/ports.ts';
import type { LiveWorker } from './live-likeness.ts';
import { RunsSession } from './runs-session.ts';
import type { RunsState } from './runs-state.ts';
import { control, voice } from './session.test-help.ts';

const model = { engine: 'scripted' as const, model: 'm', name: 'M' };

async function addRun(runs: RunStore, id: string, createdAt: number, texts: readonly string[]): Promise<Run> {
  const columns = [voice('a'), control];
  const settings = { ...defaultSettings, repeats: texts.length / 2 };
  const spec = { version: 2 as const, task: chooseTask('math'), columns, settings, model };
  const run: Run = { version: 2, id: id as RunId, createdAt, spec };
  await runs.putRun(run);
  const cells = planCells(run, 0, settings.repeats);
  await runs.putCells(cells.map((cell, i): Cell => ({ ...cell, state: 'done', text: texts[i] ?? '' })));
  return run;
}

const sessions: RunsSession[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
});

function open(runs: RunStore) {
  let ids = 0;
  const timers = new Set<() => void>();
  const asked: (readonly string[])[] = [];
  const forgotten: string[] = [];
  const onScreen = { run: null as RunId | null, busy: false, opened: [] as RunId[], again: [] as RunId[], deaf: false };
  const likeness: LiveWorker = {
    live: (_, answers) => {
      asked.push(answers.map(({ text }) => text));
      if (onScreen.deaf) return Promise.resolve({ ok: false, fault: fault('worker-crashed', 'Gone.') });
      const seen = new Map<string, (typeof answers)[number]['cell']>();
      const value = answers.map(({ cell, text }) => {
        const of = seen.get(text) ?? null;
        seen.set(text, cell);
        return { cell, of, similarity: of === null ? 0 : 1 };
      });
      return Promise.resolve({ ok: true, value });
    },
    forgetRun: (run) => Promise.resolve(void forgotten.push(run)),
  };
  const session = new RunsSession({
    store: () => Promise.resolve({ runs, kept: true }),
    likeness,
    openRun: (run) => {
      onScreen.opened.push(run);
      return Promise.resolve({ ok: true, value: undefined });
    },
    runAgain: (run) => {
      onScreen.again.push(run);
      return Promise.resolve({ ok: true, value: undefined });
    },
    leaveRun: (run) => {
      if (run === onScreen.run && onScreen.busy)
        return Promise.resolve({ ok: false, fault: fault('bad-input', 'Play is writing answers.') });
      return Promise.resolve({ ok: true, value: run === onScreen.run });
    },
    newId: () => `deletion${++ids}`,
    later: (_, run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
  });
  sessions.push(session);
  const until = (holds: (state: RunsState) => boolean) =>
    new Promise<RunsState>((resolve) => {
      const look = () => {
        if (!holds(session.getState())) return;
        stop();
        resolve(session.getState());
      };
      const stop = session.subscribe(look);
      look();
    });
  const allRead = () => until((state) => state.restored && state.read === state.runs.length);
  const fire = () => {
    for (const run of [...timers]) {
      timers.delete(run);
      run();
    }
  };
  return { session, actions: session.actions, until, allRead, asked, forgotten, onScreen, fire };
}

const ids = (state: RunsState) => state.runs.map(({ run }) => run.id);

it('lists runs newest first and counts what came of each', async () => {
  const { runs } = createMemoryStores();
  await addRun(runs, 'old', 1, ['A', 'B']);
  const cut = await addRun(runs, 'new', 2, ['C', 'D', 'E', 'F']);
  const [first, second, third] = await runs.cellsOf(cut.id);
  if (!first || !second || !third) throw new Error('no cells');
  const redone = { ...first, id: 'new/0/0/1' as Cell['id'], attempt: 1, text: 'C again' };
  await runs.putCells([redone, { ...second, state: 'failed' }, { ...third, state: 'running' }]);
  const { actions, allRead } = open(runs);
  actions.open();
  const state = await allRead();
  expect(ids(state)).toEqual(['new', 'old']);
  expect(state.runs[0]?.answers).toMatchObject({ done: 2, failed: 1, stopped: 0, open: 1 });
  expect(state.runs[0]?.answers?.cells.map(({ text }) => text)).toContain('C again');
  expect(state.runs[0]?.answers?.attempts.length).toBe(5);
  expect(state.runs[0]?.answers?.bytes).toBeGreaterThan(500);
});

it('reads hundreds of runs without telling of each alone', async () => {
  const { runs } = createMemoryStores();
  for (let i = 0; i < 200; i++) await addRun(runs, `r${i}`, i, ['A', 'B']);
  const { actions, session, allRead } = open(runs);
  let told = 0;
  session.subscribe(() => (told += 1));
  actions.open();
  const state = await allRead();
  expect(state.runs.length).toBe(200);
  expect(told).toBeLessThan(20);
});

it('keeps a run’s view as it is while nothing was written, and reads again what Play writes to', async () => {
  const { runs } = createMemoryStores();
  const run = await addRun(runs, 'r', 1, ['A', 'B']);
  const { actions, session, allRead, until, fire } = open(runs);
  session.playChanged({ run, active: 2 });
  actions.open();
  const before = (await allRead()).runs[0];
  session.playChanged({ run, active: 1 });
  fire();
  await until(({ runs: [view] }) => view === before);
  const [cell] = await runs.cellsOf(run.id);
  if (cell) await runs.putCells([{ ...cell, vote: 1 }]);
  session.playChanged({ run, active: 0 });
  fire();
  const after = await until(({ runs: [view] }) => view !== before);
  expect(after.runs[0]?.answers?.cells[0]?.vote).toBe(1);
});

it('measures repetition of the runs asked for, without the start that all answers share', async () => {
  const { runs } = createMemoryStores();
  await addRun(runs, 'one', 1, ['Math problem: Same', 'Math problem: Same', 'Other', 'Math problem:']);
  await addRun(runs, 'two', 2, ['A', 'B']);
  const { actions, allRead, until, asked, forgotten } = open(runs);
  actions.open();
  await allRead();
  actions.measure(['one' as RunId]);
  const state = await until((now) => now.runs.some(({ repetition }) => repetition !== null));
  expect(state.runs.map(({ repetition }) => repetition?.repeated ?? null)).toEqual([null, 1]);
  expect(state.runs[1]?.repetition).toMatchObject({ texts: 3 });
  expect(asked).toEqual([['Same', 'Other', 'Same']]);
  expect(forgotten.length).toBe(1);
});

it('does without figures when the worker is dead, and asks again at the next look', async () => {
  const { runs } = createMemoryStores();
  await addRun(runs, 'one', 1, ['A', 'A']);
  const { actions, allRead, until, onScreen, asked } = open(runs);
  actions.open();
  await allRead();
  onScreen.deaf = true;
  actions.measure(['one' as RunId]);
  for (let i = 0; i < 4; i++) await new Promise((resolve) => setImmediate(resolve));
  expect(asked.length).toBe(1);
  onScreen.deaf = false;
  actions.measure(['one' as RunId]);
  await until((state) => state.runs[0]?.repetition?.repeated === 1);
});

it('deletes several at once and puts them back, on the screen where they were', async () => {
  const { runs } = createMemoryStores();
  await addRun(runs, 'a', 1, ['A', 'B']);
  await addRun(runs, 'b', 2, ['C', 'D']);
  await addRun(runs, 'c', 3, ['E', 'F']);
  const kept = await runs.cellsOf('a' as RunId);
  const { actions, session, allRead, onScreen } = open(runs);
  actions.open();
  await allRead();
  onScreen.run = 'c' as RunId;
  expect(await actions.deleteRuns(['a', 'c'] as RunId[])).toEqual({ ok: true, value: undefined });
  expect(ids(session.getState())).toEqual(['b']);
  expect((await runs.listRuns(9)).map(({ id }) => id)).toEqual(['b']);
  expect(await runs.cellsOf('a' as RunId)).toEqual([]);
  const [entry] = session.getState().undoable;
  expect(entry?.runs).toEqual(['a', 'c']);
  await actions.undoDelete(entry?.id ?? '');
  expect(ids(session.getState())).toEqual(['c', 'b', 'a']);
  expect(await runs.cellsOf('a' as RunId)).toEqual(kept);
  expect(session.getState().undoable).toEqual([]);
  expect(onScreen.opened).toEqual(['c']);
});

it('cannot undo when the time is over, and deletes nothing that Play is writing', async () => {
  const { runs } = createMemoryStores();
  await addRun(runs, 'a', 1, ['A', 'B']);
  const { actions, session, allRead, onScreen, fire } = open(runs);
  actions.open();
  await allRead();
  Object.assign(onScreen, { run: 'a', busy: true });
  expect(await actions.deleteRuns(['a' as RunId])).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
  expect(ids(session.getState())).toEqual(['a']);
  onScreen.busy = false;
  await actions.deleteRuns(['a' as RunId]);
  const id = session.getState().undoable[0]?.id ?? '';
  fire();
  expect(session.getState().undoable).toEqual([]);
  expect(await actions.undoDelete(id)).toMatchObject({ ok: false });
  expect(await runs.listRuns(9)).toEqual([]);
});

it('puts back what a deletion that failed half way had taken', async () => {
  const { runs } = createMemoryStores();
  await addRun(runs, 'a', 1, ['A', 'B']);
  await addRun(runs, 'b', 2, ['C', 'D']);
  const refusing: RunStore = {
    ...runs,
    deleteRun: (id) =>
      id === 'b' ? Promise.reject(new FaultError(fault('storage-blocked', 'No.'))) : runs.deleteRun(id),
  };
  const { actions, session, allRead } = open(refusing);
  actions.open();
  await allRead();
  expect(await actions.deleteRuns(['a', 'b'] as RunId[])).toMatchObject({ ok: false });
  expect((await runs.listRuns(9)).map(({ id }) => id)).toEqual(['b', 'a']);
  expect((await runs.cellsOf('a' as RunId)).length).toBe(2);
  expect(ids(session.getState())).toEqual(['b', 'a']);
  expect(session.getState().undoable).toEqual([]);
});

it('says when runs cannot be read', async () => {
  const { runs } = createMemoryStores();
  const { actions, until } = open({
    ...runs,
    listRuns: () => Promise.reject(new FaultError(fault('storage-blocked', 'No.'))),
  });
  actions.open();
  const state = await until(({ restored }) => restored);
  expect(state.fault?.code).toBe('storage-blocked');
});

it('compares a run with the recording that it repeats, and begins another', async () => {
  const { runs } = createMemoryStores();
  const recorded = await addRun(runs, 'recorded', 1, ['The answer of the baker.', 'An answer of nobody.']);
  const here = await addRun(runs, 'here', 2, ['The answer of the baker.', 'Something else.']);
  await runs.putRun({ ...here, reproduces: recorded.id });
  const { session, onScreen } = open(runs);
  const compared = await session.actions.compare(here.id);
  expect(compared).toMatchObject({ ok: true, value: { identical: 1, different: 1, open: 0, differences: [] } });
  expect(await session.actions.compare(recorded.id)).toEqual({ ok: true, value: null });
  await runs.deleteRun(recorded.id);
  expect(await session.actions.compare(here.id)).toEqual({ ok: true, value: null });
  expect(await session.actions.runAgain(here.id)).toEqual({ ok: true, value: undefined });
  expect(onScreen.again).toEqual([here.id]);
});
