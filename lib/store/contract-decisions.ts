import { expect, it } from 'vitest';
import type { DedupDecision, RemovedAnswers, RemovedPersonas } from '../model/dedup.ts';
import type { CellId, RunId, ShardId } from '../model/ids.ts';
import { expectFault } from './contract-shards.ts';
import saved from './fixtures/decision.v1.json' with { type: 'json' };
import type { Stores, VectorPack } from './ports.ts';

// The fixture is what users have on disk, its typed arrays as lists: never edit it.
const { removed: of, ...restOfPersonas } = saved.personas;
const personas: RemovedPersonas = {
  kind: 'personas',
  shards: of.shards as ShardId[],
  shard: Uint16Array.from(of.shard),
  rows: Uint32Array.from(of.rows),
  keptShard: Uint16Array.from(of.keptShard),
  keptRows: Uint32Array.from(of.keptRows),
  similarity: Float32Array.from(of.similarity),
};
const { removed: ofAnswers, ...restOfAnswers } = saved.answers;
const answers: RemovedAnswers = {
  kind: 'answers',
  cells: ofAnswers.cells as CellId[],
  kept: ofAnswers.kept as CellId[],
  similarity: Float32Array.from(ofAnswers.similarity),
};

/** A decision about personas as version 1 wrote it. */
export const personaDecision = { ...restOfPersonas, removed: personas } as DedupDecision;
/** A decision about answers as version 1 wrote it. */
export const answerDecision = { ...restOfAnswers, removed: answers } as DedupDecision;

/** Vectors of `texts` texts, for tests. */
export function somePack(model: string, index: number, texts = 2): VectorPack {
  const ids = Array.from({ length: texts }, (_, i) => `${model}${index}${i}`.padEnd(16, '0')).join('');
  return {
    version: 1,
    model,
    index,
    dimensions: 3,
    ids,
    vectors: Uint16Array.from({ length: 3 * texts }, (_, i) => i),
  };
}

/** What every store of decisions and vectors must do. */
export function testDecisions(stores: () => Stores): void {
  const tables = [
    { name: 'personas', table: () => stores().shards, one: personaDecision, other: answerDecision },
    { name: 'answers', table: () => stores().runs, one: answerDecision, other: personaDecision },
  ] as const;

  for (const { name, table, one, other } of tables) {
    it(`keeps decisions about ${name}, newest first`, async () => {
      expect(await table().listDecisions()).toEqual([]);
      const older = { ...one, id: 'b', createdAt: 5 };
      for (const decision of [older, one, { ...older, id: 'c' }, { ...older, id: 'a' }]) {
        await table().putDecision(decision);
      }
      expect((await table().listDecisions()).map(({ id }) => id)).toEqual([one.id, 'c', 'b', 'a']);
      await table().putDecision({ ...one, method: saved.minhash as DedupDecision['method'], scope: 'new' });
      await table().deleteDecision('c');
      await table().deleteDecision('not there');
      const [first, ...rest] = await table().listDecisions();
      expect(first).toEqual({ ...one, method: saved.minhash, scope: 'new' });
      expect(rest.map(({ id }) => id)).toEqual(['b', 'a']);
    });

    it(`passes over decisions about ${name} that it cannot read, and leaves them untouched`, async () => {
      const bad = (change: object, id: string) => ({ ...one, ...change, id }) as unknown as DedupDecision;
      const removed = one.removed.kind === 'personas' ? personas : answers;
      const records = [
        bad({ version: 2 }, 'newer'),
        bad({ method: { kind: 'telepathy' } }, 'method'),
        bad({ threshold: 7 }, 'threshold'),
        bad({ removed: { ...removed, similarity: removed.similarity.slice(1) } }, 'short'),
        bad({ removed: { ...removed, similarity: [1, 1, 1] } }, 'plain list'),
        bad({ removed: { ...removed, similarity: new Float32Array(removed.similarity.length).fill(NaN) } }, 'NaN'),
        bad({ removed: { ...personas, shard: Uint16Array.of(0, 0, 9) } }, 'unnamed'),
        bad({ removed: other.removed }, 'of the other kind'),
        bad({ removed: null }, 'nothing'),
      ];
      for (const record of [...records, one]) await table().putDecision(record);
      expect(await table().listDecisions()).toEqual([one]);
      await table().deleteDecision(one.id);
      expect(await table().listDecisions()).toEqual([]);
    });

    it(`writes a decision about ${name} whole or not at all, and hands out copies`, async () => {
      await table().putDecision(one);
      const broken = { ...one, scope: (() => 1) as unknown as string };
      await expectFault(table().putDecision(broken), 'internal');
      const [read] = await table().listDecisions();
      read?.removed.similarity.fill(0);
      expect(await table().listDecisions()).toEqual([one]);
    });
  }

  it('keeps decisions about personas and about answers apart, with the same id too', async () => {
    await stores().shards.putDecision({ ...personaDecision, id: 'd' });
    await stores().runs.putDecision({ ...answerDecision, id: 'd' });
    await stores().shards.deleteDecision('d');
    expect(await stores().runs.listDecisions()).toEqual([{ ...answerDecision, id: 'd' }]);
  });

  it('leaves a decision whose answers went with their run, and one whose shard was deleted', async () => {
    await stores().runs.putDecision(answerDecision);
    await stores().shards.putDecision(personaDecision);
    await stores().runs.deleteRun('r' as RunId);
    await stores().shards.deleteShard('a' as ShardId);
    expect(await stores().runs.listDecisions()).toEqual([answerDecision]);
    expect(await stores().shards.listDecisions()).toEqual([personaDecision]);
  });

  it('keeps vectors by model and index', async () => {
    const { vectors } = stores();
    expect(await vectors.packs('m')).toEqual([]);
    expect(await vectors.read('m', [0])).toEqual([null]);
    for (const pack of [somePack('m', 10), somePack('m', 2), somePack('mm', 0), somePack('m', 2, 5)]) {
      await vectors.put(pack);
    }
    expect(await vectors.packs('m')).toEqual([
      { index: 2, ids: somePack('m', 2, 5).ids },
      { index: 10, ids: somePack('m', 10).ids },
    ]);
    expect(await vectors.read('m', [10, 3, 2])).toEqual([somePack('m', 10), null, somePack('m', 2, 5)]);
    (await vectors.read('m', [10]))[0]?.vectors.fill(0);
    expect(await vectors.read('m', [10])).toEqual([somePack('m', 10)]);
    await vectors.clear();
    expect(await vectors.packs('mm')).toEqual([]);
  });

  it('passes over vectors that it cannot read', async () => {
    const { vectors } = stores();
    const bad = (change: object, index: number) => ({ ...somePack('m', index), ...change }) as VectorPack;
    await vectors.put(bad({ version: 9 }, 0));
    await vectors.put(bad({ ids: 'short' }, 1));
    await vectors.put(bad({ vectors: new Uint16Array(5) }, 2));
    await vectors.put(somePack('m', 3));
    expect((await vectors.packs('m')).map(({ index }) => index)).toEqual([3]);
    expect(await vectors.read('m', [0, 1, 2, 3])).toEqual([null, null, null, somePack('m', 3)]);
  });
}
