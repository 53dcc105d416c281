import type { Corpus } from './corpus.ts';
import { Rouge1 } from './rouge.ts';

/** Above it two texts say the same, where no classifier is at hand (NoveltyBench, Zhang et al. 2025). */
export const SAME_ROUGE1 = 0.458;
/** How likely somebody who read one text wants another (NoveltyBench). */
export const PATIENCE = 0.8;

/**
 * Equivalence classes as NoveltyBench makes them: the first text without a class opens one, and every later text
 * without a class that is like it joins. The order of texts matters. @returns for each text its class, from 0
 */
export function partition(corpus: Corpus, among: readonly number[] | null = null): Int32Array {
  const texts = (among ?? corpus.texts.map((_, index) => index)).map(
    (index) => corpus.texts[index] ?? new Uint32Array(0),
  );
  const classes = new Int32Array(texts.length).fill(-1);
  const rouge = new Rouge1(corpus.size);
  let count = 0;
  texts.forEach((text, i) => {
    if (classes[i] !== -1) return;
    classes[i] = count;
    rouge.set(text);
    for (let j = i + 1; j < texts.length; j++)
      if (classes[j] === -1 && rouge.with(texts[j] ?? new Uint32Array(0)) > SAME_ROUGE1) classes[j] = count;
    count++;
  });
  return classes;
}

/** distinct_k: how many classes. (NoveltyBench's own script writes the greatest class number, one less.) */
export function distinctClasses(classes: Int32Array): number {
  return new Set(classes).size;
}

/**
 * utility_k (NoveltyBench): the mean use of k texts to a reader who goes on with probability 0.8 and gains nothing from
 * a class that came before. @param uses of each text, in the order that it is read in
 */
export function utility(classes: Int32Array, uses: readonly number[]): number {
  const seen = new Set<number>();
  let sum = 0;
  let weights = 0;
  classes.forEach((own, i) => {
    const weight = PATIENCE ** i;
    weights += weight;
    if (!seen.has(own)) sum += weight * (uses[i] ?? 0);
    seen.add(own);
  });
  return sum / weights;
}
