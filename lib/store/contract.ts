import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CellId, RunId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import old from './fixtures/run.v1.json' with { type: 'json' };
import saved from './fixtures/run.v2.json' with { type: 'json' };
import madeOn from './fixtures/run.v2.made-on.json' with { type: 'json' };
import type { Stores } from './ports.ts';
import { testDecisions } from './contract-decisions.ts';
import { expectFault, testShards } from './contract-shards.ts';
import { testTrials } from './contract-trials.ts';
import { upgradeCell, upgradeRun } from './upgrade.ts';

const base = upgradeRun(saved.run);
const baseCell = upgradeCell(saved.cells[0]);

/** A run for tests. */
export function someRun(id: string, createdAt: number): Run {
  return { ...base, id: id as RunId, createdAt };
}

/** A cell for tests. */
export function someCell(run: string, column: number, repeat = 0, attempt = 0): Cell {
  const id = `${run}/${column}/${repeat}/${attempt}` as CellId;
  return { ...baseCell, id, run: run as RunId, column, repeat, attempt };
}

/** What every implementation of the store's ports must do; `open` gives empty stores. */
export function testStores(name: string, open: () => Promise<Stores>): void {
  describe(name, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores.close());
    testRuns(() => stores);
    testShards(() => stores);
    testDecisions(() => stores);
    testTrials(() => stores);

    it('rejects calls after it was closed', async () => {
      stores.close();
      await expectFault(stores.runs.latestRun(), 'storage-blocked');
      await expectFault(stores.runs.putCells([someCell('a', 0)]), 'storage-blocked');
      await expectFault(stores.shards.listShards(), 'storage-blocked');
      await expectFault(stores.vectors.packs('m'), 'storage-blocked');
      await expectFault(stores.trials.listExperiments(1), 'storage-blocked');
    });
  });
}

function testRuns(stores: () => Stores): void {
  const id = 'a' as RunId;

  it('starts empty', async () => {
    const { runs } = stores();
    expect(await runs.latestRun()).toBeNull();
    expect(await runs.getRun(id)).toBeNull();
    expect(await runs.listRuns(10)).toEqual([]);
    expect(await runs.cellsOf(id)).toEqual([]);
    expect(await runs.getSetting('draft')).toBeNull();
    await runs.deleteRun(id);
    await runs.putCells([]);
  });

  it('lists runs, newest first', async () => {
    const { runs } = stores();
    for (const run of [someRun('a', 5), someRun('b', 9), someRun('c', 7), someRun('d', 7)]) await runs.putRun(run);
    expect(await runs.latestRun()).toEqual(someRun('b', 9));
    expect((await runs.listRuns(9)).map((run) => run.id)).toEqual(['b', 'd', 'c', 'a']);
    expect((await runs.listRuns(2)).map((run) => run.id)).toEqual(['b', 'd']);
    expect(await runs.listRuns(0)).toEqual([]);
    for (const limit of [-1, 0.5, NaN]) await expectFault(runs.listRuns(limit), 'bad-input');
    await runs.putRun(someRun('a', 11));
    expect(await runs.latestRun()).toEqual(someRun('a', 11));
    expect(await runs.getRun(id)).toEqual(someRun('a', 11));
  });

  it('keeps every attempt of every cell, in order, and replaces by id', async () => {
    const { runs } = stores();
    await runs.putCells([someCell('a', 10), someCell('a', 2, 1), someCell('b', 0), someCell('a', 2, 0, 1)]);
    await runs.putCells([someCell('a', 2), { ...someCell('a', 10), text: 'new' }]);
    const cells = await runs.cellsOf(id);
    expect(cells.map((cell) => cell.id)).toEqual(['a/2/0/0', 'a/2/0/1', 'a/2/1/0', 'a/10/0/0']);
    expect(cells[3]?.text).toBe('new');
  });

  it('writes all cells of a call or none', async () => {
    const { runs } = stores();
    const unclonable = { ...someCell('a', 1), text: (() => 1) as unknown as string };
    await expectFault(runs.putCells([someCell('a', 0), unclonable, someCell('a', 2)]), 'internal');
    expect(await runs.cellsOf(id)).toEqual([]);
  });

  it('deletes a run with its cells, and nothing else', async () => {
    const { runs } = stores();
    await runs.putRun(someRun('a', 1));
    await runs.putRun(someRun('b', 2));
    await runs.putCells([someCell('a', 0), someCell('a', 1), someCell('b', 0)]);
    await runs.deleteRun(id);
    expect((await runs.listRuns(9)).map((run) => run.id)).toEqual(['b']);
    expect(await runs.cellsOf(id)).toEqual([]);
    expect(await runs.cellsOf('b' as RunId)).toHaveLength(1);
  });

  it('passes over records of a newer version and leaves them untouched', async () => {
    const { runs } = stores();
    const newer = <T extends object>(record: T) => ({ ...record, version: 99 }) as unknown as T;
    await runs.putRun(newer(someRun('a', 9)));
    await runs.putRun(someRun('b', 1));
    await runs.putCells([newer(someCell('b', 0)), someCell('b', 1)]);
    expect((await runs.latestRun())?.id).toBe('b');
    expect((await runs.listRuns(1)).map((run) => run.id)).toEqual(['b']);
    expect((await runs.cellsOf('b' as RunId)).map((cell) => cell.column)).toEqual([1]);
    await expectFault(runs.getRun(id), 'bad-input');
    await expect(runs.getRun(id)).rejects.toThrow(/newer Polyphony/); // still there
  });

  it('reads what an older version wrote in today’s shape', async () => {
    const { runs } = stores();
    await runs.putRun(old.run as unknown as Run);
    await runs.putCells(old.cells as unknown as Cell[]);
    expect(await runs.latestRun()).toEqual(upgradeRun(old.run));
    const cells = old.cells.map(upgradeCell);
    expect(await runs.cellsOf(old.run.id as RunId)).toEqual(expect.arrayContaining(cells));
  });

  it('keeps what a run was made on, where it came from and what it repeats', async () => {
    const { runs } = stores();
    const recorded = upgradeRun(madeOn.run);
    const repeat = upgradeRun(madeOn.repeat);
    await runs.putRun(recorded);
    await runs.putRun(repeat);
    await runs.putCells(madeOn.cells.map(upgradeCell));
    expect(await runs.getRun(recorded.id)).toEqual(madeOn.run);
    expect(await runs.listRuns(2)).toEqual([madeOn.repeat, madeOn.run]);
    expect(await runs.cellsOf(recorded.id)).toEqual(madeOn.cells);
  });

  it('keeps settings by key', async () => {
    const { runs } = stores();
    await runs.putSetting('draft', { version: 1, columns: ['a'] } as { version: number });
    await runs.putSetting('other', { version: 3 });
    expect(await runs.getSetting('draft')).toEqual({ version: 1, columns: ['a'] });
    await runs.putSetting('draft', { version: 2 });
    expect(await runs.getSetting('draft')).toEqual({ version: 2 });
  });

  it('hands out copies', async () => {
    const { runs } = stores();
    const value = { version: 1, list: [1] };
    await runs.putSetting('draft', value);
    value.list.push(2);
    const read = (await runs.getSetting('draft')) as typeof value;
    expect(read.list).toEqual([1]);
    read.list.push(3);
    expect(await runs.getSetting('draft')).toEqual({ version: 1, list: [1] });
  });
}
