import type { Corpus } from './corpus.ts';

/**
 * Self-repetition (Salkar et al. 2022): the mean over texts of ln(1 + how often the text's n-grams, each counted once,
 * occur in other texts), 0 or more. An n-gram counts once for each text that has it, as in PyPI `diversity`.
 * @param grams n-grams, of order 4 in the paper @param among texts of a subsample; null takes all
 */
export function selfRepetition(grams: Corpus, among: readonly number[] | null = null): number {
  const texts = (among === null ? grams.texts : among.map((index) => grams.texts[index] ?? new Uint32Array(0))).map(
    (text) => new Set(text),
  );
  const counts = new Uint32Array(grams.size);
  for (const text of texts) for (const gram of text) counts[gram] = (counts[gram] ?? 0) + 1;
  let sum = 0;
  for (const text of texts) {
    let elsewhere = 0;
    for (const gram of text) elsewhere += (counts[gram] ?? 0) - 1;
    sum += Math.log1p(elsewhere);
  }
  return sum / texts.length;
}
