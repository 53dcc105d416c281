import { describe, expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import { isMember, nameProblem, newSet, withMembers, withoutMember } from './members.ts';

const ref = (shard: string, row: number) => ({ shard: shard as ShardId, row });

describe('members of a set', () => {
  const set = newSet('1', ' Bakers ', 'search: baker', [ref('a', 1), ref('a', 1), ref('b', 1)], 5);

  it('are there once, in the order in which they came', () => {
    expect(set).toMatchObject({
      name: 'Bakers',
      how: 'search: baker',
      createdAt: 5,
      members: [ref('a', 1), ref('b', 1)],
    });
    expect(withMembers(set, [ref('b', 1), ref('a', 0)]).members).toEqual([ref('a', 1), ref('b', 1), ref('a', 0)]);
    expect(withMembers(set, [ref('b', 1)])).toBe(set);
  });

  it('go one by one', () => {
    const next = withoutMember(set, ref('a', 1));
    expect(next.members).toEqual([ref('b', 1)]);
    expect(isMember(next, ref('a', 1))).toBe(false);
    expect(isMember(next, ref('b', 1))).toBe(true);
  });

  it('names are not empty and not taken', () => {
    expect(nameProblem('  ', [set], null)).toMatch('needs a name');
    expect(nameProblem('bakers', [set], null)).toMatch('Another set');
    expect(nameProblem('bakers', [set], '1')).toBeNull();
    expect(nameProblem('Cooks', [set], null)).toBeNull();
  });
});
