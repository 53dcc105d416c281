import { chosen, type Corpus } from './corpus.ts';

/**
 * distinct-n (Li et al. 2016): different n-grams over all n-grams, 0 to 1; NaN where there are none. Longer texts give
 * less, so compare at an equal token budget (`cutTo`).
 * @param grams of `ngramsOf(corpus, n)` @param among texts of a subsample; null takes all
 */
export function distinct(grams: Corpus, among: Iterable<number> | null = null): number {
  const seen = new Uint8Array(grams.size);
  let all = 0;
  let different = 0;
  for (const text of chosen(grams, among)) {
    all += text.length;
    for (const gram of text) {
      if (seen[gram] === 1) continue;
      seen[gram] = 1;
      different++;
    }
  }
  return different / all;
}

/**
 * N-gram diversity (Shaib et al. 2024): the sum of distinct-n over n = 1 to 4, 0 to 4; NaN where no text has four
 * tokens. PyPI `diversity` joins all texts first, so that n-grams run from the end of one into the start of the next
 * and the order of texts matters; here they do not. `joined` gives the package's figure.
 * @param orders n-grams of order 1, 2, 3 and 4
 */
export function ngramDiversity(orders: readonly Corpus[], among: readonly number[] | null = null): number {
  return orders.reduce((sum, grams) => sum + distinct(grams, among), 0);
}
