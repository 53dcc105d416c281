import type { Random } from '../sampling/random.ts';
import { type Clusters, half, textsOf } from './clusters.ts';

/** A figure of a set of texts, by their numbers; NaN where the set is too small for it. */
export type Figure = (texts: readonly number[]) => number;

export interface Compared {
  readonly a: number;
  readonly b: number;
  /** a - b. */
  readonly difference: number;
  /** Two-sided, by permutation; NaN where the figure is not defined. */
  readonly p: number;
}

/**
 * Two arms under one figure. The null hypothesis is that the arms do not differ, so that which of two texts with the same
 * seed came from which arm is a toss: pairs are swapped at random, and p is the share of tosses whose difference is at
 * least as great (Fisher; with the one that was seen among them, so that p is valid at any number of rounds).
 * Swapping keeps n and the pairing, so figures that depend on n are compared fairly, and an A/A comparison comes out
 * as "different" in at most 5 of 100 at the level of 5%, whatever the figure.
 *
 * @param a one cluster for each pair @param b as many, in the same order
 * @param rounds p can be no smaller than one part in rounds + 1
 */
export function compareArms(figure: Figure, a: Clusters, b: Clusters, rounds: number, random: Random): Compared {
  if (a.length !== b.length) throw new RangeError(`${a.length} clusters cannot be paired with ${b.length}.`);
  const [ofA, ofB] = [figure(textsOf(a)), figure(textsOf(b))];
  const difference = ofA - ofB;
  if (Number.isNaN(difference)) return { a: ofA, b: ofB, difference, p: NaN };
  // Rounding must not tell equal differences apart: the same sets may be summed in another order.
  const least = Math.abs(difference) - 1e-9 * Math.max(Math.abs(ofA), Math.abs(ofB));
  let asGreat = 1;
  for (let round = 0; round < rounds; round++) {
    const one: number[] = [];
    const other: number[] = [];
    a.forEach((cluster, i) => {
      const swapped = random.below(2) === 1;
      one.push(...((swapped ? b[i] : cluster) ?? []));
      other.push(...((swapped ? cluster : b[i]) ?? []));
    });
    // A swap whose figure is not defined counts against a finding.
    if (!(Math.abs(figure(one) - figure(other)) < least)) asGreat++;
  }
  return { a: ofA, b: ofB, difference, p: asGreat / (rounds + 1) };
}

/**
 * A 95% interval around a difference of arms (or around one figure: leave b out) by half-samples: the figure of a random
 * half of the clusters spreads around its mean as that of all spreads around the truth, because a half without
 * repetition has twice the variance and half of it is shared with the whole (Politis and Romano 1994; delete-half
 * jackknife of Shao and Wu 1989). The spread is widened by Student's quantile, as few clusters tell it badly.
 *
 * @returns low and high around the figure of all; NaN below four clusters
 */
export function halfSampleInterval(
  figure: Figure,
  a: Clusters,
  b: Clusters | null,
  rounds: number,
  random: Random,
): { readonly value: number; readonly low: number; readonly high: number } {
  const of = (clusters: Clusters) => figure(textsOf(clusters));
  const value = of(a) - (b ? of(b) : 0);
  if (a.length < 4) return { value, low: NaN, high: NaN };
  const seen: number[] = [];
  const numbers = a.map((_, i) => [i]);
  for (let round = 0; round < rounds; round++) {
    // The same half of both arms: what a seed or a persona brings to both is no difference.
    const taken = half(numbers, random).flat();
    const pick = (clusters: Clusters) => taken.map((i) => clusters[i] ?? []);
    seen.push(of(pick(a)) - (b ? of(pick(b)) : 0));
  }
  const mean = seen.reduce((sum, x) => sum + x, 0) / rounds;
  const variance = seen.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (rounds - 1);
  // Half-samples of an odd number are a little smaller than a half.
  const m = a.length >> 1;
  const reach = student(a.length - 1) * Math.sqrt((variance * m) / (a.length - m));
  return { value, low: value - reach, high: value + reach };
}

/**
 * Student's 97.5% quantile: Cornish and Fisher's expansion around the normal one (Abramowitz and Stegun 26.7.5), within
 * 0.01 from four degrees of freedom on; below that wider than needed is not asked for.
 */
function student(degrees: number): number {
  const z = 1.959963984540054;
  const n = degrees;
  return (
    z +
    (z ** 3 + z) / (4 * n) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * n ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * n ** 3) +
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92160 * n ** 4)
  );
}
