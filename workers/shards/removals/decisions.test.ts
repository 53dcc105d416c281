import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DedupDecision, RemovedPersonas } from '../../../lib/model/dedup.ts';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { PackedPart } from '../../../lib/model/shard.ts';
import { personaId } from '../../../lib/personas/normalise.ts';
import type { HubQuery, ShardsWorkerApi } from '../../../lib/protocol/shards.ts';
import { createMemoryStores } from '../../../lib/store/memory.ts';
import type { ShardStore } from '../../../lib/store/ports.ts';
import { codeOf, packedShard, plainRows, putShard, value } from '../core.test-help.ts';
import { decisionOf, openTabs, type Pair, ref, type Tab } from './removals.test-help.ts';

const A = 'a' as ShardId;
const B = 'b' as ShardId;
const [shardA, shardB] = [await packedShard('a', plainRows(9)), await packedShard('b', plainRows(5, 'Other'))];
const everything: HubQuery = { text: '', shards: null, filters: [], set: null, order: 'row' };

let store: ShardStore;
let tab: Tab;
let other: Tab;
beforeEach(async () => {
  store = createMemoryStores().shards;
  await putShard(store, shardA);
  await putShard(store, shardB);
  [tab, other] = openTabs(2, store) as [Tab, Tab];
});

/** Rows that are shown, as `shard/row`. */
async function shown(core: ShardsWorkerApi): Promise<string[]> {
  const { result } = value(await core.find(everything));
  return value(await core.page(result, 0, 100)).map((row) => `${row.ref.shard}/${row.ref.row}`);
}

const gone = async (core: ShardsWorkerApi, all: readonly string[]) => {
  const there = new Set(await shown(core));
  return all.filter((key) => !there.has(key));
};
const allRows = [...Array(9).keys()].map((row) => `a/${row}`).concat([...Array(5).keys()].map((row) => `b/${row}`));
const simple: readonly Pair[] = [
  [ref('a', 1), ref('a', 0)],
  [ref('b', 2), ref('a', 0)],
];

