import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { ColumnInfo, PackedPart } from '../../../lib/model/shard.ts';
import { unpackRow } from '../../../lib/personas/pack.ts';
import type { ShardsWorkerApi } from '../../../lib/protocol/shards.ts';
import { MemoryStore } from '../../models/memory-store.test-help.ts';
import {
  codeOf,
  packedShard,
  plainRows,
  putShard,
  testCore,
  type TestWorld,
  testWorld,
  value,
} from '../core.test-help.ts';

const A = 'a' as ShardId;
const B = 'b' as ShardId;
const names = async (core: ShardsWorkerApi) => value(await core.shards()).map(({ info }) => info.id);
const textsOf = async (core: ShardsWorkerApi, shard: ShardId) => {
  const { info } = value(await core.shards()).find((view) => view.info.id === shard) ?? { info: { count: 0 } };
  const rows = value(await core.rows(Array.from({ length: info.count }, (_, row) => ({ shard, row }))));
  return rows.map(({ text }) => text);
};

let world: TestWorld;
beforeEach(() => {
  world = testWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Damages a part as a disk does. */
async function damage(id: ShardId, index: number): Promise<void> {
  const info = await world.store.getShard(id);
  const [part] = (await world.store.parts(id, [index])) as [PackedPart];
  part.text[0] = 33;
  if (info) await world.store.replaceParts(info, [part]);
}

/** Waits until copies of so many shards are there. Timers are faked, hashing is not. */
async function copied(files: MemoryStore, shards: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(5_000);
  const whole = () => [...files.files.keys()].filter((path) => path.endsWith('info.json'));
  await vi.waitFor(() => expect(whole()).toHaveLength(shards));
}

describe('describe', () => {
  it('renames, and says so', async () => {
    await putShard(world.store, await packedShard('a', plainRows(3)));
    const core = testCore(world);
    value(await core.describe(A, { name: ' Mine ', licence: 'MIT' }));
    expect(value(await core.shards())[0]?.info).toMatchObject({ name: 'Mine', source: 'from a', licence: 'MIT' });
    expect(world.changes).toContain(A);
    expect(codeOf(await core.describe(A, { name: ' ' }))).toBe('bad-input');
    expect(codeOf(await core.describe(B, { name: 'x' }))).toBe('bad-input');
  });
});

describe('deleting', () => {
  it('hides at once, can be undone, and is final after a while, with copies and members of sets', async () => {
    vi.useFakeTimers();
    const files = new MemoryStore();
    await putShard(world.store, await packedShard('a', plainRows(3)));
    await putShard(world.store, await packedShard('b', plainRows(3, 'Other')));
    const core = testCore(world, files);
    await core.shards();
    await copied(files, 2);
    const members = [
      { shard: A, row: 1 },
      { shard: B, row: 2 },
    ];
    value(await core.putSet({ version: 1, id: 's', name: 'S', createdAt: 1, how: '', members }));
    value(await core.deleteShard(A));
    expect(await names(core)).toEqual(['b']);
    value(await core.restoreShard(A));
    expect(await names(core)).toEqual(['a', 'b']);
    world.time += 60_000;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await names(core)).toEqual(['a', 'b']);

    value(await core.deleteShard(A));
    world.time += 30_000;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await world.store.getShard(A)).toBeNull();
    expect([...files.files.keys()].some((path) => path.startsWith('shards/a/'))).toBe(false);
    expect(value(await core.sets())[0]?.members).toEqual([{ shard: B, row: 2 }]);
    expect(codeOf(await core.restoreShard(A))).toBe('bad-input');
  });

  it('is made final by the next visit, which also removes half a merge, but no import', async () => {
    const shard = await packedShard('a', plainRows(3));
    await putShard(world.store, { ...shard, info: { ...shard.info, deletedAt: world.time - 40_000 } });
    const other = await packedShard('b', plainRows(3));
    await world.store.replaceParts({ ...other.info, state: 'importing' }, other.parts);
    const importing = await packedShard('c', plainRows(3));
    const journal = {
      version: 1 as const,
      shard: importing.info.id,
      state: 'paused' as const,
      request: {},
      rows: 3,
      kept: 3,
      duplicates: 0,
      rejected: 0,
      bytesRead: 3,
      bytesTotal: null,
      chain: '',
      fault: null,
    };
    const info = { ...importing.info, state: 'importing' as const };
    await world.store.commit({ info, journal, parts: importing.parts, rejections: [] });
    await testCore(world).shards();
    expect((await world.store.listShards()).map(({ id }) => id)).toEqual(['c']);
  });

  it('does not touch the starter', async () => {
    await putShard(world.store, await packedShard('starter', plainRows(3)));
    expect(codeOf(await testCore(world).deleteShard('starter' as ShardId))).toBe('bad-input');
  });
});

