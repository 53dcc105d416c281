import { expect, it } from 'vitest';
import { fault } from '../model/fault.ts';
import type { CellId, RunId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import { cellKey, defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { plannedCell } from '../run/plan.ts';
import type { LiveLikeness } from './dedup-state.ts';
import { LiveJoin, type LiveWorker } from './live-likeness.ts';
import { control, voice } from './session.test-help.ts';

function runOf(id: string): Run {
  const model = { engine: 'scripted' as const, model: 'm', name: 'M' };
  const columns = [voice('a'), voice('b'), control];
  const spec = { version: 2 as const, task: chooseTask('math'), columns, settings: defaultSettings, model };
  return { version: 2, id: id as RunId, createdAt: 0, spec };
}

function answer(run: Run, column: number, text: string, part: Partial<Cell> = {}, attempt = 0): Cell {
  return { ...plannedCell(run, { column, repeat: 0, attempt }), state: 'done', text, ...part };
}

const cellsOf = (...cells: readonly Cell[]) => new Map(cells.map((cell) => [cellKey(cell.column, cell.repeat), cell]));

/** Equal texts are alike; each call waits until it is let go. */
function open() {
  const asked: { run: string; cells: readonly CellId[]; texts: readonly string[] }[] = [];
  const held = new Map<string, { cell: CellId; text: string }[]>();
  const forgotten: string[] = [];
  const told: LiveLikeness[] = [];
  let dead = false;
  const worker: LiveWorker = {
    live: (run, answers) => {
      asked.push({ run, cells: answers.map(({ cell }) => cell), texts: answers.map(({ text }) => text) });
      if (dead) return Promise.resolve({ ok: false, fault: fault('worker-crashed', 'Gone.') });
      const known = held.get(run) ?? [];
      held.set(run, known);
      const value = answers.map((one) => {
        const of = known.find(({ text }) => text === one.text)?.cell ?? null;
        known.push(one);
        return { cell: one.cell, of, similarity: of === null ? 0 : 1 };
      });
      return new Promise((resolve) => setImmediate(() => resolve({ ok: true, value })));
    },
    forgetRun: (run) => Promise.resolve(void forgotten.push(run)),
  };
  const join = new LiveJoin(worker, (live) => told.push(live));
  const rest = async () => {
    for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve));
    return told.at(-1);
  };
  return { join, asked, forgotten, rest, kill: (now: boolean) => (dead = now) };
}

it('asks nobody before two answers are finished, and leaves out the start that all answers share', async () => {
  const { join, asked, rest } = open();
  const run = runOf('r');
  const first = answer(run, 0, 'Math problem: How many loaves?');
  join.playChanged({ run, cells: cellsOf(first, answer(run, 1, 'Math problem: How', { state: 'running' })) });
  await rest();
  expect(asked).toEqual([]);
  join.playChanged({ run, cells: cellsOf(first, answer(run, 1, 'Math problem: How many loaves?')) });
  const live = await rest();
  expect(asked.map(({ texts }) => texts)).toEqual([['How many loaves?', 'How many loaves?']]);
  expect(live).toMatchObject({ run: 'r', texts: 2, repeated: 1 });
  expect(live?.matches.get('r/1/0/0' as CellId)).toEqual({ cell: 'r/1/0/0', of: 'r/0/0/0', similarity: 1 });
  expect(live?.low).toBeCloseTo(0.0945, 3);
  expect(live?.high).toBeCloseTo(0.9055, 3);
});

it('joins in the order of finishing, and a restored run by column', async () => {
  const { join, asked, rest } = open();
  const run = runOf('r');
  const [a, b, c] = [answer(run, 0, 'A'), answer(run, 1, 'B'), answer(run, 2, 'C')];
  join.playChanged({ run, cells: cellsOf(c) });
  join.playChanged({ run, cells: cellsOf(a, c) });
  join.playChanged({ run, cells: cellsOf(a, b, c) });
  await rest();
  expect(asked.flatMap(({ cells }) => cells)).toEqual(['r/2/0/0', 'r/0/0/0', 'r/1/0/0']);
  const restored = open();
  restored.join.playChanged({ run, cells: cellsOf(c, b, a) });
  await restored.rest();
  expect(restored.asked.map(({ cells }) => cells)).toEqual([['r/0/0/0', 'r/1/0/0', 'r/2/0/0']]);
});

