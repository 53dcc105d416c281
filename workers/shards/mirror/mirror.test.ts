import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { ColumnInfo, PackedPart } from '../../../lib/model/shard.ts';
import { readPart, writePart } from '../../../lib/personas/part-bytes.ts';
import { PartBuilder, sealPart } from '../../../lib/personas/part-builder.ts';
import { MemoryStore } from '../../models/memory-store.test-help.ts';
import { packedShard, plainRows, putShard, testCore, type TestWorld, testWorld, value } from '../core.test-help.ts';
import { createMirror } from './mirror.ts';
import { findRecords, readRecord, recordOf } from './records.ts';

const A = 'a b/c' as ShardId;
const columns: readonly ColumnInfo[] = [
  { name: 'group', kind: 'category', role: null },
  { name: 'age', kind: 'integer', role: 'age' },
  { name: 'note', kind: 'text', role: null },
];
const shard = await packedShard(A, rowsWithAttributes(10_000), columns);

function rowsWithAttributes(count: number) {
  return plainRows(count).map(({ text }, i) => ({ text, attributes: [`g${i % 3}`, i, i % 2 ? `note ${i}` : null] }));
}

let world: TestWorld;
let files: MemoryStore;
beforeEach(async () => {
  world = testWorld();
  files = new MemoryStore();
  await putShard(world.store, shard);
});

/** The same files beside a database that the browser emptied. */
function wiped(): TestWorld {
  return (world = testWorld());
}

describe('part bytes', () => {
  it('give the same part again', async () => {
    const row = fc.record({
      text: fc.string({ unit: 'grapheme', minLength: 1 }),
      attributes: fc.tuple(fc.option(fc.string()), fc.option(fc.integer()), fc.option(fc.string())),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 9 }), async (rows) => {
        const builder = new PartBuilder(columns);
        for (const { text, attributes } of rows) builder.addText(text, attributes);
        const part = await sealPart(builder.take(A, 7));
        expect(readPart(A, part.hash, writePart(part))).toEqual(part);
      }),
    );
  });

  it('are refused when they are others', () => {
    const bytes = writePart(shard.parts[2] as PackedPart);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(200), (cut, at) => {
        expect(() => readPart(A, 'h', bytes.slice(0, cut))).toThrow(/damaged/);
        const junk = bytes.slice();
        junk[at] = 0;
        try {
          readPart(A, 'h', junk);
        } catch (thrown) {
          expect(String(thrown)).toMatch(/damaged/);
        }
      }),
    );
  });
});

describe('records', () => {
  it('are found as far as they are whole; the last of a part counts', async () => {
    const [first, second] = shard.parts as [PackedPart, PackedPart];
    const whole = new Blob([first, second, first].flatMap(recordOf) as BlobPart[]);
    const places = await findRecords(whole);
    expect([...places.keys()]).toEqual([0, 1]);
    expect(places.get(0)?.from).toBeGreaterThan(places.get(1)?.from ?? Infinity);
    expect(await readRecord(whole, A, places.get(1) as never)).toEqual(second);
    const cut = whole.slice(0, (places.get(1)?.to ?? 0) - 1);
    expect([...(await findRecords(cut)).keys()]).toEqual([0]);
    expect(
      await findRecords(new Blob(['not records at all, but long enough to hold a head or two'])).then((m) => m.size),
    ).toBe(0);
  });
});

