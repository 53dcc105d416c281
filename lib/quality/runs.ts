/**
 * Which words of `words` stand in runs of `length` or more that `source` has in the same order, without a gap. True for
 * each such word.
 */
export function copied(words: readonly string[], sources: readonly (readonly string[])[], length: number): boolean[] {
  const runs = new Set<string>();
  for (const source of sources) {
    for (let i = 0; i + length <= source.length; i += 1) runs.add(runAt(source, i, length));
  }
  const found = words.map(() => false);
  for (let i = 0; i + length <= words.length; i += 1) {
    if (runs.has(runAt(words, i, length))) found.fill(true, i, i + length);
  }
  return found;
}

/** Tokens hold no spaces, so that a joined run names its words. */
const runAt = (words: readonly string[], from: number, length: number): string =>
  words.slice(from, from + length).join(' ');
