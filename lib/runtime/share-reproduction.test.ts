import { describe, expect, it } from 'vitest';
import type { RunId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import { cellKey } from '../model/settings.ts';
import type { Reproduction } from '../model/share.ts';
import { plannedCell } from '../run/plan.ts';
import { createMemoryStores } from '../store/memory.ts';
import type { RunStore } from '../store/ports.ts';
import { cutOffRun } from './session.test-help.ts';
import { ReproductionWatch } from './share-reproduction.ts';

const texts = ['The answer of the baker.', 'The answer of the pilot.', 'An answer of nobody.'];

/** A kept recording of three answers, a run that repeats it, and a watch with all that it told. */
async function watching(broken?: Partial<RunStore>) {
  const { runs } = createMemoryStores();
  const { run: cut } = await cutOffRun(runs);
  const recorded: Run = { ...cut, id: 'recorded' as RunId, recorded: 'link' };
  const here: Run = { ...cut, id: 'here' as RunId, reproduces: recorded.id };
  const cell = (run: Run, column: number, part: Partial<Cell> = {}, attempt = 0): Cell => ({
    ...plannedCell(run, { column, repeat: 0, attempt }),
    ...part,
  });
  const done = (run: Run, column: number, text = texts[column] ?? ''): Cell =>
    cell(run, column, { state: 'done', text });
  await runs.putRun(recorded);
  await runs.putCells(texts.map((_, column) => done(recorded, column)));
  const told: (Reproduction | null)[] = [];
  const watch = new ReproductionWatch({
    runs: () => Promise.resolve({ ...runs, ...broken }),
    onChange: (reproduction) => told.push(reproduction),
  });
  const show = (...cells: Cell[]) =>
    watch.playChanged({ run: here, cells: new Map(cells.map((one) => [cellKey(one.column, one.repeat), one])) });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { runs, recorded, here, cell, done, told, watch, show, settle };
}

describe('ReproductionWatch', () => {
  it('tells of each answer that ends, and of nothing else', async () => {
    const { here, cell, done, told, show, settle } = await watching();
    show(cell(here, 0), cell(here, 1), cell(here, 2));
    await settle();
    expect(told).toMatchObject([{ identical: 0, open: 3 }]);
    for (const text of ['The', 'The answer', 'The answer of'])
      show(cell(here, 0, { state: 'running', text }), cell(here, 1), cell(here, 2));
    expect(told).toHaveLength(1);
    show(done(here, 0), cell(here, 1, { state: 'running', text: 'A' }), cell(here, 2));
    show({ ...done(here, 0), vote: 1 }, cell(here, 1, { state: 'running', text: 'Ab' }), cell(here, 2));
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({ identical: 1, open: 2 });
    show(done(here, 0), done(here, 1, 'Something else.'), cell(here, 2, { state: 'stopped', text: 'An answer' }));
    expect(told[2]).toMatchObject({ identical: 1, prefix: 1, different: 1, open: 0, differences: [] });
    expect(told).toHaveLength(3);
  });

  it('catches up with what ended while the recording was read', async () => {
    const { here, done, told, show, settle } = await watching();
    show(done(here, 0), done(here, 1), done(here, 2));
    expect(told).toEqual([]);
    await settle();
    expect(told).toMatchObject([{ identical: 3, open: 0 }]);
  });

  it('holds on to the attempt that was recorded when an answer is redone, also after a reload', async () => {
    const { runs, here, cell, done, told, show, settle } = await watching();
    show(done(here, 0), done(here, 1), done(here, 2));
    await settle();
    show(cell(here, 0, { state: 'running' }, 1), done(here, 1), done(here, 2));
    show(cell(here, 0, { state: 'done', text: 'Another.' }, 1), done(here, 1), done(here, 2));
    expect(told.at(-1)).toMatchObject({ identical: 3 });
    expect(told.at(-1)?.cells.get('0/0')?.here?.attempt).toBe(0);

    await runs.putCells([done(here, 0), cell(here, 0, { state: 'done', text: 'Another.' }, 1)]);
    const after: (Reproduction | null)[] = [];
    const again = new ReproductionWatch({ runs: () => Promise.resolve(runs), onChange: (now) => after.push(now) });
    again.playChanged({ run: here, cells: new Map([['0/0', cell(here, 0, { state: 'done', text: 'Another.' }, 1)]]) });
    await settle();
    expect(after).toMatchObject([{ identical: 1, open: 2 }]);
  });

  it('takes back an answer that was cut off and is written anew', async () => {
    const { here, cell, done, told, show, settle } = await watching();
    show(cell(here, 0, { state: 'stopped', text: 'The' }), done(here, 1), done(here, 2));
    await settle();
    expect(told.at(-1)).toMatchObject({ prefix: 1, open: 0 });
    show(cell(here, 0), done(here, 1), done(here, 2));
    expect(told.at(-1)).toMatchObject({ prefix: 0, open: 1 });
  });

  it('ends with another run on the screen, and is not disturbed by a recording that came too late', async () => {
    const { recorded, here, done, told, watch, show, settle } = await watching();
    show(done(here, 0));
    watch.playChanged({ run: recorded, cells: new Map() });
    await settle();
    expect(told).toEqual([]);
    show(done(here, 0));
    await settle();
    watch.playChanged({ run: null, cells: new Map() });
    watch.playChanged({ run: null, cells: new Map() });
    expect(told).toMatchObject([{ identical: 1 }, null]);
  });

  it('gives a comparison without cells when the recording is gone or cannot be read', async () => {
    const gone = await watching();
    await gone.runs.deleteRun(gone.recorded.id);
    gone.show(gone.done(gone.here, 0));
    await gone.settle();
    expect(gone.told).toMatchObject([{ open: 0, identical: 0 }]);
    expect(gone.told[0]?.cells.size).toBe(0);
    const broken = await watching({ getRun: () => Promise.reject(new Error('no disk')) });
    broken.show(broken.done(broken.here, 0));
    await broken.settle();
    expect(broken.told[0]?.cells.size).toBe(0);
  });
});