describe('a mirror', () => {
  it('brings a lost shard back as it was', async () => {
    await createMirror(world, files).sync();
    const before = await world.store.parts(A, [0, 1, 2]);
    const mirror = createMirror(wiped(), files);
    expect(await mirror.rebuild()).toEqual([A]);
    expect(await world.store.getShard(A)).toEqual(shard.info);
    expect(await world.store.parts(A, [0, 1, 2])).toEqual(before);
    expect(await mirror.rebuild()).toEqual([]);
  });

  it('is asked before anything is told of shards', async () => {
    await createMirror(world, files).sync();
    const core = testCore(wiped(), files);
    expect(value(await core.shards()).map(({ info }) => info.id)).toEqual([A]);
    expect(value(await core.verify(A)).damaged).toEqual([]);
    expect(world.changes).toContain(A);
  });

  it('writes once, renews a name alone, and copies a shard written anew', async () => {
    const mirror = createMirror(world, files);
    const written = vi.spyOn(files, 'write');
    await mirror.sync();
    const first = written.mock.calls.length;
    await mirror.sync();
    await createMirror(world, files).sync();
    expect(written.mock.calls.length).toBe(first);
    await world.store.putInfo({ ...shard.info, name: 'New' });
    await mirror.sync();
    expect(written.mock.calls.slice(first).map(([path]) => path.split('/').at(-1))).toEqual(['info.new']);
    const other = await packedShard(A, plainRows(10));
    await putShard(world.store, other);
    await mirror.sync();
    const again = createMirror(wiped(), files);
    await again.rebuild();
    expect(await world.store.getShard(A)).toEqual(other.info);
    expect(await again.parts(A, [0, 1])).toEqual([other.parts[0], null]);
  });

  it('goes on with a copy that was left in the middle, unless the shard is another by now', async () => {
    await createMirror(world, files).sync();
    const whole = new Map(files.files);
    const parts = [...whole.keys()].find((path) => path.endsWith('/parts')) ?? '';
    const bytes = whole.get(parts) ?? new Uint8Array();
    const read = vi.spyOn(world.store, 'parts');
    const leave = (hash: string, cut: number) => {
      read.mockClear();
      files.files.clear();
      files.files.set(parts, bytes.slice(0, cut));
      files.files.set(parts.replace(/parts$/, 'begun'), new TextEncoder().encode(hash));
    };
    const asked = () => read.mock.calls.flatMap(([, indexes]) => indexes);
    leave(shard.info.hash, bytes.length - 5);
    await createMirror(world, files).sync();
    expect(asked()).toEqual([2]);
    expect(new Map(files.files)).toEqual(whole);
    leave('other', bytes.length - 5);
    await createMirror(world, files).sync();
    expect(asked()).toEqual([0, 1, 2]);
    expect(new Map(files.files)).toEqual(whole);
  });

  it('leaves alone what is importing or deleted, and forgets what is removed', async () => {
    await world.store.putInfo({ ...shard.info, deletedAt: 5 });
    const mirror = createMirror(world, files);
    await mirror.sync();
    await world.store.putInfo({ ...shard.info, state: 'importing' });
    await mirror.sync();
    expect(files.files.size).toBe(0);
    await world.store.putInfo(shard.info);
    await mirror.sync();
    expect(files.files.size).toBe(2);
    await mirror.remove(A);
    expect(files.files.size).toBe(0);
    expect(await createMirror(wiped(), files).rebuild()).toEqual([]);
  });

  it('does without where the disk is full or nearly so, and leaves no half of a copy', async () => {
    files.quota = 150_000;
    await createMirror(world, files).sync();
    expect(files.files.size).toBe(0);
    files.quota = Infinity;
    const nearlyFull = { ...world, estimate: () => Promise.resolve({ used: 1e9, quota: 1.1e9 }) };
    await createMirror(nearlyFull, files).sync();
    expect(files.files.size).toBe(0);
  });

  it('never copies what is damaged, and keeps the copy that it has', async () => {
    const bad = { ...(shard.parts[1] as PackedPart), text: new Uint8Array(9) };
    await world.store.replaceParts(shard.info, [bad]);
    await createMirror(world, files).sync();
    expect(files.files.size).toBe(0);
    await world.store.replaceParts(shard.info, shard.parts);
    await createMirror(world, files).sync();
    await world.store.replaceParts(shard.info, [bad]);
    const mirror = createMirror(world, files);
    await mirror.sync();
    expect(await mirror.parts(A, [1])).toEqual([shard.parts[1]]);
  });

  it('removes what is no copy, and brings back the whole parts of a damaged one', async () => {
    await createMirror(world, files).sync();
    const path = [...files.files.keys()].find((name) => name.endsWith('/parts')) ?? '';
    const bytes = files.files.get(path);
    if (bytes) bytes[bytes.length - 5] = 1 ^ (bytes[bytes.length - 5] ?? 0);
    files.files.set('shards/half/parts', new Uint8Array(10));
    const mirror = createMirror(wiped(), files);
    expect(await mirror.rebuild()).toEqual([A]);
    expect(files.files.has('shards/half/parts')).toBe(false);
    expect((await world.store.parts(A, [0, 1, 2])).map((part) => part !== null)).toEqual([true, true, false]);
    expect(await mirror.parts(A, [0, 2])).toEqual([shard.parts[0], null]);
  });

  it('takes up a rebuilding that was killed in the middle', async () => {
    await createMirror(world, files).sync();
    wiped();
    await world.store.replaceParts({ ...shard.info, state: 'importing' }, shard.parts.slice(0, 1));
    const core = testCore(world, files);
    expect(value(await core.shards()).map(({ info }) => info)).toEqual([shard.info]);
    expect(value(await core.verify(A)).damaged).toEqual([]);
  });
});
