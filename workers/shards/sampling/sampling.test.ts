import { describe, expect, it } from 'vitest';
import type { PersonaId, ShardId } from '../../../lib/model/ids.ts';
import type { RowRef } from '../../../lib/model/persona.ts';
import type { LabelPart, ShardInfo } from '../../../lib/model/shard.ts';
import { PART_SIZE } from '../../../lib/personas/pack.ts';
import type { PersonaRow, SampleSpec } from '../../../lib/protocol/shards.ts';
import { Mask } from '../removals/mask.ts';
import { createSampling } from './sampling.ts';
import { numberWords } from './words.ts';

const SHARD = 's' as ShardId;
const ROWS = PART_SIZE + 900;
const trades = ['baker', 'nurse', 'potter', 'welder', 'judge'];
const textOf = (row: number) => `A ${trades[row % 5] ?? ''} from village ${Math.floor(row / 5)} who sings`;
const idOf = (row: number) => `id${row}` as PersonaId;

/** Every fifth row's label is unknown, the others are a, b, c in turn; the second part numbers them otherwise. */
function labelPart(index: number): LabelPart {
  const count = index === 0 ? PART_SIZE : ROWS - PART_SIZE;
  const values = index === 0 ? ['a', 'b', 'c'] : ['c', 'a', 'b'];
  const codes = Uint16Array.from({ length: count }, (_, i) => {
    const row = index * PART_SIZE + i;
    return row % 5 === 0 ? 0 : 1 + values.indexOf(['a', 'b', 'c'][row % 3] ?? '');
  });
  const columns = [{ name: 'region' as const, values, codes, origins: new Uint8Array(count) }];
  return { version: 1, shard: SHARD, index, count, attributor: 1, columns };
}

const info = { id: SHARD, name: 'Village', hash: 'abcdef0123456789' } as ShardInfo;
const sampling = createSampling({
  shelves: { info: () => Promise.resolve(info), text: ({ row }) => Promise.resolve(textOf(row)) },
  labels: { part: (_, index) => Promise.resolve(labelPart(index)) },
  removals: { mask: () => Promise.resolve(new Mask([], [])) },
  resolve: () =>
    Promise.resolve({ length: ROWS, at: (row: number): RowRef => ({ shard: SHARD, row }), shards: [info] }),
  rows: (refs) =>
    Promise.resolve(
      refs.map((ref): PersonaRow => ({ ref, id: idOf(ref.row), text: textOf(ref.row), labels: {}, marks: [] })),
    ),
  breathe: () => Promise.resolve(),
});
const draw = (spec: Partial<SampleSpec>) =>
  sampling.drawSample({
    scope: { kind: 'shard', shard: SHARD },
    count: 12,
    seed: 4,
    how: { kind: 'uniform' },
    exclude: [],
    ...spec,
  });
const rowsOf = async (spec: Partial<SampleSpec>) => (await draw(spec)).rows.map(({ ref }) => ref.row);

describe('drawSample', () => {
  it('is the same for the same seed, and says how to repeat it', async () => {
    const sample = await draw({});
    expect(sample.rows.map(({ ref }) => ref.row)).toEqual(await rowsOf({}));
    expect(await rowsOf({ seed: 5 })).not.toEqual(await rowsOf({}));
    expect(sample.recipe).toBe('Uniform, seed 4, from Village (abcdef012345)');
  });

  for (const how of [
    { kind: 'uniform' },
    { kind: 'spread' },
    { kind: 'quotas', label: 'region', shares: { a: 1, b: 1 } },
  ] as const)
    it(`puts others in the place of those excluded: ${how.kind}`, async () => {
      const whole = await rowsOf({ how });
      const exclude = [idOf(whole[1] ?? 0), idOf(whole[7] ?? 0)];
      const rest = await rowsOf({ how, exclude });
      expect(rest).toHaveLength(12);
      expect(new Set(rest).size).toBe(12);
      expect(rest.map(idOf).filter((id) => exclude.includes(id))).toEqual([]);
    });

  it('holds quotas over parts that number their values differently', async () => {
    const how = { kind: 'quotas', label: 'region', shares: { a: 3, c: 1, z: 1 } } as const;
    const { rows, short, recipe } = await draw({ how, count: 50 });
    const values = rows.map(({ ref }) => ['a', 'b', 'c'][ref.row % 3]);
    expect(values.filter((value) => value === 'a')).toHaveLength(30);
    expect(values.filter((value) => value === 'c')).toHaveLength(10);
    expect(short).toEqual([{ value: 'z', wanted: 10, got: 0 }]);
    expect(rows.every(({ ref }) => ref.row % 5 !== 0)).toBe(true);
    expect(recipe).toContain('To quotas of region (a 3, c 1, z 1), seed 4');
  });

  it('spreads over trades where a uniform draw repeats them', async () => {
    const rows = await rowsOf({ how: { kind: 'spread' }, count: 5 });
    expect(new Set(rows.map((row) => row % 5)).size).toBe(5);
  });

  it('refuses counts that it cannot hold to', async () => {
    for (const count of [0, -1, 1.5, NaN, 1e9]) await expect(draw({ count })).rejects.toThrow(/sample/);
    await expect(draw({ count: 5000, how: { kind: 'spread' } })).rejects.toThrow(/spread-out/i);
  });
});

describe('numberWords', () => {
  it('takes characters as words where there are no spaces, and folds', () => {
    const words = numberWords();
    expect(words('Café in 東京 CAFE')).toEqual(Uint32Array.of(0, 1, 2, 3));
    expect(words('京都の Cafe')).toEqual(Uint32Array.of(3, 4, 5, 0));
    expect(words('🙂 …')).toEqual(new Uint32Array());
  });
});
