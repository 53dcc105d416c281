import { expect, it } from 'vitest';
import type { CellId, RunId } from '../model/ids.ts';
import { createMemoryStores } from '../store/memory.ts';
import { keepRuns, readKept } from './share-keep.ts';
import { cutOffRun } from './session.test-help.ts';

it('does not let an answer of one run take the place of another’s', async () => {
  const { runs } = createMemoryStores();
  const { run: mine } = await cutOffRun(runs);
  const before = await runs.cellsOf(mine.id);
  const stranger = { ...mine, id: 'stranger' as RunId };
  const [cell] = before;
  if (!cell) throw new Error('no cell');
  await keepRuns(runs, [{ run: stranger, cells: [{ ...cell, text: 'forged' }] }]);
  expect(await runs.cellsOf(mine.id)).toEqual(before);
  expect((await runs.cellsOf(stranger.id)).map(({ id, run }) => [id, run])).toEqual([
    [`stranger/${cell.column}/${cell.repeat}/${cell.attempt}` as CellId, 'stranger'],
  ]);
});

it('keeps all of them or none', async () => {
  const { runs } = createMemoryStores();
  const { run, planned } = await cutOffRun(createMemoryStores().runs);
  const given = ['a', 'b'].map((id) => ({ run: { ...run, id: id as RunId }, cells: planned }));
  const full = {
    ...runs,
    putCells: (cells: Parameters<typeof runs.putCells>[0]) =>
      cells[0]?.run === 'b' ? Promise.reject(new Error('full')) : runs.putCells(cells),
  };
  await expect(keepRuns(full, given)).rejects.toThrow('full');
  expect(await runs.listRuns(9)).toEqual([]);
  expect(await keepRuns(runs, given)).toEqual(['a', 'b']);
  expect((await readKept(runs, ['a' as RunId]))[0]?.cells.length).toBe(planned.length);
  await expect(readKept(runs, ['c' as RunId])).rejects.toThrow('not kept');
});
