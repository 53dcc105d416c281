import { expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { LabelPart, ShardInfo } from '../../../lib/model/shard.ts';
import { ATTRIBUTOR } from '../../../lib/personas/attribution/version.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import type { ShardStore } from '../../../lib/store/ports.ts';
import { LabelCache } from './label-cache.ts';

const ID = 's' as ShardId;
const PARTS = 40;
const info = { id: ID, hash: 'h', count: PARTS * PART_SIZE } as ShardInfo;
const labels = (index: number): LabelPart => ({
  version: 1,
  shard: ID,
  index,
  count: PART_SIZE,
  attributor: ATTRIBUTOR,
  columns: [],
});

it('counts parts that are made while it counts', async () => {
  let asked = 0;
  // Each read finds nothing, and parts behind and before it are made before the next one.
  const store: Pick<ShardStore, 'labels'> = {
    labels: async (_, indexes) => {
      await Promise.resolve();
      const made = asked === 0 ? [] : [asked - 1, PARTS - asked];
      asked += 1;
      queueMicrotask(() => made.forEach((index) => cache.put(info, labels(index))));
      return indexes.map(() => null);
    },
  };
  const cache = new LabelCache(store as ShardStore);
  expect(await cache.labelled(info)).toBe(4 * PART_SIZE);
  for (let index = 0; index < PARTS; index += 1) cache.put(info, labels(index));
  expect(await cache.labelled(info)).toBe(info.count);
});
