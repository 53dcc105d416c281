import { readFileSync } from 'node:fs';

/** The first texts of a JSONL file of `persona`. */
export function readTexts(file: string, limit: number): readonly string[] {
  const lines = readFileSync(file, 'utf8').split('\n', limit + 1);
  return lines
    .filter((line) => line !== '')
    .slice(0, limit)
    .map((line) => (JSON.parse(line) as { persona: string }).persona);
}

/** Folded Unicode words, by other means than ours; runs of a script without spaces are cut by the segmenter. */
export function naiveWords(text: string): ReadonlySet<string> {
  const words = new Intl.Segmenter('en', { granularity: 'word' }).segment(text.normalize('NFKC').toLowerCase());
  return new Set(Array.from(words).flatMap(({ isWordLike, segment }) => (isWordLike === true ? [segment] : [])));
}

/** Whether two sets have at least `threshold` of their union in common, by counting. */
function isAlike(a: ReadonlySet<string>, b: ReadonlySet<string>, threshold: number): boolean {
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  const all = a.size + b.size - both;
  // Within rounding: 9 of 10 words are 0.9.
  return all > 0 && both >= threshold * all - 1e-9;
}

/** Every pair i < j at or above the threshold, by looking at all of them. @returns `i * n + j` of each */
export function naivePairs(sets: readonly ReadonlySet<string>[], threshold: number): ReadonlySet<number> {
  const pairs = new Set<number>();
  const n = sets.length;
  for (const [i, a] of sets.entries())
    for (let j = i + 1; j < n; j += 1) {
      const b = sets[j];
      if (!b || Math.min(a.size, b.size) < threshold * Math.max(a.size, b.size) - 1e-9) continue;
      if (isAlike(a, b, threshold)) pairs.add(i * n + j);
    }
  return pairs;
}

/** Those that go when a text goes for having an earlier one alike. */
export function goneOf(pairs: ReadonlySet<number>, n: number): ReadonlySet<number> {
  return new Set(Array.from(pairs, (pair) => pair % n));
}

export function recallAndPrecision(
  found: ReadonlySet<number>,
  truth: ReadonlySet<number>,
): { readonly recall: number; readonly precision: number } {
  let both = 0;
  for (const one of found) if (truth.has(one)) both += 1;
  return { recall: truth.size === 0 ? 1 : both / truth.size, precision: found.size === 0 ? 1 : both / found.size };
}
