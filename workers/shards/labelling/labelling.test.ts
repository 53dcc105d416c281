import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { LabelPart, ShardInfo } from '../../../lib/model/shard.ts';
import { attributeInSteps } from '../../../lib/personas/attribution/attribute-part.ts';
import { ATTRIBUTOR } from '../../../lib/personas/attribution/version.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import { createMemoryStores } from '../../../lib/store/memory.ts';
import type { ShardStore } from '../../../lib/store/ports.ts';
import { packedShard, putShard, type TestWorld, testWorld } from '../core.test-help.ts';
import { createShelves, type StoreShelves } from '../shelves.ts';
import { createLabelling, labelLock } from './labelling.ts';
import type { MakeLabels } from './load-attributor.ts';

const ID = 'many' as ShardId;
const ROWS = PART_SIZE + 500;

let store: ShardStore;
let world: TestWorld;
let shelves: StoreShelves;
let info: ShardInfo;

const rowsOf = (count: number, what = 'nurse') =>
  Array.from({ length: count }, (_, i) => ({
    text: `A ${20 + (i % 50)}-year-old ${what} number ${i} from Porto`,
    attributes: [],
  }));
/** The rules without the detector: these texts need none. */
const load = (): Promise<MakeLabels> =>
  Promise.resolve((part, columns, rows) => attributeInSteps(part, columns, () => null, rows));
const labelling = () => createLabelling(world, shelves, load);

function value(part: LabelPart | null, name: string, row: number): string | null {
  const column = part?.columns.find((each) => each.name === name);
  return column?.values[(column.codes[row] ?? 0) - 1] ?? null;
}

/** Another tab over the same store. */
function otherTab(): ReturnType<typeof createLabelling> {
  return createLabelling(world, createShelves(store, 2 ** 26), load);
}

beforeEach(async () => {
  store = createMemoryStores().shards;
  world = testWorld(store);
  shelves = createShelves(store, 2 ** 26);
  info = await putShard(store, await packedShard(ID, rowsOf(ROWS)));
});

