import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { HubFilter, HubQuery } from '../../providers/hub.tsx';
import { chipsOf, isNarrowed, queryKey, toggleShard, toggleValue, valuesOf } from './filters.ts';

const everything: HubQuery = { text: '', shards: null, filters: [], set: null, order: 'rank' };
const [a, b, c] = ['a', 'b', 'c'] as unknown as readonly [ShardId, ShardId, ShardId];

describe('toggleValue', () => {
  it('adds values to their own filter and drops a filter with its last one', () => {
    let filters: readonly HubFilter[] = toggleValue([], 'label', 'age', '25-34');
    filters = toggleValue(filters, 'column', 'age', '31');
    filters = toggleValue(filters, 'label', 'age', null);
    expect(filters).toEqual([
      { by: 'label', name: 'age', values: ['25-34', null] },
      { by: 'column', name: 'age', values: ['31'] },
    ]);
    expect(valuesOf(filters, 'label', 'age')).toEqual(['25-34', null]);
    filters = toggleValue(toggleValue(filters, 'label', 'age', '25-34'), 'label', 'age', null);
    expect(filters).toEqual([{ by: 'column', name: 'age', values: ['31'] }]);
  });

  it('twice is nothing, whatever was chosen', () => {
    const value = fc.option(fc.constantFrom('x', 'y', 'z'), { nil: null });
    const step = fc.tuple(fc.constantFrom('label' as const, 'column' as const), fc.constantFrom('p', 'q'), value);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), step, (steps, [by, name, last]) => {
        const filters = steps.reduce<readonly HubFilter[]>((all, each) => toggleValue(all, ...each), []);
        const back = toggleValue(toggleValue(filters, by, name, last), by, name, last);
        for (const one of ['label', 'column'] as const)
          for (const other of ['p', 'q'])
            expect(new Set(valuesOf(back, one, other))).toEqual(new Set(valuesOf(filters, one, other)));
        expect(back.every(({ values }) => values.length > 0)).toBe(true);
      }),
    );
  });
});

describe('toggleShard', () => {
  it('goes from all to one, to more, and back to all with the last one', () => {
    expect(toggleShard(null, b, [a, b, c])).toEqual([b]);
    expect(toggleShard([b], a, [a, b, c])).toEqual([a, b]);
    expect(toggleShard([a, b], c, [a, b, c])).toEqual([a, b, c]);
    expect(toggleShard([b], b, [a, b, c])).toBeNull();
  });

  it('forgets shards that are gone', () => {
    expect(toggleShard([a, c], b, [a, b])).toEqual([a, b]);
    expect(toggleShard([c], c, [a, b])).toBeNull();
  });
});

describe('chips', () => {
  const query: HubQuery = {
    ...everything,
    text: 'baker',
    shards: [a],
    set: 's',
    filters: [{ by: 'label', name: 'age', values: ['25-34', null] }],
  };

  it('take off one thing each', () => {
    const chips = chipsOf(query, [a, b]);
    expect(chips.map(({ kind, value }) => [kind, value])).toEqual([
      ['shard', 'a'],
      ['set', 's'],
      ['label', '25-34'],
      ['label', null],
    ]);
    expect(new Set(chips.map(({ key }) => key)).size).toBe(4);
    expect(chips[0]?.without.shards).toBeNull();
    expect(chips[1]?.without.set).toBeNull();
    expect(chips[3]?.without.filters).toEqual([{ by: 'label', name: 'age', values: ['25-34'] }]);
  });

  it('are none for everything', () => {
    expect(chipsOf(everything, [a, b])).toEqual([]);
    expect(isNarrowed(everything)).toBe(false);
    expect(isNarrowed(query)).toBe(true);
    expect(queryKey({ ...everything, text: ' ' })).toBe(queryKey(everything));
  });
});
