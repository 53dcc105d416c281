import { describe, expect, it } from 'vitest';
import type { ShardId } from '../model/ids.ts';
import { drawHub, drawMore } from './experiment-draw.ts';
import { fakeShards, valueOf } from './experiment-session.test-help.ts';

const scope = { kind: 'shard', shard: 'starter' as ShardId } as const;

describe('a draw of the hub', () => {
  it('says where it is from, in what way and under which licence', async () => {
    const { shards } = fakeShards(50);
    const { hub, draw } = valueOf(await drawHub(shards, { how: 'uniform', seed: 3, scope }, 4));
    expect(hub.map(({ id }) => id)).toEqual(['persona-3', 'persona-4', 'persona-5', 'persona-6']);
    expect(draw).toEqual({ how: 'uniform', seed: 3, recipe: 'Uniform, seed 3', licence: 'CC0-1.0', from: scope });
  });

  it('goes on where it ended, with as many as are wanted', async () => {
    const { shards } = fakeShards(50);
    const { hub, draw } = valueOf(await drawHub(shards, { how: 'uniform', seed: 3, scope }, 4));
    const whole = valueOf(await drawHub(shards, { how: 'uniform', seed: 3, scope }, 9));
    expect(valueOf(await drawMore(shards, hub, draw, 9))).toEqual(whole.hub);
    expect(await drawMore(shards, hub, draw, 51)).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
  });

  it('keeps those it has where the collection is another one by now', async () => {
    const { hub, draw } = valueOf(await drawHub(fakeShards(50).shards, { how: 'uniform', seed: 48, scope }, 4));
    const more = valueOf(await drawMore(fakeShards(49).shards, hub, draw, 8));
    expect(more.slice(0, 4)).toEqual(hub);
    expect(new Set(more.map(({ id }) => id)).size).toBe(8);
  });

  it('cannot go on from given personas', async () => {
    const { shards } = fakeShards(50);
    const draw = { how: 'given', seed: 0, recipe: '', licence: null, from: null } as const;
    expect((await drawMore(shards, [], draw, 4)).ok).toBe(false);
  });
});
