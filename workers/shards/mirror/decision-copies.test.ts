import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DedupDecision } from '../../../lib/model/dedup.ts';
import { createMemoryStores } from '../../../lib/store/memory.ts';
import { MemoryStore } from '../../models/memory-store.test-help.ts';
import { packedShard, plainRows, putShard, testWorld, value } from '../core.test-help.ts';
import { decisionOf, openTabs, ref, type Tab } from '../removals/removals.test-help.ts';
import { readDecision, writeDecision } from './decision-bytes.ts';
import { createMirror } from './mirror.ts';

const decision = decisionOf('d/1', [
  [ref('a', 1), ref('a', 0)],
  [ref('a', 2), ref('a', 0)],
]);
const bytesOf = async (one: DedupDecision) => (await writeDecision(one)) ?? new Uint8Array();

describe('a decision’s file', () => {
  it('gives the same decision again', async () => {
    const pairs = fc.array(fc.tuple(fc.nat(9), fc.nat(0xffff_ffff)), { maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(pairs, fc.boolean(), async (rows, hashed) => {
        const made = decisionOf(
          'd',
          rows.map(([shard, row]) => [ref(`s${shard}`, row), ref('k', row)]),
        );
        if (made.removed.kind !== 'personas') return;
        const hashes = made.removed.shards.map((id) => `hash of ${id}`);
        const given = { ...made, removed: { ...made.removed, ...(hashed && { hashes }) } };
        expect(await readDecision(new Blob([await bytesOf(given)]))).toEqual(given);
      }),
    );
  });

  it('is refused when it is another, or cut', async () => {
    const bytes = await bytesOf(decision);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (at) => {
        expect(await readDecision(new Blob([bytes.slice(0, at)]))).toBeNull();
        const other = bytes.slice();
        other[at] = 0;
        const read = await readDecision(new Blob([other]));
        // Zeros are in it already.
        if (bytes[at] !== 0) expect(read === null || read.removed.similarity.length === 2).toBe(true);
        if (at > bytes.length - 32 && bytes[at] !== 0) expect(read).toBeNull();
      }),
    );
    expect(await readDecision(new Blob(['{"format":"polyphony-decision 2"}\n\n']))).toBeNull();
  });
});

describe('copies of decisions', () => {
  let files: MemoryStore;
  let store = createMemoryStores().shards;
  beforeEach(async () => {
    files = new MemoryStore();
    store = createMemoryStores().shards;
    await putShard(store, await packedShard('a', plainRows(5)));
    await store.putDecision(decision);
  });

  it('survive a wiped database, and are read before anything is told of shards', async () => {
    await createMirror(testWorld(store), files).sync();
    const emptied = createMemoryStores().shards;
    const [tab] = openTabs(1, emptied, files) as [Tab];
    expect(value(await tab.core.shards())).toMatchObject([{ removed: 2, info: { id: 'a' } }]);
    expect(await emptied.listDecisions()).toEqual([decision]);
  });

  it('go with the decision, also when a copy is being made', async () => {
    const [tab] = openTabs(1, store, files) as [Tab];
    await tab.core.decisions();
    const mirror = createMirror(tab.world, files);
    const syncing = mirror.sync();
    value(await tab.core.undoDecision(decision.id));
    await Promise.all([syncing, mirror.sync()]);
    expect([...files.files.keys()].filter((path) => path.startsWith('decisions/'))).toEqual([]);
    const emptied = createMemoryStores().shards;
    await createMirror(testWorld(emptied), files).rebuild();
    expect(await emptied.listDecisions()).toEqual([]);
  });

  it('are written once, and again when their rows moved', async () => {
    const mirror = createMirror(testWorld(store), files);
    await mirror.sync();
    const write = vi.spyOn(files, 'write');
    await mirror.sync();
    await createMirror(testWorld(store), files).sync();
    expect(write).not.toHaveBeenCalled();
    const moved = { ...decision, removed: { ...decision.removed, hashes: ['h'] } } as DedupDecision;
    await store.putDecision(moved);
    await mirror.sync();
    expect(write).toHaveBeenCalledTimes(1);
    const emptied = createMemoryStores().shards;
    await createMirror(testWorld(emptied), files).rebuild();
    expect(await emptied.listDecisions()).toEqual([moved]);
  });

  it('do without where the disk is full, and leave alone what they cannot read', async () => {
    await createMirror(testWorld(store), files).sync();
    const path = [...files.files.keys()].find((name) => name.startsWith('decisions/')) ?? '';
    const bytes = files.files.get(path) ?? new Uint8Array();
    files.files.set(path, bytes.slice(0, -1));
    const emptied = createMemoryStores().shards;
    await createMirror(testWorld(emptied), files).rebuild();
    expect(await emptied.listDecisions()).toEqual([]);
    expect(files.files.has(path)).toBe(true);
    files.quota = 0;
    await createMirror(testWorld(store), files).sync();
    expect([...files.files.keys()].some((name) => name.endsWith('.new'))).toBe(false);
  });
});
