import { describe, expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import { isSameScope } from './scopes.ts';

const shard = (id: string) => ({ kind: 'shard', shard: id as ShardId }) as const;
const set = (id: string) => ({ kind: 'set', set: id }) as const;

describe('scopes', () => {
  it('are the same by kind and name', () => {
    expect(isSameScope(shard('a'), shard('a'))).toBe(true);
    expect(isSameScope(shard('a'), shard('b'))).toBe(false);
    expect(isSameScope(set('a'), set('a'))).toBe(true);
    expect(isSameScope(set('a'), shard('a'))).toBe(false);
  });
});
