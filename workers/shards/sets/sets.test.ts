import { describe, expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { PersonaSet } from '../../../lib/model/shard.ts';
import { codeOf, packedShard, plainRows, putShard, testCore, testWorld, value } from '../core.test-help.ts';
import { createSets } from './sets.ts';

const A = 'a' as ShardId;
const B = 'b' as ShardId;
const set = (id: string, name: string, ...members: [ShardId, number][]): PersonaSet => ({
  version: 1,
  id,
  name,
  createdAt: 1,
  how: '',
  members: members.map(([shard, row]) => ({ shard, row })),
});

describe('sets', () => {
  it('hold each row once, in the order chosen, under a name', async () => {
    const world = testWorld();
    const core = testCore(world);
    value(await core.putSet(set('1', ' mine ', [A, 3], [B, 3], [A, 3], [A, 1])));
    value(await core.putSet(set('2', 'empty')));
    expect(value(await core.sets())).toEqual([set('2', 'empty'), set('1', 'mine', [A, 3], [B, 3], [A, 1])]);
    expect(world.changes).toEqual([null, null]);
    expect(codeOf(await core.putSet(set('3', '  ')))).toBe('bad-input');
    const members = Array.from({ length: 200_001 }, (_, row) => ({ shard: A, row }));
    expect(codeOf(await core.putSet({ ...set('3', 'x'), members }))).toBe('bad-input');
    value(await core.deleteSet('1'));
    expect(value(await core.sets()).map(({ id }) => id)).toEqual(['2']);
  });

  it('follow rows that move', async () => {
    const world = testWorld();
    const sets = createSets(world);
    await sets.putSet(set('1', 'a', [A, 3], [B, 3], [A, 1]));
    await sets.putSet(set('2', 'b', [B, 0]));
    await sets.moveRows(A, (row) => (row === 1 ? null : row - 2));
    expect(await sets.sets()).toEqual([set('1', 'a', [A, 1], [B, 3]), set('2', 'b', [B, 0])]);
  });
});

describe('a persona', () => {
  it('shows its attributes, labels with their origins, and the sets that hold it', async () => {
    const world = testWorld();
    const age = { name: 'age', kind: 'integer', role: 'age' } as const;
    const rows = plainRows(3).map((row, i) => ({ ...row, attributes: [i === 1 ? 30 : null] }));
    const info = await putShard(world.store, await packedShard('a', rows, [age]));
    const core = testCore(world);
    value(await core.putSet(set('1', 'x', [A, 1])));
    value(await core.putSet(set('2', 'y', [A, 2])));
    await world.store.putLabels([
      {
        version: 1,
        shard: A,
        index: 0,
        count: 3,
        attributor: 1,
        columns: [
          { name: 'age', values: ['25-34'], codes: Uint16Array.of(0, 1, 0), origins: Uint8Array.of(0, 1, 0) },
          { name: 'gender', values: ['female'], codes: Uint16Array.of(0, 0, 1), origins: Uint8Array.of(0, 0, 2) },
        ],
      },
    ]);
    const detail = value(await core.detail({ shard: A, row: 1 }));
    expect(detail).toMatchObject({
      ref: { shard: A, row: 1 },
      text: 'Persona 1',
      labels: { age: '25-34' },
      marks: [],
      shard: info,
      attributes: [{ column: age, value: '30' }],
      origins: { age: 'column', gender: 'unknown' },
      sets: ['1'],
    });
    expect(value(await core.rows([{ shard: A, row: 2 }]))[0]?.labels).toEqual({ gender: 'female' });
    expect(codeOf(await core.detail({ shard: A, row: 3 }))).toBe('bad-input');
    expect(codeOf(await core.rows([{ shard: B, row: 0 }]))).toBe('bad-input');
  });
});