describe('merging', () => {
  it('takes rows in order without duplicates, and columns of both', async () => {
    const age = (kind: ColumnInfo['kind']): ColumnInfo => ({ name: 'age', kind, role: 'age' });
    const job: ColumnInfo = { name: 'job', kind: 'category', role: null };
    const one = [
      { text: 'x', attributes: [30] },
      { text: 'y', attributes: [null] },
    ];
    const two = [
      { text: 'y', attributes: ['old', 'nurse'] },
      { text: 'z', attributes: ['young', 'baker'] },
    ];
    await putShard(world.store, await packedShard('a', one, [age('integer')]));
    await putShard(world.store, await packedShard('b', two, [age('text'), job]));
    const core = testCore(world);
    const merged = value(await core.merge([A, B, A], 'Both'));
    expect(await textsOf(core, merged)).toEqual(['x', 'y', 'z']);
    const info = await world.store.getShard(merged);
    expect(info).toMatchObject({
      name: 'Both',
      source: 'from a; from b',
      licence: 'CC0-1.0',
      count: 3,
      duplicates: 1,
      columns: [age('text'), job],
      state: 'whole',
    });
    const [part] = (await world.store.parts(merged, [0])) as [PackedPart];
    expect([0, 1, 2].map((row) => unpackRow(part, row, info?.columns ?? []))).toEqual([
      ['30', null],
      [null, null],
      ['young', 'baker'],
    ]);
    expect(value(await core.verify(merged)).damaged).toEqual([]);
    expect(await names(core)).toEqual(['a', 'b', merged]);
  });

  it('gives what packing all rows at once gives', async () => {
    const [a, b] = [plainRows(5000), plainRows(5000, 'Other')];
    await putShard(world.store, await packedShard('a', a));
    await putShard(world.store, await packedShard('b', b));
    const merged = value(await testCore(world).merge([A, B], 'Both'));
    expect((await world.store.getShard(merged))?.hash).toBe((await packedShard('c', [...a, ...b])).info.hash);
  });

  it('leaves nothing behind when it fails', async () => {
    await putShard(world.store, await packedShard('a', plainRows(5000)));
    await putShard(world.store, await packedShard('b', plainRows(5000, 'Other')));
    await damage(B, 1);
    const core = testCore(world);
    expect(codeOf(await core.merge([A, B], 'Both'))).toBe('shard-corrupt');
    expect(codeOf(await core.merge([A], 'One'))).toBe('bad-input');
    expect(codeOf(await core.merge([A, B], ' '))).toBe('bad-input');
    expect((await world.store.listShards()).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('verifying and repairing', () => {
  it('finds nothing wrong with a whole shard', async () => {
    await putShard(world.store, await packedShard('a', plainRows(5000)));
    const core = testCore(world);
    const report = { parts: 2, damaged: [], rowsLost: 0, recoverable: 0 };
    expect(value(await core.verify(A))).toEqual(report);
    expect(value(await core.repair(A))).toEqual(report);
    expect(value(await core.shards())[0]?.damagedParts).toBe(0);
    expect(codeOf(await core.verify(B))).toBe('bad-input');
  });

  it('takes out the rows of parts without a copy, also from sets; the rest stays usable', async () => {
    await putShard(world.store, await packedShard('a', plainRows(10_000)));
    const core = testCore(world);
    const members = [0, 4096, 8191, 8192].map((row) => ({ shard: A, row }));
    value(await core.putSet({ version: 1, id: 's', name: 'S', createdAt: 1, how: '', members }));
    await damage(A, 1);
    expect(value(await core.rows([{ shard: A, row: 9000 }]))[0]?.text).toBe('Persona 9000');
    expect(codeOf(await core.rows([{ shard: A, row: 5000 }]))).toBe('shard-corrupt');
    const report = { parts: 3, damaged: [1], rowsLost: 4096, recoverable: 0 };
    expect(value(await core.verify(A))).toEqual(report);
    expect(value(await core.shards())[0]?.damagedParts).toBe(1);
    expect(value(await core.repair(A))).toEqual(report);
    const left = plainRows(10_000).filter((_, i) => i < 4096 || i >= 8192);
    expect(await world.store.getShard(A)).toMatchObject({ ...(await packedShard('a', left)).info });
    expect(value(await core.verify(A)).damaged).toEqual([]);
    expect(await textsOf(core, A)).toEqual(left.map(({ text }) => text));
    expect(value(await core.sets())[0]?.members).toEqual([0, 4096].map((row) => ({ shard: A, row })));
  });

  it('loses nothing where there are copies', async () => {
    vi.useFakeTimers();
    await putShard(world.store, await packedShard('a', plainRows(10_000)));
    const before = await world.store.parts(A, [0, 1, 2]);
    const files = new MemoryStore();
    const core = testCore(world, files);
    await copied(files, 1);
    await damage(A, 1);
    await damage(A, 2);
    const report = { parts: 3, damaged: [1, 2], rowsLost: 5904, recoverable: 2 };
    expect(value(await core.verify(A))).toEqual(report);
    expect(value(await core.repair(A))).toEqual(report);
    expect(await world.store.parts(A, [0, 1, 2])).toEqual(before);
    expect(value(await core.rows([{ shard: A, row: 5000 }]))[0]?.text).toBe('Persona 5000');
  });
});

describe('rejections', () => {
  it('come as JSONL', async () => {
    const shard = await packedShard('a', plainRows(1));
    const rejections = Array.from({ length: 4500 }, (_, index) => ({
      shard: A,
      index,
      file: 'f.jsonl',
      line: index + 1,
      reason: 'not-json' as const,
      excerpt: '{"x',
    }));
    await putShard(world.store, shard);
    const journal = { shard: A } as never;
    await world.store.finish(shard.info, { info: shard.info, journal, parts: [], rejections });
    const lines = (await value(await testCore(world).rejections(A)).text()).trim().split('\n');
    expect(lines).toHaveLength(4500);
    expect(JSON.parse(lines[4499] ?? '')).toEqual({ file: 'f.jsonl', line: 4500, reason: 'not-json', excerpt: '{"x' });
  });
});
