import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { PackedPart } from '../model/shard.ts';
import type { RunId, ShardId } from '../model/ids.ts';
import { unpackPersona } from '../personas/pack.ts';
import { hashPart, hashShard } from '../personas/shard-hash.ts';
import { someShard } from './contract-shards.ts';
import { answerDecision, personaDecision, somePack } from './contract-decisions.ts';
import { someExperiment, someTrial } from './contract-trials.ts';
import { someCell, someRun } from './contract.ts';
import { openDexieStores } from './dexie.ts';
import saved from './fixtures/shard.v1.json' with { type: 'json' };

const idb = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });
const STARTER = 'starter' as ShardId;

// The fixture is what users have on disk: never edit it.
const oldParts = saved.parts.map((part) => ({
  ...part,
  text: Uint8Array.from(part.text),
  offsets: Uint32Array.from(part.offsets),
  columns: part.columns.map((column) => ({ ...column, codes: Uint16Array.from(column.codes) })),
}));

/** Writes a database as version 1 did. */
async function visitOfVersion1(options: ReturnType<typeof idb>, parts: readonly unknown[]): Promise<void> {
  const db = new Dexie('polyphony', options);
  db.version(1).stores({
    runs: 'id, createdAt',
    cells: 'id, run',
    settings: 'key',
    shards: 'id',
    parts: '[shard+index]',
    births: 'key',
  });
  await db.open();
  await db.table('runs').put(someRun('a', 1));
  await db.table('shards').put(saved.info);
  await db.table('parts').bulkPut(parts);
  db.close();
}

describe('a database of version 1', () => {
  it('keeps its runs and its personas, which now have hashes', async () => {
    const options = idb();
    await visitOfVersion1(options, oldParts);
    const stores = await openDexieStores({ idb: options });
    expect(await stores.runs.latestRun()).toEqual(someRun('a', 1));
    const info = await stores.shards.getShard(STARTER);
    const parts = (await stores.shards.parts(STARTER, [0])) as PackedPart[];
    expect(info).toMatchObject({
      ...saved.info,
      version: 2,
      hash: hashShard(parts.map((part) => part.hash)),
      columns: ['region', 'country', 'age', 'occupation'].map((name) => ({ name, kind: 'category', role: name })),
      state: 'whole',
      deletedAt: null,
    });
    for (const part of parts) expect(part.hash).toBe(await hashPart(part));
    const personas = parts.flatMap((part) =>
      Array.from({ length: part.count }, (_, i) => unpackPersona(part, i, info?.columns ?? [])),
    );
    expect(personas.map(({ text }) => text)).toEqual(saved.texts);
    expect(personas.map(({ labels }) => labels)).toEqual([
      { region: 'Europe', country: 'PT' },
      { region: 'Europe', age: '45-54' },
      { region: 'Asia' },
      { occupation: '6' },
    ]);
    expect(await stores.shards.listSets()).toEqual([]);
    stores.close();
  });

  it('loses personas that cannot be read, and nothing else', async () => {
    const options = idb();
    await visitOfVersion1(options, [{ ...oldParts[0], columns: 7 }]);
    const stores = await openDexieStores({ idb: options });
    expect(await stores.runs.latestRun()).toEqual(someRun('a', 1));
    expect(await stores.shards.listShards()).toEqual([]);
    expect(await stores.shards.parts(STARTER, [0])).toEqual([null]);
    stores.close();
  });
});

