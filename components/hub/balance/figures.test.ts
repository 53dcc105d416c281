import { describe, expect, it } from 'vitest';
import { compareWith } from '../../../lib/balance/compare.ts';
import { referencesOf } from '../../../lib/balance/references.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { LabelCounts } from '../../providers/hub.tsx';
import { browseRequest, percentText, scaleOf, sharesOfKnown, worldShares } from './figures.ts';

const counts: LabelCounts = {
  rows: 1000,
  labelled: 1000,
  labels: {
    region: [
      { value: null, count: 400 },
      { value: 'Asia', count: 540 },
      { value: 'Europe', count: 60 },
    ],
    country: [],
    age: [],
    occupation: [
      { value: '6', count: 30 },
      { value: '9', count: 10 },
    ],
    gender: [
      { value: 'male', count: 1 },
      { value: null, count: 7 },
      { value: 'female', count: 3 },
    ],
    language: [],
    textLanguage: [],
    script: [],
  },
};

describe('figures of the balance', () => {
  it('never show nothing for what is there', () => {
    expect([0, 0.0001, 0.034, 0.5, 1].map(percentText)).toEqual(['0%', '<0.1%', '3.4%', '50%', '100%']);
  });

  it('share out the known alone, the frequent first', () => {
    expect(sharesOfKnown(counts, 'gender')).toEqual({
      n: 4,
      bars: [
        { value: 'female', count: 3, share: 0.75 },
        { value: 'male', count: 1, share: 0.25 },
      ],
    });
    expect(sharesOfKnown(counts, 'country')).toEqual({ n: 0, bars: [] });
  });

  it('have quotas of the world for each single value', () => {
    expect(worldShares('country', counts)).toBeNull();
    const occupation = worldShares('occupation', counts) ?? {};
    expect((occupation['6'] ?? 0) / (occupation['9'] ?? 1)).toBeCloseTo(3);
  });

  it('end the bars behind the largest', () => {
    const [reference] = referencesOf('region');
    if (!reference) throw new Error('no reference');
    expect(scaleOf(compareWith(counts.labels.region, 1000, reference))).toBe(0.9);
  });
});

describe('browseRequest', () => {
  const filter = { by: 'label', name: 'age', values: ['75+'] } as const;
  const shard = 'a' as ShardId;

  it('leads to the rows of a shard or a set', () => {
    expect(browseRequest({ kind: 'shard', shard }, null, filter)).toEqual({
      shards: [shard],
      set: null,
      filters: [filter],
    });
    expect(browseRequest({ kind: 'set', set: 's' }, null, filter)).toEqual({
      shards: null,
      set: 's',
      filters: [filter],
    });
  });

  it('asks a search again, with this value of the label alone', () => {
    const other = { by: 'column', name: 'age', values: ['80'] } as const;
    const query = { text: 'baker', shards: null, set: null, filters: [{ ...filter, values: [null] }, other] };
    expect(browseRequest({ kind: 'result', result: 3 }, query, filter)).toEqual({ ...query, filters: [other, filter] });
    expect(browseRequest({ kind: 'result', result: 3 }, null, filter)).toBeNull();
    expect(browseRequest({ kind: 'rows', rows: [] }, null, filter)).toBeNull();
  });
});
