import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { RowSet } from '../../../lib/personas/search-index/row-set.ts';
import { ShardRow } from '../search/row-list.ts';
import { Mask } from './mask.ts';
import { keptPositions, withoutRemoved } from './masked-rows.ts';
import { RemovedRows } from './removed-rows.ts';
import { decisionOf, ref } from './removals.test-help.ts';

const PART = 4096;

it('are the complement of the rows that stay, over all parts', () => {
  const rows = fc.record({
    count: fc.integer({ min: 1, max: 2 * PART + 70 }),
    removed: fc.array(fc.nat(2 * PART + 70), { maxLength: 40 }),
  });
  fc.assert(
    fc.property(rows, ({ count, removed }) => {
      const gone = new Set(removed.filter((row) => row < count));
      const one = new RemovedRows(count);
      for (const row of removed) if (row < count) one.add(row);
      const stay = Array.from({ length: count }, (_, row) => row).filter((row) => !gone.has(row));
      expect(one.size).toBe(gone.size);
      expect([...one.kept()]).toEqual(stay);
      for (let part = 0; part * PART < count; part += 1) {
        const some = Math.min(PART, count - part * PART);
        const kept = stay.filter((row) => Math.floor(row / PART) === part).map((row) => row % PART);
        expect(one.keptOfPart(part, some)).toEqual(kept.length === some ? null : kept);
        const set = RowSet.all(some);
        one.clear(set, part * PART);
        expect(set.size).toBe(kept.length);
        expect(kept.every((row) => set.has(row))).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

it('of another state of a shard are none', () => {
  const info = (hash: string, count: number) => ({ id: ref('a', 0).shard, hash, count }) as ShardInfo;
  const mask = new Mask([decisionOf('d', [[ref('a', 7), ref('a', 0)]])], [info('new', 8)]);
  const [now, before] = [new ShardRow([info('new', 8)]), new ShardRow([info('old', 3)])];
  expect(keptPositions(mask, now)).toEqual(Uint32Array.of(0, 1, 2, 3, 4, 5, 6));
  expect(keptPositions(mask, before)).toBeNull();
  const all = Uint32Array.of(2, 0, 1);
  expect(withoutRemoved(mask, before, all)).toBe(all);
  expect(withoutRemoved(mask, now, Uint32Array.of(7, 3))).toEqual(Uint32Array.of(3));
});