describe('labelling', () => {
  it('labels what is held, tells so, and reads it again after a restart', async () => {
    const labels = labelling();
    expect(await labels.labelled(ID)).toBe(0);
    expect(await labels.part(ID, 0)).toBeNull();
    labels.start();
    await labels.idle();
    expect(await labels.labelled(ID)).toBe(ROWS);
    expect(world.changes).toContain(ID);
    const again = labelling();
    expect(await again.labelled(ID)).toBe(ROWS);
    const last = await again.part(ID, 1);
    expect(last).toMatchObject({ count: 500, attributor: ATTRIBUTOR });
    expect(value(last, 'occupation', 499)).toBe('2');
    expect(value(last, 'country', 0)).toBe('PT');
  });

  it('lets calls in while it works', async () => {
    const breathe = vi.spyOn(world, 'breathe');
    const labels = labelling();
    labels.start();
    await labels.idle();
    expect(breathe.mock.calls.length).toBeGreaterThanOrEqual(15);
  });

  it('labels a shard that comes later', async () => {
    const labels = labelling();
    labels.start();
    await labels.idle();
    const later = await putShard(store, await packedShard('later', rowsOf(3)));
    shelves.refresh();
    labels.notice(later.id);
    await labels.idle();
    expect(await labels.labelled(later.id)).toBe(3);
  });

  it('makes only what is missing or older, and leaves what is newer', async () => {
    const first = labelling();
    first.start();
    await first.idle();
    const [one, two] = await store.labels(ID, [0, 1]);
    if (!one || !two) throw new Error('no labels');
    await store.putLabels([
      { ...one, attributor: ATTRIBUTOR - 1, columns: [] },
      { ...two, attributor: ATTRIBUTOR + 1, columns: [] },
    ]);
    const labels = labelling();
    expect(await labels.labelled(ID)).toBe(500);
    labels.start();
    await labels.idle();
    expect(await labels.labelled(ID)).toBe(ROWS);
    expect((await store.labels(ID, [0, 1])).map((part) => part?.attributor)).toEqual([ATTRIBUTOR, ATTRIBUTOR + 1]);
  });

  it('goes on where a stopped tab left off', async () => {
    const labels = labelling();
    let parts = 0;
    const put = store.putLabels.bind(store);
    vi.spyOn(store, 'putLabels').mockImplementation(async (given) => {
      await put(given);
      parts += given.length;
      labels.stop();
    });
    labels.start();
    await labels.idle();
    expect(parts).toBe(1);
    labels.start();
    await labels.idle();
    expect(parts).toBe(2);
    expect(await labels.labelled(ID)).toBe(ROWS);
  });

  it('works once when two tabs do', async () => {
    const put = vi.spyOn(store, 'putLabels');
    const tabs = [labelling(), otherTab()];
    for (const tab of tabs) tab.start();
    for (const tab of tabs) await tab.idle();
    expect(put).toHaveBeenCalledTimes(2); // two parts
    for (const tab of tabs) expect(await tab.labelled(ID)).toBe(ROWS);
  });

  it('waits for whoever replaces rows', async () => {
    const labels = labelling();
    let release: () => void = () => undefined;
    const replacing = world.locks.hold(labelLock(ID), null, () => new Promise<void>((resolve) => (release = resolve)));
    labels.start();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await labels.labelled(ID)).toBe(0);
    release();
    await replacing;
    await labels.idle();
    labels.forget(ID);
    expect(await labels.labelled(ID)).toBe(ROWS);
  });

  it('leaves no labels of a shard deleted meanwhile, nor old ones of one replaced', async () => {
    const labels = labelling();
    const put = store.putLabels.bind(store);
    const spy = vi.spyOn(store, 'putLabels').mockImplementationOnce(async (given) => {
      await store.deleteShard(ID);
      shelves.refresh();
      await put(given);
    });
    labels.start();
    await labels.idle();
    expect(await store.labels(ID, [0])).toEqual([null]);

    const next = await packedShard(ID, rowsOf(ROWS, 'plumber'));
    await putShard(store, { ...next, info: { ...info, hash: 'old' } });
    shelves.refresh();
    spy.mockImplementationOnce(async (given) => {
      await putShard(store, next);
      shelves.refresh();
      await put(given);
    });
    labels.start();
    await labels.idle();
    expect(await labels.labelled(ID)).toBe(ROWS);
    expect(value(await labels.part(ID, 0), 'occupation', 0)).toBe('7');
    expect((await store.labels(ID, [0, 1])).map((part) => part?.attributor)).toEqual([ATTRIBUTOR, ATTRIBUTOR]);
  });

  it('passes over a damaged part', async () => {
    const whole = shelves.part.bind(shelves);
    vi.spyOn(shelves, 'part').mockImplementation((id, index) =>
      index === 0 ? Promise.reject(new FaultError(fault('shard-corrupt', 'Damaged.'))) : whole(id, index),
    );
    const labels = labelling();
    labels.start();
    await labels.idle();
    expect(await labels.labelled(ID)).toBe(500);
  });

  it('keeps labels in memory where the disk is full, and of a shard that only memory holds', async () => {
    vi.spyOn(store, 'putLabels').mockRejectedValue(new FaultError(fault('storage-full', 'Full.')));
    const only = await packedShard('only', rowsOf(10));
    shelves.hold(only.info, only.parts);
    const labels = labelling();
    labels.start();
    await labels.idle();
    expect(value(await labels.part(ID, 1), 'occupation', 3)).toBe('2');
    expect(value(await labels.part(only.info.id, 0), 'occupation', 3)).toBe('2');
    expect(await labels.labelled(only.info.id)).toBe(10);
  });

  it('ignores records that do not fit their shard', async () => {
    await store.putLabels([{ version: 1, shard: ID, index: 1, count: 7, attributor: ATTRIBUTOR, columns: [] }]);
    const labels = labelling();
    expect(await labels.part(ID, 1)).toBeNull();
    labels.start();
    await labels.idle();
    expect(await labels.labelled(ID)).toBe(ROWS);
  });
});
