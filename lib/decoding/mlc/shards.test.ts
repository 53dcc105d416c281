import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutShards, type MlcFile } from './shards.ts';
import type { MlcTensor } from './tensors.ts';

interface Index {
  readonly metadata: { readonly ParamSize: number; readonly ParamBytes: number };
  readonly records: readonly {
    readonly dataPath: string;
    readonly nbytes: number;
    readonly md5sum: string;
    readonly records: readonly { name: string; nbytes: number; byteOffset: number; dtype: string; format: string }[];
  }[];
}

const md5 = (data: Uint8Array) => `sum of ${data.length} from ${data[0] ?? 'nothing'}`;
const tensor = (name: string, size: number, fill: number): MlcTensor => ({
  name,
  shape: [size / 4],
  dtype: 'uint32',
  data: new Uint8Array(size).fill(fill),
});

const cut = (tensors: readonly MlcTensor[], limit: number): { shards: readonly MlcFile[]; index: Index } => {
  const files = [...cutShards(tensors, md5, limit)];
  const last = files.at(-1);
  expect(last?.path).toBe('tensor-cache.json');
  return { shards: files.slice(0, -1), index: JSON.parse(new TextDecoder().decode(last?.data)) as Index };
};

describe('cutShards', () => {
  it('fills shards up to the limit and gives a large tensor one of its own', () => {
    const { shards } = cut(
      [tensor('a', 8, 1), tensor('b', 8, 2), tensor('c', 4, 3), tensor('d', 40, 4), tensor('e', 4, 5)],
      16,
    );
    expect(shards.map(({ path, data }) => [path, data.length])).toEqual([
      ['params_shard_0.bin', 16],
      ['params_shard_1.bin', 4],
      ['params_shard_2.bin', 40],
      ['params_shard_3.bin', 4],
    ]);
  });

  it('has every tensor where the index says, whatever the sizes', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 4, max: 60 }), (words, limit) => {
        const tensors = words.map((count, i) => tensor(`t${i}`, count * 4, i + 1));
        const { shards, index } = cut(tensors, limit);
        const all = tensors.reduce((sum, { data }) => sum + data.length, 0);
        expect(index.metadata).toEqual({ ParamSize: tensors.length, ParamBytes: all });
        expect(index.records.map(({ dataPath }) => dataPath)).toEqual(shards.map(({ path }) => path));
        const found = index.records.flatMap((record, i) => {
          const data = shards[i]?.data ?? new Uint8Array();
          expect(record).toMatchObject({ nbytes: data.length, md5sum: md5(data) });
          expect(data.length <= limit || record.records.length === 1).toBe(true);
          return record.records.map(({ name, byteOffset, nbytes }) => ({
            name,
            data: data.slice(byteOffset, byteOffset + nbytes),
          }));
        });
        expect(found).toEqual(tensors.map(({ name, data }) => ({ name, data })));
      }),
    );
  });
});
