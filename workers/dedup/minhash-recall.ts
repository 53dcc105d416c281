import { chooseBands, foundProbability } from '../../lib/dedup/lsh-bands.ts';
import type { SimilarPairs } from '../../lib/model/dedup.ts';
import type { MinHashChoice, Recall } from './ports.ts';

/** 95% of a normal distribution lie within so many standard errors. */
const Z = 1.96;

/**
 * The share of pairs that banding found, by what it found (Horvitz and Thompson): a pair that is found with probability p
 * stands for 1 / p pairs. Null where nothing was found, which tells nothing.
 */
export function minhashRecall({ similarity }: SimilarPairs, { threshold, permutations }: MinHashChoice): Recall {
  const n = similarity.length;
  if (n === 0) return null;
  const bands = chooseBands(threshold, permutations);
  let total = 0;
  let variance = 0;
  for (const alike of similarity) {
    const p = foundProbability(bands, alike);
    total += 1 / p;
    variance += (1 - p) / (p * p);
  }
  const spread = Z * Math.sqrt(variance);
  return { value: n / total, low: n / (total + spread), high: Math.min(1, n / Math.max(n, total - spread)), n };
}