describe('a decision', () => {
  it('removes rows in every tab, is listed, and is undone', async () => {
    expect(await shown(other.core)).toEqual(allRows);
    value(await tab.core.applyDecision(decisionOf('d', simple)));
    for (const { core } of [tab, other]) {
      expect(await gone(core, allRows)).toEqual(['a/1', 'b/2']);
      expect(value(await core.shards()).map(({ removed }) => removed)).toEqual([1, 1]);
      expect(value(await core.decisions())).toMatchObject([
        { id: 'd', removed: { hashes: [shardA.info.hash, shardB.info.hash] } },
      ]);
    }
    expect(tab.world.changes).toContain(null);
    value(await other.core.undoDecision('d'));
    for (const { core } of [tab, other]) {
      expect(await shown(core)).toEqual(allRows);
      expect(value(await core.decisions())).toEqual([]);
      expect(codeOf(await core.undoDecision('d'))).toBe('bad-input');
    }
  });

  it('is refused where it does not hold, and then changes nothing', async () => {
    value(await tab.core.applyDecision(decisionOf('first', simple)));
    const { removed } = decisionOf('x', [[ref('a', 3), ref('a', 4)]]);
    const odd = (change: Partial<RemovedPersonas>): DedupDecision => ({
      ...decisionOf('odd', [[ref('a', 3), ref('a', 4)]]),
      removed: { ...(removed as RemovedPersonas), ...change },
    });
    const refused: readonly DedupDecision[] = [
      decisionOf('first', [[ref('a', 3), ref('a', 4)]]), // stands already
      decisionOf('none', []),
      decisionOf('again', [[ref('a', 1), ref('a', 4)]]), // removed already
      decisionOf('kept', [[ref('a', 3), ref('a', 1)]]), // in favour of one that is removed
      decisionOf('self', [[ref('a', 3), ref('a', 3)]]),
      decisionOf('chain', [
        [ref('a', 3), ref('a', 4)],
        [ref('a', 4), ref('a', 5)],
      ]),
      decisionOf('twice', [
        [ref('a', 3), ref('a', 4)],
        [ref('a', 3), ref('a', 5)],
      ]),
      decisionOf('far', [[ref('a', 9), ref('a', 4)]]),
      decisionOf('far kept', [[ref('a', 3), ref('a', 99)]]),
      decisionOf('shard', [[ref('nowhere', 0), ref('a', 4)]]),
      odd({ shards: [A, A] }),
      odd({ keptRows: new Uint32Array() }),
      odd({ shard: Uint16Array.of(7) }),
      odd({ similarity: Float32Array.of(NaN) }),
      {
        ...decisionOf('answers', []),
        removed: { kind: 'answers', cells: [], kept: [], similarity: new Float32Array() },
      },
    ];
    for (const decision of refused) expect(codeOf(await tab.core.applyDecision(decision))).toBe('bad-input');
    expect(await gone(tab.core, allRows)).toEqual(['a/1', 'b/2']);
    expect(value(await tab.core.decisions())).toHaveLength(1);
  });

  it('is written whole or not at all', async () => {
    const full = new FaultError(fault('storage-full', 'Full.'));
    const put = vi.spyOn(store, 'putDecision').mockRejectedValueOnce(full);
    expect(codeOf(await tab.core.applyDecision(decisionOf('d', simple)))).toBe('storage-full');
    expect(await shown(tab.core)).toEqual(allRows);
    value(await tab.core.applyDecision(decisionOf('d', simple)));
    expect(put).toHaveBeenCalledTimes(2);
    vi.spyOn(store, 'deleteDecision').mockRejectedValueOnce(full);
    expect(codeOf(await tab.core.undoDecision('d'))).toBe('storage-full');
    expect(await gone(tab.core, allRows)).toEqual(['a/1', 'b/2']);
  });

  it('of two tabs at once stands once: the second sees what the first left', async () => {
    const [one, two] = await Promise.all([
      tab.core.applyDecision(decisionOf('one', [[ref('a', 1), ref('a', 0)]])),
      other.core.applyDecision(decisionOf('two', [[ref('a', 0), ref('a', 1)]])),
    ]);
    expect([codeOf(one), codeOf(two)].sort()).toEqual(['bad-input', 'ok']);
    expect(await gone(tab.core, allRows)).toHaveLength(1);
    expect(await shown(other.core)).toEqual(await shown(tab.core));
  });

  it('comes back with its rows when the one before is undone, in any order', async () => {
    value(await tab.core.applyDecision(decisionOf('first', [[ref('a', 1), ref('a', 0)]], 1)));
    value(await tab.core.applyDecision(decisionOf('second', [[ref('a', 0), ref('b', 0)]], 2)));
    expect(await gone(tab.core, allRows)).toEqual(['a/0', 'a/1']);
    expect(value(await tab.core.detail(ref('b', 0))).standsFor).toBe(2);
    expect(value(await tab.core.decisions()).map(({ id }) => id)).toEqual(['second', 'first']);
    // Row 1 was removed for row 0, which the second removed: it comes back, row 0 stays away.
    value(await tab.core.undoDecision('first'));
    expect(await gone(tab.core, allRows)).toEqual(['a/0']);
    expect(value(await tab.core.detail(ref('b', 0))).standsFor).toBe(1);
    value(await tab.core.undoDecision('second'));
    expect(await shown(tab.core)).toEqual(allRows);
  });

  it('leaves a removed row to whoever names it, with what was kept', async () => {
    value(await tab.core.applyDecision(decisionOf('d', simple)));
    expect(value(await tab.core.rows([ref('a', 1)]))[0]?.text).toBe('Persona 1');
    expect(value(await tab.core.detail(ref('a', 1)))).toMatchObject({
      text: 'Persona 1',
      removedBy: { decision: 'd', kept: ref('a', 0), similarity: 0.75 },
      standsFor: 0,
    });
    expect(value(await tab.core.detail(ref('a', 0)))).toMatchObject({ removedBy: null, standsFor: 2 });
  });

  it('takes rows out of a result that was found before', async () => {
    const found = value(await tab.core.find({ ...everything, text: 'persona' }));
    value(await tab.core.applyDecision(decisionOf('d', simple)));
    const scope = { kind: 'result', result: found.result } as const;
    expect(value(await tab.core.counts(scope)).rows).toBe(8);
    expect(value(await tab.core.page(found.result, 0, 100)).map((row) => row.ref.row)).not.toContain(1);
  });

  it('is named by samples that leave its rows out', async () => {
    value(await tab.core.applyDecision(decisionOf('0123456789', [[ref('a', 1), ref('a', 0)]])));
    const spec = { count: 3, seed: 1, how: { kind: 'uniform' }, exclude: [] } as const;
    const recipe = async (shard: ShardId) =>
      value(await tab.core.drawSample({ ...spec, scope: { kind: 'shard', shard } })).recipe;
    expect(await recipe(A)).toMatch(/from a \(.{12}\), without the near-duplicates of decision 01234567$/);
    expect(await recipe(B)).not.toContain('near-duplicates');
  });
});

