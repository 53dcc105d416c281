import { exactJoin } from '../../lib/dedup/exact-join.ts';
import { minhashJoin } from '../../lib/dedup/minhash-join.ts';
import { semanticJoin, semanticSimilarities } from '../../lib/dedup/semantic-join.ts';
import { minhashRecall } from './minhash-recall.ts';
import type { Joins } from './ports.ts';

/** Those that compare words. */
export const wordJoins: Pick<Joins, 'exact' | 'minhash'> = {
  exact: exactJoin,
  minhash: async (sets, options, steps) => {
    const pairs = await minhashJoin(sets, options, steps);
    return { pairs, recall: minhashRecall(pairs, options) };
  },
};

/** All of them. */
export const allJoins: Joins = {
  ...wordJoins,
  semantic: semanticJoin,
  semanticSimilarities,
};
