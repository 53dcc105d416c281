import type { TokenSets } from './token-sets.ts';

/**
 * How specific each text is: the sum of the inverse document frequencies ln(N / n) of its different tokens, where n of
 * the N texts have the token. A rare word counts much, a word of every text nothing.
 */
export function specificity({ count, offsets, tokens, vocabulary }: TokenSets): Float32Array<ArrayBuffer> {
  const weights = Float64Array.from(vocabulary.frequencies, (n) => Math.log(count / n));
  const sums = new Float32Array(count);
  for (let i = 0; i < count; i += 1) {
    let sum = 0;
    for (let at = offsets[i] ?? 0; at < (offsets[i + 1] ?? 0); at += 1) sum += weights[tokens[at] ?? 0] ?? 0;
    sums[i] = sum;
  }
  return sums;
}