describe('records that cannot be read', () => {
  it('remove nothing, and stay', async () => {
    const bad = { ...decisionOf('bad', simple), version: 2 } as unknown as DedupDecision;
    const short = decisionOf('short', simple);
    await store.putDecision(bad);
    await store.putDecision({ ...short, removed: { ...short.removed, rows: new Uint32Array(1) } as RemovedPersonas });
    const put = vi.spyOn(store, 'putDecision');
    const deleted = vi.spyOn(store, 'deleteDecision');
    expect(await shown(tab.core)).toEqual(allRows);
    expect(value(await tab.core.decisions())).toEqual([]);
    expect(codeOf(await tab.core.undoDecision('bad'))).toBe('bad-input');
    expect(put).not.toHaveBeenCalled();
    expect(deleted).not.toHaveBeenCalled();
  });

  it('of rows that are not there any more remove nothing', async () => {
    await store.putDecision(decisionOf('far', [[ref('a', 90), ref('a', 0)], [ref('a', 2), ref('b', 50)]])); // prettier-ignore
    expect(await shown(tab.core)).toEqual(allRows);
  });
});

describe('the shards of a decision', () => {
  it('may be deleted and restored: what was removed for a row of it comes back and goes again', async () => {
    value(await tab.core.applyDecision(decisionOf('d', [[ref('a', 1), ref('b', 0)], [ref('b', 2), ref('a', 0)]]))); // prettier-ignore
    value(await tab.core.deleteShard(B));
    expect(await shown(tab.core)).toEqual(allRows.filter((key) => key.startsWith('a')));
    expect(value(await tab.core.detail(ref('a', 0))).standsFor).toBe(0);
    value(await tab.core.restoreShard(B));
    expect(await gone(other.core, allRows)).toEqual(['a/1', 'b/2']);
  });

  it('leave it when they are gone for good', async () => {
    vi.useFakeTimers();
    value(await tab.core.applyDecision(decisionOf('d', [[ref('a', 1), ref('b', 0)], [ref('a', 3), ref('a', 0)]], 1))); // prettier-ignore
    value(await tab.core.applyDecision(decisionOf('e', [[ref('b', 1), ref('a', 0)]], 2)));
    value(await tab.core.deleteShard(B));
    tab.world.time += 30_000;
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await store.getShard(B)).toBeNull());
    const [left, ...none] = value(await tab.core.decisions());
    expect(none).toEqual([]);
    expect(left).toMatchObject({ id: 'd', removed: { rows: Uint32Array.of(3), keptRows: Uint32Array.of(0) } });
    expect(await gone(tab.core, allRows)).toEqual(['a/3', 'b/0', 'b/1', 'b/2', 'b/3', 'b/4']);
  });

  it('are merged without removed rows', async () => {
    value(await tab.core.applyDecision(decisionOf('d', simple)));
    const id = value(await tab.core.merge([A, B], 'All'));
    const rows = value(await tab.core.rows([...Array(12).keys()].map((row) => ({ shard: id, row }))));
    expect(rows.map(({ text }) => text)).toEqual(
      allRows
        .filter((key) => key !== 'a/1' && key !== 'b/2')
        .map((key) => `${key.startsWith('a') ? 'Persona' : 'Other'} ${key.slice(2)}`),
    );
    expect(value(await tab.core.shards()).find(({ info }) => info.id === id)).toMatchObject({
      removed: 0,
      info: { count: 12, duplicates: 0 },
    });
  });

  it('keep it when a repair takes rows out: the others move up', async () => {
    const large = await packedShard('large', plainRows(9000));
    await putShard(store, large);
    const pairs: readonly Pair[] = [
      [ref('large', 5), ref('large', 4100)], // the kept one is lost
      [ref('large', 4200), ref('large', 1)], // lost itself
      [ref('large', 8500), ref('large', 2)],
      [ref('large', 3), ref('large', 8600)],
    ];
    value(await tab.core.applyDecision(decisionOf('d', pairs)));
    const [part] = (await store.parts(large.info.id, [1])) as [PackedPart];
    part.text[0] = 33;
    await store.replaceParts(large.info, [part]);
    expect(value(await tab.core.repair(large.info.id)).damaged).toEqual([1]);
    const info = await store.getShard(large.info.id);
    expect(value(await tab.core.decisions())).toMatchObject([
      {
        removed: {
          hashes: [info?.hash],
          rows: Uint32Array.of(8500 - 4096, 3),
          keptRows: Uint32Array.of(2, 8600 - 4096),
        },
      },
    ]);
    expect(value(await tab.core.detail(ref('large', 8500 - 4096)))).toMatchObject({
      text: 'Persona 8500',
      removedBy: { kept: ref('large', 2) },
    });
    expect(value(await tab.core.shards()).find((view) => view.info.id === 'large')?.removed).toBe(2);
  });

  it('may become others: then nothing of them is removed', async () => {
    value(await tab.core.applyDecision(decisionOf('d', simple)));
    await putShard(store, await packedShard('a', plainRows(9, 'New')));
    const [fresh] = openTabs(1, store) as [Tab];
    expect(await gone(fresh.core, allRows)).toEqual([]);
    value(await fresh.core.undoDecision('d'));
  });
});

