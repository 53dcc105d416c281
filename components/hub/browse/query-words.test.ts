import { expect, it } from 'vitest';
import type { HubQuery } from '../../providers/hub.tsx';
import { nameOfQuery } from './query-words.ts';

const everything: HubQuery = { text: '', shards: null, filters: [], set: null, order: 'rank' };

it('a query is called by what it asks and where', () => {
  expect(nameOfQuery(everything, [])).toBe('All personas');
  expect(nameOfQuery(everything, ['Starter', 'the set Bakers'])).toBe('Starter and the set Bakers');
  const narrow: HubQuery = {
    ...everything,
    text: ' baker ',
    filters: [
      { by: 'label', name: 'country', values: ['PT', null] },
      { by: 'column', name: 'sex', values: [null] },
    ],
  };
  expect(nameOfQuery(narrow, ['Starter'])).toBe(
    'Search: “baker”, country Portugal or unknown, sex not given in Starter',
  );
});
