import { expect, it } from 'vitest';
import type { FaultCode } from '../model/fault.ts';
import type { ShardId } from '../model/ids.ts';
import type { LabelPart, PackedPart, PersonaSet, Rejection, ShardInfo } from '../model/shard.ts';
import type { ImportJournal, ImportStep, SearchSegment, Stores } from './ports.ts';

/** A shard of `parts` parts with one persona each, for tests. */
export function someShard(id: string, parts: number, hash = 'h1'): { info: ShardInfo; parts: PackedPart[] } {
  const shard = id as ShardId;
  const packed = Array.from({ length: parts }, (_, index) => ({
    version: 2 as const,
    shard,
    index,
    count: 1,
    text: Uint8Array.of(97, index),
    offsets: Uint32Array.of(0, 2),
    columns: [{ kind: 'category' as const, name: 'age', values: [hash], codes: Uint16Array.of(1) }],
    hash,
  }));
  const info: ShardInfo = {
    version: 2,
    id: shard,
    name: id,
    source: 'test',
    licence: 'CC0-1.0',
    count: parts,
    bytes: 10 * parts,
    hash,
    importerVersion: 1,
    createdAt: 5,
    columns: [{ name: 'age', kind: 'category', role: 'age' }],
    duplicates: 0,
    rejected: 0,
    state: 'whole',
    deletedAt: null,
  };
  return { info, parts: packed };
}

/** Expects a rejection with a fault of that code. */
export async function expectFault(work: Promise<unknown>, code: FaultCode): Promise<void> {
  await expect(work).rejects.toMatchObject({ name: 'FaultError', fault: { code } });
}

function someStep(id: string, from: number, to: number, rejections = 0): ImportStep {
  const { info, parts } = someShard(id, to);
  const journal: ImportJournal = {
    version: 1,
    shard: info.id,
    state: 'running',
    request: { kind: 'url' },
    rows: to,
    kept: to,
    duplicates: 0,
    rejected: 0,
    bytesRead: to,
    bytesTotal: null,
    chain: 'c',
    fault: null,
  };
  const rejected = Array.from({ length: rejections }, (_, i) => someRejection(id, from * 10 + i));
  return { info: { ...info, state: 'importing' }, journal, parts: parts.slice(from), rejections: rejected };
}

function someRejection(id: string, index: number): Rejection {
  return { shard: id as ShardId, index, file: 'a.jsonl', line: index + 1, reason: 'not-json', excerpt: '{' };
}

function someLabels(id: string, index: number, attributor = 1): LabelPart {
  const columns = [{ name: 'age' as const, values: ['1'], codes: Uint16Array.of(1), origins: Uint8Array.of(2) }];
  return { version: 1, shard: id as ShardId, index, count: 1, attributor, columns };
}

function someSegment(id: string, index: number): SearchSegment {
  const bytes = Uint8Array.of(index);
  return { version: 1, shard: id as ShardId, index, firstPart: index, parts: 1, rows: 1, indexer: 1, bytes };
}

function someSet(id: string, name: string): PersonaSet {
  const members = [{ shard: 'starter' as ShardId, row: 3 }];
  return { version: 1, id, name, createdAt: 1, how: '', members };
}

