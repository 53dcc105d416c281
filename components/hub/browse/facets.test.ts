import { describe, expect, it } from 'vitest';
import type { LabelCounts } from '../../providers/hub.tsx';
import { facetOf, learnValues, sortedValues } from './facets.ts';

const none = {
  region: [],
  country: [],
  age: [],
  occupation: [],
  gender: [],
  language: [],
  textLanguage: [],
  script: [],
};
const all: LabelCounts = {
  rows: 10,
  labelled: 10,
  labels: {
    ...none,
    gender: [
      { value: 'female', count: 2 },
      { value: null, count: 1 },
      { value: 'male', count: 5 },
      { value: 'nonbinary', count: 2 },
    ],
  },
};

describe('facets', () => {
  it('put unknown first and then the frequent', () => {
    expect(sortedValues(all, 'gender').map(({ value }) => value)).toEqual([null, 'male', 'female', 'nonbinary']);
  });

  it('keep the other values when one is chosen, without a count that would be wrong', () => {
    const known = learnValues({}, all, () => false);
    const narrowed: LabelCounts = { ...all, rows: 2, labels: { ...none, gender: [{ value: 'female', count: 2 }] } };
    expect(facetOf('gender', narrowed, ['female'], known.gender ?? [])).toEqual([
      { value: null, count: null, chosen: false },
      { value: 'male', count: null, chosen: false },
      { value: 'female', count: 2, chosen: true },
      { value: 'nonbinary', count: null, chosen: false },
    ]);
    // Chosen values are not learnt from a list that they narrow.
    expect(learnValues(known, narrowed, (label) => label === 'gender').gender).toEqual(known.gender);
  });

  it('shows a chosen value that nobody has', () => {
    expect(facetOf('age', all, ['75+'], [])).toEqual([{ value: '75+', count: 0, chosen: true }]);
  });
});
