import { describe, expect, it, vi } from 'vitest';
import type { PersonaId, ShardId } from '../../lib/model/ids.ts';
import { personaId } from '../../lib/personas/normalise.ts';
import { PART_SIZE } from '../../lib/personas/part-builder.ts';
import { createMemoryStores } from '../../lib/store/memory.ts';
import { packedShard, plainRows, putShard, testCore, testWorld, value } from './core.test-help.ts';
import { decisionOf, ref } from './removals/removals.test-help.ts';

async function held(...shards: (readonly [id: string, count: number])[]) {
  const { shards: store } = createMemoryStores();
  const infos = [];
  for (const [id, count] of shards) infos.push(await putShard(store, await packedShard(id, plainRows(count, id))));
  return { store, infos, core: testCore(testWorld(store)) };
}

const ids = (...texts: string[]) => texts.map(personaId);

describe('byIds', () => {
  it('finds personas in any shard and any part, in the order asked for', async () => {
    const { core } = await held(['a', 3], ['b', PART_SIZE + 2]);
    const asked = ids(`b ${PART_SIZE + 1}`, 'nobody', 'a 2', 'b 0', 'a 2');
    const found = value(await core.byIds(asked, null));
    expect(found.map((row) => row && [row.ref.shard, row.ref.row, row.text])).toEqual([
      ['b', PART_SIZE + 1, `b ${PART_SIZE + 1}`],
      null,
      ['a', 2, 'a 2'],
      ['b', 0, 'b 0'],
      ['a', 2, 'a 2'],
    ]);
  });

  it('looks only into the shards that are named by their hash', async () => {
    const { core, infos, store } = await held(['a', 3], ['b', 3]);
    const parts = vi.spyOn(store, 'parts');
    const start = infos[1]?.hash.slice(0, 16) ?? '';
    const found = value(await core.byIds(ids('a 1', 'b 1'), [start]));
    expect(found.map((row) => row?.text)).toEqual([undefined, 'b 1']);
    expect(parts.mock.calls.every(([shard]) => shard === 'b')).toBe(true);
    expect(value(await core.byIds(ids('a 1'), ['']))).toEqual([null]);
  });

  it('reads the texts of a shard once', async () => {
    const { core, store } = await held(['a', PART_SIZE * 3]);
    value(await core.byIds(ids('a 1'), null));
    const parts = vi.spyOn(store, 'parts');
    value(await core.byIds(ids(`a ${PART_SIZE}`, 'nobody'), null));
    expect(parts).not.toHaveBeenCalled();
  });

  it('counts a removed near-duplicate as held', async () => {
    const { core } = await held(['a', 3]);
    value(await core.applyDecision(decisionOf('d', [[ref('a', 1), ref('a', 0)]])));
    expect(value(await core.byIds(ids('a 1'), null)).map((row) => row?.text)).toEqual(['a 1']);
  });

  it('takes nothing for a persona that is not its id', async () => {
    const { core } = await held(['a', 3]);
    const asked = ['', 'a 1', '../../etc', 'u'.repeat(16), '__proto__'] as PersonaId[];
    expect(value(await core.byIds(asked, null))).toEqual([null, null, null, null, null]);
    const near = `${personaId('a 1').slice(0, 8)}00000000` as PersonaId;
    expect(value(await core.byIds([near], null))).toEqual([null]);
  });

  it('finds what a damaged part leaves, and the rest when it is whole again', async () => {
    const { core, store } = await held(['a', PART_SIZE + 1]);
    const [first] = await store.parts('a' as ShardId, [0]);
    const info = await store.getShard('a' as ShardId);
    if (!first || !info) throw new Error('no part');
    const torn = { ...first, text: first.text.map(() => 0xff) };
    await store.replaceParts(info, [torn]);
    const texts = async () => value(await core.byIds(ids('a 0', `a ${PART_SIZE}`), null)).map((row) => row?.text);
    expect(await texts()).toEqual([undefined, `a ${PART_SIZE}`]);
    await store.replaceParts(info, [first]);
    expect(await texts()).toEqual(['a 0', `a ${PART_SIZE}`]);
  });
});
