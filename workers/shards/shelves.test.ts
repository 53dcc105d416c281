import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fault, FaultError } from '../../lib/model/fault.ts';
import type { ShardId } from '../../lib/model/ids.ts';
import type { PackedPart, ShardInfo } from '../../lib/model/shard.ts';
import { partBytes, unpackText } from '../../lib/personas/pack.ts';
import { createMemoryStores } from '../../lib/store/memory.ts';
import type { ShardStore } from '../../lib/store/ports.ts';
import { packedShard, plainRows, putShard } from './core.test-help.ts';
import { createShelves } from './shelves.ts';

const LARGE = 64 * 1024 * 1024;
const A = 'a' as ShardId;
const many = await packedShard('a', plainRows(20_000));
const few = await packedShard('b', plainRows(10, 'Other'));

let store: ShardStore;
beforeEach(async () => {
  store = createMemoryStores().shards;
  await putShard(store, many);
  await putShard(store, few);
});

const code = async (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (thrown: unknown) => (thrown instanceof FaultError ? thrown.fault.code : String(thrown)),
  );

describe('shelves', () => {
  it('list shards that are whole and not deleted, by id', async () => {
    await putShard(store, renamed('c', { deletedAt: 5 }));
    await putShard(store, renamed('d', { state: 'importing' }));
    const shelves = createShelves(store, LARGE);
    expect((await shelves.list()).map((info) => info.id)).toEqual(['a', 'b']);
    for (const id of ['c', 'd', 'e']) expect(await code(shelves.info(id as ShardId))).toBe('bad-input');
  });

  it('give any row', async () => {
    const shelves = createShelves(store, LARGE);
    const rows = [0, 4095, 4096, 19_999, 8000];
    expect(await Promise.all(rows.map((row) => shelves.text({ shard: A, row })))).toEqual(
      rows.map((row) => `Persona ${row}`),
    );
    for (const row of [-1, 20_000, 1e9, 0.5, NaN])
      expect(await code(shelves.text({ shard: A, row }))).toBe('bad-input');
  });

  it('ask for each part once, together with others of the same moment', async () => {
    const read = vi.spyOn(store, 'parts');
    const shelves = createShelves(store, LARGE);
    await shelves.list();
    await Promise.all([0, 3, 0, 2, 3].map((index) => shelves.part(A, index)));
    await shelves.part(A, 2);
    expect(read.mock.calls).toEqual([[A, [0, 3, 2]]]);
    expect(shelves.partNow(A, 3)?.index).toBe(3);
    expect(shelves.partNow(A, 1)).toBeNull();
  });

  it('keep no more than their budget, those used last', async () => {
    const [first] = many.parts as [PackedPart];
    const shelves = createShelves(store, partBytes(first) * 2.5);
    for (const index of [0, 1, 0, 2]) await shelves.part(A, index);
    expect([0, 1, 2].map((index) => shelves.partNow(A, index) !== null)).toEqual([true, false, true]);
    const tiny = createShelves(store, 1);
    await tiny.part(A, 0);
    await tiny.part(A, 1);
    expect([0, 1].map((index) => tiny.partNow(A, index) !== null)).toEqual([false, true]);
  });

  it('notice that a shard was written anew, once they are told to look', async () => {
    const shelves = createShelves(store, LARGE);
    await shelves.part(A, 0);
    await putShard(store, renamed('a', {}));
    expect(await shelves.text({ shard: A, row: 0 })).toBe('Persona 0');
    shelves.refresh();
    expect((await shelves.info(A)).count).toBe(10);
    expect(await shelves.text({ shard: A, row: 0 })).toBe('Other 0');
    await store.putInfo({ ...(await shelves.info(A)), deletedAt: 1 });
    shelves.refresh();
    expect(await code(shelves.text({ shard: A, row: 0 }))).toBe('bad-input');
  });

  it('hold what the store refuses', async () => {
    const shelves = createShelves(store, LARGE);
    const held = renamed('held', {});
    shelves.hold(held.info, held.parts);
    vi.spyOn(store, 'listShards').mockRejectedValue(new FaultError(fault('storage-blocked', 'No.')));
    shelves.refresh();
    expect((await shelves.list()).map((info) => info.id)).toEqual(['held']);
    expect(await shelves.text({ shard: held.info.id, row: 9 })).toBe('Other 9');
  });

  it('pass on what the store says, and ask again after it', async () => {
    const shelves = createShelves(store, LARGE);
    const full = new FaultError(fault('storage-blocked', 'No.'));
    vi.spyOn(store, 'listShards').mockRejectedValueOnce(full);
    expect(await code(shelves.list())).toBe('storage-blocked');
    vi.spyOn(store, 'parts').mockRejectedValueOnce(full);
    expect(await code(shelves.part(A, 0))).toBe('storage-blocked');
    expect(await code(shelves.part(A, 0))).toBe('none');
  });
});

describe('a damaged part', () => {
  it('is refused, whatever is wrong with it, and never gives a wrong row', async () => {
    const [part] = few.parts as [PackedPart];
    const b = few.info.id;
    const damage: fc.Arbitrary<unknown> = fc.oneof(
      fc.tuple(fc.nat(part.text.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => {
        const text = Uint8Array.from(part.text);
        text[at] = (text[at] ?? 0) ^ flip;
        return { ...part, text };
      }),
      fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 200 })).map(([at, offset]) => {
        const offsets = Uint32Array.from(part.offsets);
        offsets[at] = offset;
        return { ...part, offsets };
      }),
      fc.constant({ ...part, index: 1 }),
      fc.constant({ ...part, count: 9 }),
      fc.constant({ ...(many.parts[0] as PackedPart), shard: b }),
      fc.constant({ ...part, hash: 'x' }),
      fc.anything(),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (found) => {
        vi.spyOn(store, 'parts').mockResolvedValueOnce([found as PackedPart]);
        const shelves = createShelves(store, LARGE);
        const answer = await shelves
          .text({ shard: b, row: 4 })
          .catch((thrown: unknown) => (thrown as FaultError).fault.code);
        expect(['Other 4', 'shard-corrupt']).toContain(answer);
      }),
    );
    vi.spyOn(store, 'parts').mockResolvedValueOnce([null]);
    expect(await code(createShelves(store, LARGE).part(b, 0))).toBe('shard-corrupt');
  });

  it('leaves the others usable', async () => {
    await store.replaceParts(many.info, [{ ...(many.parts[1] as PackedPart), text: new Uint8Array(3) }]);
    const shelves = createShelves(store, LARGE);
    const found = await Promise.all([0, 1, 2].map((index) => code(shelves.part(A, index))));
    expect(found).toEqual(['none', 'shard-corrupt', 'none']);
    expect(unpackText(await shelves.part(A, 2), 0)).toBe('Persona 8192');
  });
});

function renamed(id: string, change: Partial<ShardInfo>) {
  const shard = id as ShardId;
  return { info: { ...few.info, id: shard, ...change }, parts: few.parts.map((part) => ({ ...part, shard })) };
}
