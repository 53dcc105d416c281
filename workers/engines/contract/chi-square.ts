import type { FirstTexts } from './world.ts';

// The test's approximation holds where a bin expects at least five.
const LEAST = 5;
// One-sided normal quantile of 1e-4: seeds are fixed, so a sound engine either always passes or never, and engines
// quantise the same model differently. A biased generator is far beyond this.
const Z = 3.719;

/**
 * Pearson's chi-square of observed texts against the shares that they should have; rare texts share one bin.
 * @returns null when the texts fit, otherwise what was counted, in a sentence.
 */
export function farFrom(expected: FirstTexts, texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const bins: { readonly name: string; readonly wanted: number; readonly got: number }[] = [];
  let rest = texts.length;
  let gotRest = texts.length;
  for (const [name, share] of expected) {
    const wanted = share * texts.length;
    if (wanted < LEAST) continue;
    const got = counts.get(name) ?? 0;
    bins.push({ name, wanted, got });
    rest -= wanted;
    gotRest -= got;
  }
  if (rest >= LEAST) bins.push({ name: 'any other', wanted: rest, got: gotRest });
  const statistic = bins.reduce((sum, { wanted, got }) => sum + (got - wanted) ** 2 / wanted, 0);
  const degrees = bins.length - 1;
  if (degrees < 1) return `${texts.length} draws are too few for these likelihoods.`;
  // Wilson and Hilferty's approximation of the quantile.
  const spread = 2 / (9 * degrees);
  const limit = degrees * (1 - spread + Z * Math.sqrt(spread)) ** 3;
  if (statistic <= limit) return null;
  const seen = bins.map(({ name, wanted, got }) => `${JSON.stringify(name)} ${got} of ${wanted.toFixed(1)}`);
  return `chi-square ${statistic.toFixed(1)} above ${limit.toFixed(1)}: ${seen.join(', ')}`;
}