describe('a database of version 2', () => {
  it('opens with everything in it, and takes decisions and vectors', async () => {
    const options = idb();
    const db = new Dexie('polyphony', options);
    // What version 2 declared; never edited.
    db.version(2).stores({
      runs: 'id, createdAt',
      cells: 'id, run',
      settings: 'key',
      shards: 'id',
      parts: '[shard+index]',
      births: 'key',
      labels: '[shard+index]',
      segments: '[shard+index]',
      journals: 'shard',
      rejections: '[shard+index]',
      sets: 'id',
    });
    await db.open();
    const { info, parts } = someShard('starter', 2);
    const set = { version: 1, id: 's', name: 'S', createdAt: 1, how: '', members: [{ shard: 'starter', row: 1 }] };
    const rejection = { shard: 'starter', index: 0, file: 'a', line: 1, reason: 'not-json', excerpt: '{' };
    await db.table('births').put({ key: 'birth', mark: 'm' });
    await db.table('runs').put(someRun('a', 1));
    await db.table('cells').put(someCell('a', 0));
    await db.table('settings').put({ key: 'draft', value: { version: 1 } });
    await db.table('shards').put(info);
    await db.table('parts').bulkPut(parts);
    await db.table('sets').put(set);
    await db.table('rejections').put(rejection);
    db.close();

    const stores = await openDexieStores({ idb: options });
    const { runs, shards, vectors } = stores;
    expect(await runs.latestRun()).toEqual(someRun('a', 1));
    expect(await runs.cellsOf('a' as RunId)).toEqual([someCell('a', 0)]);
    expect(await runs.getSetting('draft')).toEqual({ version: 1 });
    expect(await shards.listShards()).toEqual([info]);
    expect(await shards.parts(STARTER, [0, 1])).toEqual(parts);
    expect(await shards.listSets()).toEqual([set]);
    expect(await shards.rejections(STARTER, 0, 9)).toEqual([rejection]);
    expect(await shards.listDecisions()).toEqual([]);
    await shards.putDecision(personaDecision);
    await runs.putDecision(answerDecision);
    await vectors.put(somePack('m', 0));
    stores.close();
    const again = await openDexieStores({ idb: options });
    expect(await again.shards.listDecisions()).toEqual([personaDecision]);
    expect(await again.runs.listDecisions()).toEqual([answerDecision]);
    expect(await again.vectors.read('m', [0])).toEqual([somePack('m', 0)]);
    again.close();
  });
});

describe('a database of version 3', () => {
  it('opens with everything in it, and takes experiments', async () => {
    const options = idb();
    const db = new Dexie('polyphony', options);
    // What version 3 declared; never edited.
    db.version(3).stores({
      runs: 'id, createdAt',
      cells: 'id, run',
      settings: 'key',
      shards: 'id',
      parts: '[shard+index]',
      births: 'key',
      labels: '[shard+index]',
      segments: '[shard+index]',
      journals: 'shard',
      rejections: '[shard+index]',
      sets: 'id',
      decisions: 'id',
      answerDecisions: 'id',
      vectors: '[model+index]',
    });
    await db.open();
    await db.table('births').put({ key: 'birth', mark: 'm' });
    await db.table('runs').put(someRun('a', 1));
    await db.table('cells').put(someCell('a', 0));
    await db.table('decisions').put(personaDecision);
    await db.table('answerDecisions').put(answerDecision);
    await db.table('vectors').put(somePack('m', 0));
    db.close();

    const stores = await openDexieStores({ idb: options });
    expect(await stores.runs.latestRun()).toEqual(someRun('a', 1));
    expect(await stores.runs.cellsOf('a' as RunId)).toEqual([someCell('a', 0)]);
    expect(await stores.shards.listDecisions()).toEqual([personaDecision]);
    expect(await stores.runs.listDecisions()).toEqual([answerDecision]);
    expect(await stores.vectors.read('m', [0])).toEqual([somePack('m', 0)]);
    expect(await stores.trials.listExperiments(9)).toEqual([]);
    await stores.trials.putExperiment(someExperiment('a', 1));
    await stores.trials.putTrials([someTrial('a', 0)]);
    stores.close();
    const again = await openDexieStores({ idb: options });
    expect(await again.trials.listExperiments(9)).toEqual([someExperiment('a', 1)]);
    expect(await again.trials.trialsOf(someExperiment('a', 1).id)).toEqual([someTrial('a', 0)]);
    again.close();
  });
});