/** What every shard store must do. */
export function testShards(stores: () => Stores): void {
  const id = 'starter' as ShardId;
  const shards = () => stores().shards;
  const allParts = (shard: ShardId) => shards().parts(shard, [0, 1, 2, 3]);
  const put = async ({ info, parts }: ReturnType<typeof someShard>) => shards().putShard(info, parts);

  it('starts without shards', async () => {
    expect(await shards().getShard(id)).toBeNull();
    expect(await shards().listShards()).toEqual([]);
    expect(await shards().parts(id, [0, 7])).toEqual([null, null]);
    expect(await shards().parts(id, [])).toEqual([]);
    expect(await shards().getJournal(id)).toBeNull();
    expect(await shards().rejections(id, 0, 9)).toEqual([]);
    expect(await shards().labels(id, [0])).toEqual([null]);
    expect(await shards().segments(id)).toEqual([]);
    expect(await shards().listSets()).toEqual([]);
    await shards().deleteShard(id);
  });

  it('gives parts in the order asked for', async () => {
    const { info, parts } = someShard('starter', 12);
    await shards().putShard(info, parts);
    expect(await shards().getShard(id)).toEqual(info);
    expect(await shards().parts(id, [11, 2, 12, 2])).toEqual([parts[11], parts[2], null, parts[2]]);
  });

  it('replaces an older shard with everything that was made from it', async () => {
    await shards().commit(someStep('starter', 0, 3, 2));
    await shards().putLabels([someLabels('starter', 0)]);
    await shards().putSegment(someSegment('starter', 0));
    const young = someShard('starter', 1, 'new');
    await put(young);
    expect(await shards().listShards()).toEqual([young.info]);
    expect(await allParts(id)).toEqual([young.parts[0], null, null, null]);
    expect(await shards().listJournals()).toEqual([]);
    expect(await shards().labels(id, [0])).toEqual([null]);
    expect(await shards().segments(id)).toEqual([]);
    expect(await shards().rejections(id, 0, 9)).toEqual([]);
  });

  it('deletes a shard with all that belongs to it, and nothing of others', async () => {
    for (const name of ['starters', 'starter', 'b']) {
      await shards().commit(someStep(name, 0, 2, 1));
      await shards().putLabels([someLabels(name, 1)]);
      await shards().putSegment(someSegment(name, 0));
    }
    expect((await shards().listShards()).map((info) => info.id)).toEqual(['b', 'starter', 'starters']);
    await shards().deleteShard(id);
    expect((await shards().listShards()).map((info) => info.id)).toEqual(['b', 'starters']);
    expect(await allParts(id)).toEqual([null, null, null, null]);
    expect(await shards().labels(id, [1])).toEqual([null]);
    const other = 'starters' as ShardId;
    expect((await allParts(other)).filter(Boolean)).toHaveLength(2);
    expect(await shards().labels(other, [1])).toEqual([someLabels(other, 1)]);
    expect(await shards().segments(other)).toHaveLength(1);
    expect(await shards().rejections(other, 0, 9)).toHaveLength(1);
    expect((await shards().listJournals()).map((journal) => journal.shard)).toEqual(['b', 'starters']);
  });

  it('refuses parts that do not belong together, and then changes nothing', async () => {
    const held = someShard('starter', 2, 'held');
    await put(held);
    const { info, parts } = someShard('starter', 2);
    const others = someShard('other', 2).parts;
    await expectFault(shards().putShard(info, [...parts].reverse()), 'bad-input');
    await expectFault(shards().putShard(info, parts.slice(1)), 'bad-input');
    await expectFault(shards().putShard(info, others), 'bad-input');
    await expectFault(shards().replaceParts(info, others), 'bad-input');
    const step = someStep('starter', 0, 2);
    await expectFault(shards().commit({ ...step, parts: others }), 'bad-input');
    await expectFault(shards().commit({ ...step, journal: someStep('b', 0, 1).journal }), 'bad-input');
    await expectFault(shards().finish(info, { ...step, rejections: [someRejection('b', 0)] }), 'bad-input');
    expect(await shards().getShard(id)).toEqual(held.info);
    expect(await shards().parts(id, [0, 1])).toEqual(held.parts);
  });

  it('writes each call whole or not at all', async () => {
    const held = someShard('starter', 1, 'held');
    await put(held);
    const { info, parts } = someShard('starter', 2);
    const broken = { ...info, name: (() => 1) as unknown as string };
    const step = someStep('starter', 0, 2);
    const badJournal = { ...step.journal, request: () => 1 };
    await expectFault(shards().putShard(broken, parts), 'internal');
    await expectFault(shards().replaceParts(broken, parts), 'internal');
    await expectFault(shards().commit({ ...step, journal: badJournal }), 'internal');
    await expectFault(shards().finish(broken, step), 'internal');
    expect(await shards().getShard(id)).toEqual(held.info);
    expect(await shards().parts(id, [0, 1])).toEqual([held.parts[0], null]);
    expect(await shards().listJournals()).toEqual([]);
  });

  it('renames a shard that is there, and only that', async () => {
    const { info, parts } = someShard('starter', 1);
    await shards().putInfo(info);
    expect(await shards().getShard(id)).toBeNull();
    await shards().putShard(info, parts);
    await shards().putInfo({ ...info, name: 'new' });
    expect((await shards().getShard(id))?.name).toBe('new');
    expect(await shards().parts(id, [0])).toEqual(parts);
  });

  it('replaces some parts and leaves what was made from the shard', async () => {
    await put(someShard('starter', 3, 'old'));
    await shards().putLabels([someLabels('starter', 1)]);
    const { info, parts } = someShard('starter', 3, 'healed');
    await shards().replaceParts(info, parts.slice(1, 2));
    expect((await allParts(id)).map((part) => part?.hash)).toEqual(['old', 'healed', 'old', undefined]);
    expect((await shards().getShard(id))?.hash).toBe('healed');
    expect(await shards().labels(id, [1])).toEqual([someLabels('starter', 1)]);
  });

  it('takes an import step by step, the same step again without harm, to its end', async () => {
    await shards().commit(someStep('starter', 0, 1, 2));
    const second = someStep('starter', 1, 2, 3);
    await shards().commit(second);
    await shards().commit(second);
    expect(await shards().getJournal(id)).toEqual(second.journal);
    expect(await shards().getShard(id)).toEqual(second.info);
    expect((await shards().rejections(id, 1, 2)).map(({ index }) => index)).toEqual([1, 10]);
    expect(await shards().rejections(id, 0, 0)).toEqual([]);
    await expectFault(shards().rejections(id, -1, 5), 'bad-input');
    const last = someStep('starter', 2, 3);
    const whole = { ...last.info, state: 'whole' as const };
    await shards().finish(whole, last);
    expect(await shards().getShard(id)).toEqual(whole);
    expect(await shards().getJournal(id)).toBeNull();
    expect((await allParts(id)).map((part) => part?.index)).toEqual([0, 1, 2, undefined]);
    expect(await shards().rejections(id, 0, 99)).toHaveLength(5);
  });

  it('keeps labels and segments', async () => {
    await shards().putLabels([someLabels('starter', 2), someLabels('starter', 0)]);
    await shards().putLabels([someLabels('starter', 2, 7)]);
    expect(await shards().labels(id, [0, 1, 2])).toEqual([someLabels('starter', 0), null, someLabels('starter', 2, 7)]);
    for (const index of [10, 2, 0]) await shards().putSegment(someSegment('starter', index));
    expect((await shards().segments(id)).map(({ index }) => index)).toEqual([0, 2, 10]);
    expect(await shards().listShards()).toEqual([]);
  });

  it('keeps sets, by name', async () => {
    for (const set of [someSet('1', 'b'), someSet('2', 'a'), someSet('0', 'b')]) await shards().putSet(set);
    expect((await shards().listSets()).map((set) => set.id)).toEqual(['2', '0', '1']);
    await shards().putSet(someSet('2', 'z'));
    await shards().deleteSet('0');
    expect(await shards().listSets()).toEqual([someSet('1', 'b'), someSet('2', 'z')]);
  });

  it('passes over what a newer version wrote', async () => {
    const newer = <T extends object>(record: T) => ({ ...record, version: 99 }) as unknown as T;
    const { info, parts } = someShard('starter', 1);
    await shards().putShard(newer(info), parts);
    await shards().putSet(newer(someSet('1', 'b')));
    expect(await shards().getShard(id)).toBeNull();
    expect(await shards().listShards()).toEqual([]);
    expect(await shards().listSets()).toEqual([]);
    expect(await shards().parts(id, [0])).toEqual(parts);
  });

  it('hands out copies of parts', async () => {
    const { info, parts } = someShard('starter', 1);
    await shards().putShard(info, parts);
    parts[0]?.text.fill(0);
    const [read] = await shards().parts(id, [0]);
    expect(read?.text).toEqual(Uint8Array.of(97, 0));
    read?.text.fill(1);
    expect((await shards().parts(id, [0]))[0]?.text).toEqual(Uint8Array.of(97, 0));
  });
}