it('counts neither stopped nor failed answers, nor one that is only the shared start', async () => {
  const { join, asked, rest } = open();
  const run = runOf('r');
  const stopped = answer(run, 0, 'Same', { state: 'stopped' });
  const failed = answer(run, 1, 'Same', { state: 'failed' });
  join.playChanged({ run, cells: cellsOf(stopped, failed, answer(run, 2, 'Math problem:')) });
  expect(await rest()).toMatchObject({ texts: 0 });
  expect(asked).toEqual([]);
});

it('joins the run anew when a redo takes an answer back', async () => {
  const { join, asked, forgotten, rest } = open();
  const run = runOf('r');
  const [a, b, c] = [answer(run, 0, 'Same'), answer(run, 1, 'Same'), answer(run, 2, 'Other')];
  join.playChanged({ run, cells: cellsOf(a, b, c) });
  expect(await rest()).toMatchObject({ texts: 3, repeated: 1 });
  join.playChanged({ run, cells: cellsOf(answer(run, 0, '', { state: 'queued' }, 1), b, c) });
  expect(await rest()).toMatchObject({ texts: 2, repeated: 0 });
  join.playChanged({ run, cells: cellsOf(answer(run, 0, 'Other', {}, 1), b, c) });
  const live = await rest();
  expect(live).toMatchObject({ texts: 3, repeated: 1 });
  expect(live?.matches.get('r/0/0/1' as CellId)?.of).toBe('r/2/0/0');
  expect(forgotten.length).toBe(1);
  expect(new Set(asked.map((one) => one.run)).size).toBe(2);
});

it('starts afresh with another run, without late news of the one before', async () => {
  const { join, rest } = open();
  const [one, two] = [runOf('one'), runOf('two')];
  join.playChanged({ run: one, cells: cellsOf(answer(one, 0, 'Same'), answer(one, 1, 'Same')) });
  join.playChanged({ run: two, cells: cellsOf(answer(two, 0, 'A'), answer(two, 1, 'B')) });
  expect(await rest()).toMatchObject({ run: 'two', texts: 2, repeated: 0 });
  join.playChanged({ run: null, cells: new Map() });
  expect(await rest()).toMatchObject({ run: null, texts: 0 });
});

it('lets a dead worker rest until the next run', async () => {
  const { join, asked, rest, kill } = open();
  const [one, two] = [runOf('one'), runOf('two')];
  kill(true);
  join.playChanged({ run: one, cells: cellsOf(answer(one, 0, 'Same'), answer(one, 1, 'Same')) });
  await rest();
  join.playChanged({
    run: one,
    cells: cellsOf(answer(one, 0, 'Same'), answer(one, 1, 'Same'), answer(one, 2, 'Same')),
  });
  expect(await rest()).toMatchObject({ texts: 0 });
  expect(asked.length).toBe(1);
  kill(false);
  join.playChanged({ run: two, cells: cellsOf(answer(two, 0, 'Same'), answer(two, 1, 'Same')) });
  expect(await rest()).toMatchObject({ run: 'two', repeated: 1 });
});

it('sends everything again to a worker that took a dead one’s place', async () => {
  const { join, asked, forgotten, rest } = open();
  const run = runOf('r');
  const [a, b] = [answer(run, 0, 'A'), answer(run, 1, 'B')];
  join.playChanged({ run, cells: cellsOf(a, b) });
  await rest();
  join.workerLost();
  join.playChanged({ run, cells: cellsOf(a, b, answer(run, 2, 'A')) });
  expect(await rest()).toMatchObject({ texts: 3, repeated: 1 });
  expect(asked.at(-1)?.cells.length).toBe(3);
  expect(forgotten).toEqual([]);
});
