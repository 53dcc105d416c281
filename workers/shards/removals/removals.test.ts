import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { RowRef } from '../../../lib/model/persona.ts';
import { tokenSet } from '../../../lib/personas/search-query/neighbours.ts';
import type { HubQuery, ShardsWorkerApi } from '../../../lib/protocol/shards.ts';
import { sampleIndices } from '../../../lib/sampling/uniform.ts';
import { packedShard, putShard, value } from '../core.test-help.ts';
import { decisionOf, openTabs, type Pair } from './removals.test-help.ts';

const trades = ['baker', 'nurse', 'potter', 'welder', 'judge'];
const textOf = (shard: string, row: number) => `A ${trades[row % 5] ?? ''} of ${shard}ville, house ${row}`;
const regions = ['Asia', 'Africa', null];
const regionOf = (row: number) => regions[row % 3] ?? null;
// One of two parts, so that rows lie on both sides of a border.
const sizes: readonly (readonly [string, number])[] = [
  ['a', 4110],
  ['b', 23],
  ['c', 7],
];
const shards = await Promise.all(
  sizes.map(
    ([id, count]) =>
    packedShard(id, Array.from({ length: count }, (_, row) => ({ text: textOf(id, row), attributes: [] }))), // prettier-ignore
  ),
);
/** Rows that decisions of the tests name: enough of them, and those at the border. */
const named: readonly RowRef[] = [
  ...[0, 1, 2, 31, 32, 33, 4094, 4095, 4096, 4097, 4109].map((row) => ({ shard: 'a' as ShardId, row })),
  ...Array.from({ length: 23 }, (_, row) => ({ shard: 'b' as ShardId, row })),
  ...Array.from({ length: 7 }, (_, row) => ({ shard: 'c' as ShardId, row })),
];
const keyOf = ({ shard, row }: RowRef) => `${shard}/${row}`;
const everything: HubQuery = { text: '', shards: null, filters: [], set: null, order: 'row' };

async function open() {
  const [tab] = openTabs(1);
  if (!tab) throw new Error('no tab');
  const { world, core } = tab;
  for (const shard of shards) {
    await putShard(world.store, shard);
    await world.store.putLabels(
      shard.parts.map(({ index, count }) => ({
        version: 1 as const,
        ...{ shard: shard.info.id, index, count, attributor: 1 },
        columns: [
          {
            name: 'region' as const,
            values: ['Asia', 'Africa'],
            codes: Uint16Array.from({ length: count }, (_, i) => [1, 2, 0][(index * 4096 + i) % 3] ?? 0),
            origins: new Uint8Array(count),
          },
        ],
      })),
    );
  }
  return core;
}

/** What the app would do if it had nothing but a list of decisions. */
class Twin {
  readonly decisions: { readonly id: string; readonly pairs: readonly Pair[] }[] = [];
  readonly hidden = new Set<string>();

  removed(): Map<string, RowRef> {
    const found = new Map<string, RowRef>();
    for (const { pairs } of this.decisions) {
      for (const [one, kept] of pairs) {
        if (!this.hidden.has(one.shard) && !this.hidden.has(kept.shard)) found.set(keyOf(one), kept);
      }
    }
    return found;
  }

  rows(): RowRef[] {
    const removed = this.removed();
    return sizes
      .filter(([id]) => !this.hidden.has(id))
      .flatMap(([id, count]) => Array.from({ length: count }, (_, row) => ({ shard: id as ShardId, row })))
      .filter((row) => !removed.has(keyOf(row)));
  }
}

async function foundRows(core: ShardsWorkerApi, query: Partial<HubQuery>): Promise<string[]> {
  const { result, total } = value(await core.find({ ...everything, ...query }));
  const { shards: of, rows } = value(await core.resolveRows({ kind: 'result', result }));
  const all = of.flatMap((shard, place) => Array.from(rows[place] ?? [], (row) => `${shard}/${row}`));
  const tail = value(await core.page(result, Math.max(0, all.length - 20), 30));
  expect(tail.map((row) => keyOf(row.ref))).toEqual(all.slice(-20));
  // A search by words may still be reading when it answers; its rows are complete.
  expect(total).toBeLessThanOrEqual(all.length);
  return all;
}

