import { afterEach, describe, expect, it, vi } from 'vitest';
import { fault, FaultError } from '../model/fault.ts';
import { createMemoryStores } from '../store/memory.ts';
import type { RunStore } from '../store/ports.ts';
import { FakeWorker } from './fake-link.test-help.ts';
import { openSession } from './session.test-help.ts';

afterEach(() => vi.unstubAllGlobals());

const states = (cells: ReadonlyMap<string, { state: string }>) => [...cells.values()].map((cell) => cell.state);

/** A session in the middle of a long run of four columns. */
async function inTheMiddle(runs?: RunStore, ...workers: FakeWorker[]) {
  const opened = await openSession(runs, ...workers);
  opened.actions.setSettings({ ...opened.state().settings, maxTokens: 1000 });
  opened.actions.generate();
  await opened.until(({ cells }) => [...cells.values()].every((cell) => (cell.tokens ?? 0) > 2));
  return opened;
}

describe('PlaySession while a run goes on', () => {
  it('stops one cell, then all, and keeps what they had written', async () => {
    const { actions, until, quiet, runs, cell } = await inTheMiddle();
    actions.stop(1, 0);
    await until(({ active }) => active === 3);
    expect(cell('1/0').state).toBe('stopped');
    expect(cell('0/0').state).toBe('running');
    actions.stopAll();
    const { cells, missing } = await quiet();
    expect(states(cells)).toEqual(Array(4).fill('stopped'));
    expect(missing).toBe(0);
    const kept = await runs.cellsOf(cell('0/0').run);
    expect(kept.every((one) => one.state === 'stopped' && one.text.length > 10)).toBe(true);
  });

  it('keeps a vote cast while the answer was being written', async () => {
    const { actions, quiet, runs, cell } = await inTheMiddle();
    actions.vote(2, 0, -1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(cell('2/0').vote).toBe(-1);
    actions.stopAll();
    await quiet();
    expect((await runs.cellsOf(cell('2/0').run)).map((one) => one.vote)).toEqual([0, 0, -1, 0]);
  });

  it('does not start a second run beside the first', async () => {
    const { actions, state, quiet } = await inTheMiddle();
    const { run } = state();
    actions.generate();
    actions.redo(0, 0);
    expect(state().run).toBe(run);
    expect(state().active).toBe(4);
    actions.stopAll();
    await quiet();
  });

  it('fails the cells when the engine is lost, and generates again afterwards', async () => {
    const worker = new FakeWorker();
    const { actions, state, quiet, cell } = await inTheMiddle(undefined, worker);
    worker.die(fault('worker-crashed', 'It fell over.'));
    const { cells, engine } = await quiet();
    expect(states(cells)).toEqual(Array(4).fill('failed'));
    expect(cell('0/0')).toMatchObject({ fault: { code: 'worker-crashed' } });
    expect(cell('0/0').text).not.toBe('');
    expect(engine).toMatchObject({ status: 'failed', fault: { code: 'worker-crashed' } });
    actions.setSettings({ ...state().settings, maxTokens: 8 });
    actions.generate();
    expect(states((await quiet()).cells)).toEqual(Array(4).fill('done'));
    expect(state().engine).toMatchObject({ status: 'ready', fault: null });
  });

  it('lets the user stop while the model loads, and generate once more', async () => {
    const worker = new FakeWorker({}, true);
    const { actions, state, quiet, until } = await openSession(undefined, worker);
    actions.generate();
    await until(({ engine }) => engine.status === 'loading');
    actions.stopAll();
    expect(states((await quiet()).cells)).toEqual(Array(4).fill('stopped'));
    actions.generate();
    expect(state().active).toBe(4);
    worker.release();
    expect(states((await quiet()).cells)).toEqual(Array(4).fill('done'));
  });

  it('says when the model is missing, and loads it anew at the next Generate', async () => {
    let why: ReturnType<typeof fault> | null = fault('model-missing', 'None here.');
    const { actions, state, quiet } = await openSession(undefined, new FakeWorker({ loadFault: () => why }));
    actions.generate();
    expect(states((await quiet()).cells)).toEqual(Array(4).fill('failed'));
    expect(state().engine).toMatchObject({ status: 'failed', fault: { code: 'model-missing' } });
    why = null;
    actions.generate();
    expect(states((await quiet()).cells)).toEqual(Array(4).fill('done'));
    expect(state().engine.status).toBe('ready');
  });

  it('goes on without storage that works', async () => {
    const refuse = () => Promise.reject(new FaultError(fault('storage-full', 'No room.')));
    const runs: RunStore = { ...createMemoryStores().runs, putRun: refuse, putCells: refuse, putSetting: refuse };
    const { actions, quiet } = await openSession(runs);
    actions.generate();
    const { cells, storage } = await quiet();
    expect(states(cells)).toEqual(Array(4).fill('done'));
    expect(storage.fault).toMatchObject({ code: 'storage-full' });
  });

  it('starts with a first visit’s set-up when nothing can be read', async () => {
    const refuse = () => Promise.reject(new FaultError(fault('storage-blocked', 'Forbidden.')));
    const { state } = await openSession({ ...createMemoryStores().runs, latestRun: refuse, getSetting: refuse });
    expect(state()).toMatchObject({ restored: true, run: null, storage: { fault: { code: 'storage-blocked' } } });
    expect(state().columns).toHaveLength(4);
  });
});