describe('the file of a decision', () => {
  it('says how, then what was removed for what', async () => {
    value(await tab.core.applyDecision(decisionOf('d', simple, 1_700_000_000_000)));
    const lines = (await value(await tab.core.exportDecision('d')).text()).trimEnd().split('\n');
    const [head, ...rows] = lines.map((line) => JSON.parse(line) as unknown);
    expect(head).toMatchObject({
      format: 'polyphony-dedup-decision',
      version: 1,
      id: 'd',
      date: '2023-11-14T22:13:20.000Z',
      method: { kind: 'exact' },
      threshold: 0.5,
      keep: 'first',
      before: 10,
      clusters: 1,
      removed: 2,
      listed: 2,
      shards: [
        { name: 'a', source: 'from a', licence: 'CC0-1.0', hash: shardA.info.hash },
        { name: 'b', source: 'from b', licence: 'CC0-1.0', hash: shardB.info.hash },
      ],
    });
    const line = (text: string, shard: string) => ({
      ...{ text, id: personaId(text), shard },
      ...{ kept_text: 'Persona 0', kept_id: personaId('Persona 0'), kept_shard: 'a', similarity: 0.75 },
    });
    expect(rows).toEqual([line('Persona 1', 'a'), line('Other 2', 'b')]);
    value(await tab.core.deleteShard(B));
    const left = (await value(await tab.core.exportDecision('d')).text()).trimEnd().split('\n');
    expect(left.map((one) => JSON.parse(one) as unknown)).toMatchObject([{ removed: 2, listed: 1 }, { shard: 'a' }]);
    expect(codeOf(await tab.core.exportDecision('none'))).toBe('bad-input');
  });
});