async function compare(core: ShardsWorkerApi, twin: Twin): Promise<void> {
  const rows = twin.rows();
  const keys = rows.map(keyOf);
  const [probe] = rows;
  if (!probe) return;
  const held = new Set(rows.map(({ shard }) => shard));
  expect(await foundRows(core, {})).toEqual(keys);
  const bakers = rows.filter(({ row }) => row % 5 === 0).map(keyOf);
  expect(await foundRows(core, { text: 'baker' })).toEqual(bakers);
  const filters = [{ by: 'label' as const, name: 'region', values: ['Asia', null] }];
  expect(await foundRows(core, { filters })).toEqual(rows.filter(({ row }) => regionOf(row) !== 'Africa').map(keyOf));
  const inSet = rows.filter((row) => named.some((one) => keyOf(one) === keyOf(row))).map(keyOf);
  expect((await foundRows(core, { set: 's' })).sort()).toEqual(inSet.toSorted());
  expect(value(await core.sets())[0]?.members).toHaveLength(named.length);

  const picker = value(await core.search({ text: 'baker', limit: 3 }));
  expect(picker.total).toBe(bakers.length);
  expect(value(await core.search({ text: '', limit: 0 })).total).toBe(rows.length);

  const views = value(await core.shards());
  for (const { info, removed } of views) {
    const kept = rows.filter(({ shard }) => shard === info.id);
    expect(removed).toBe(info.count - kept.length);
    const counts = value(await core.counts({ kind: 'shard', shard: info.id }));
    expect(counts.rows).toBe(kept.length);
    for (const region of regions) {
      const count = kept.filter(({ row }) => regionOf(row) === region).length;
      expect(counts.labels.region.find((one) => one.value === region)?.count ?? 0).toBe(count);
    }
    const expected = sampleIndices(kept.length, 5, 9, new Set()).map((i) => textOf(info.id, kept[i]?.row ?? -1));
    expect(value(await core.sample(info.id, 5, 9, [])).map(({ text }) => text)).toEqual(expected);
    if (kept.length === 0) continue;
    const spec = { scope: { kind: 'shard', shard: info.id }, count: 5, seed: 9, exclude: [] } as const;
    const drawn = value(await core.drawSample({ ...spec, how: { kind: 'uniform' } }));
    expect(drawn.rows.map(({ text }) => text)).toEqual(expected);
    expect(drawn.recipe.includes('near-duplicates')).toBe(removed > 0);
    for (const how of [{ kind: 'spread' }, { kind: 'quotas', label: 'region', shares: { Asia: 1 } }] as const) {
      for (const row of value(await core.drawSample({ ...spec, how })).rows) expect(keys).toContain(keyOf(row.ref));
    }
  }

  const scoped = value(await core.counts({ kind: 'rows', rows: named }));
  expect(scoped.rows).toBe(inSet.length);

  const tokens = tokenSet(textOf(probe.shard, probe.row));
  const similarity = (row: RowRef) => {
    const others = tokenSet(textOf(row.shard, row.row));
    const both = [...tokens].filter((token) => others.has(token)).length;
    return both / (tokens.size + others.size - both);
  };
  const near = value(await core.neighbours(probe, 6));
  const best = rows.filter((row) => row !== probe).map(similarity).sort((x, y) => y - x); // prettier-ignore
  expect(near.map((one) => one.similarity)).toEqual(best.slice(0, 6));
  for (const one of near) expect(keys).toContain(keyOf(one.ref));

  const removed = twin.removed();
  const scope = { kind: 'rows' as const, rows: named };
  const lines = (await value(await core.exportRows(scope, 'jsonl')).text()).trimEnd().split('\n');
  const exported = lines.map((line) => JSON.parse(line) as { text: string; near_duplicates_removed?: number });
  const kept = named.filter((one) => inSet.includes(keyOf(one)));
  expect(exported.map(({ text }) => text)).toEqual(kept.map(({ shard, row }) => textOf(shard, row)));
  expect(exported.reduce((sum, line) => sum + (line.near_duplicates_removed ?? 0), 0)).toBe(removed.size);

  for (const one of named.filter(({ shard }) => held.has(shard))) {
    const detail = value(await core.detail(one));
    expect(detail.removedBy?.kept ?? null).toEqual(removed.get(keyOf(one)) ?? null);
    expect(detail.text).toBe(textOf(one.shard, one.row));
    const standsFor = [...removed.keys()].filter((key) => chainOf(removed, key).includes(keyOf(one)));
    expect(detail.standsFor).toBe(standsFor.length);
  }
}

/** What a removed row was removed for, and what that was removed for. */
function chainOf(removed: ReadonlyMap<string, RowRef>, key: string): string[] {
  const kept = removed.get(key);
  return kept ? [keyOf(kept), ...chainOf(removed, keyOf(kept))] : [];
}

type Step =
  | { readonly kind: 'apply'; readonly order: readonly number[]; readonly removes: number; readonly keeps: number }
  | { readonly kind: 'undo'; readonly which: number }
  | { readonly kind: 'hide'; readonly shard: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('apply' as const),
      order: fc.shuffledSubarray(
        named.map((_, i) => i),
        { minLength: named.length },
      ),
      removes: fc.integer({ min: 1, max: 14 }),
      keeps: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hide' as const), shard: fc.constantFrom('b', 'c') }) },
);

it('leaves removed rows out wherever rows are read, however decisions come and go', { timeout: 30_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const core = await open();
      const twin = new Twin();
      value(await core.putSet({ version: 1, id: 's', name: 'S', createdAt: 1, how: '', members: [...named] }));
      for (const [turn, one] of steps.entries()) {
        if (one.kind === 'hide') {
          const away = twin.hidden.delete(one.shard);
          if (!away) twin.hidden.add(one.shard);
          const id = one.shard as ShardId;
          value(away ? await core.restoreShard(id) : await core.deleteShard(id));
        } else if (one.kind === 'undo') {
          const [gone] = twin.decisions.splice(one.which % Math.max(1, twin.decisions.length), 1);
          if (gone) value(await core.undoDecision(gone.id));
        } else {
          const there = new Set(twin.rows().map(keyOf));
          const rows = one.order.flatMap((i) => named[i] ?? []).filter((row) => there.has(keyOf(row)));
          const kept = rows.slice(0, one.keeps);
          const pairs = rows
            .slice(one.keeps, one.keeps + one.removes)
            .map((row, i): Pair => [row, kept[i % kept.length] ?? row]);
          if (pairs.length === 0) continue;
          value(await core.applyDecision(decisionOf(`d${turn}`, pairs, turn)));
          twin.decisions.push({ id: `d${turn}`, pairs });
        }
      }
      await compare(core, twin);
    }),
    { numRuns: 10 },
  );
});
