import { spaceTokens } from '../metrics/tokens.ts';
import type { Lengths } from '../model/experiment-result.ts';

/** Below it, cutting would leave openings, which answers to one request have in common. */
const LEAST = 20;

/** A sorted list's value at a share of its length, between two neighbours where it falls between them. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? NaN;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? NaN) - below);
}

/** @param texts null without any */
export function lengthsOf(texts: readonly string[]): Lengths | null {
  if (texts.length === 0) return null;
  const sorted = texts.map((text) => spaceTokens(text).length).sort((a, b) => a - b);
  return {
    min: quantile(sorted, 0),
    q1: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    q3: quantile(sorted, 0.75),
    max: quantile(sorted, 1),
    mean: sorted.reduce((sum, length) => sum + length, 0) / sorted.length,
  };
}

/**
 * Words that every text is cut to: the least lower quartile of any group, so that in each at least three of four
 * texts are equally long; longer texts repeat more words, and an arm must not win by writing less. Never below 20.
 */
export function budgetOf(lengths: readonly (Lengths | null)[]): number {
  const quartiles = lengths.flatMap((group) => (group === null ? [] : [Math.floor(group.q1)]));
  return quartiles.length === 0 ? LEAST : Math.max(LEAST, Math.min(...quartiles));
}

/** The first `budget` words of a text, set apart by single spaces. */
export function cutText(text: string, budget: number): string {
  return spaceTokens(text).slice(0, budget).join(' ');
}
