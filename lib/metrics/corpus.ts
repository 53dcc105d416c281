/** Texts as token numbers. */
export interface Corpus {
  /** One array for each text. */
  readonly texts: readonly Uint32Array[];
  /** Different tokens; numbers are below it. */
  readonly size: number;
}

/** @param tokenise of `tokens.ts` */
export function toCorpus(texts: readonly string[], tokenise: (text: string) => readonly string[]): Corpus {
  const numbers = new Map<string, number>();
  const numberOf = (token: string) => {
    const known = numbers.get(token);
    if (known !== undefined) return known;
    numbers.set(token, numbers.size);
    return numbers.size - 1;
  };
  return { texts: texts.map((text) => Uint32Array.from(tokenise(text), numberOf)), size: numbers.size };
}

/** All texts as one, in this order: for references whose n-grams run across the border of two texts. */
export function joined({ texts, size }: Corpus): Corpus {
  const all = new Uint32Array(texts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const text of texts) {
    all.set(text, at);
    at += text.length;
  }
  return { texts: [all], size };
}

/** The first `budget` tokens of each text: equal lengths, where a metric depends on length. */
export function cutTo({ texts, size }: Corpus, budget: number): Corpus {
  return { texts: texts.map((text) => text.subarray(0, budget)), size };
}

/**
 * N-grams of each text, numbered over all texts, by the order of first appearance: a Corpus whose tokens are n-grams.
 * A text shorter than n has none. @param n 1 or more
 */
export function ngramsOf(corpus: Corpus, n: number): Corpus {
  let grams = corpus;
  for (let order = 2; order <= n; order++) grams = longer(grams, corpus, order);
  return grams;
}

/** Each n-gram is an (n-1)-gram and one more token; the pair is a number below 2^53 for all texts that fit in memory. */
function longer(shorter: Corpus, tokens: Corpus, order: number): Corpus {
  const numbers = new Map<number, number>();
  const texts = shorter.texts.map((grams, index) => {
    const words = tokens.texts[index] ?? new Uint32Array(0);
    const out = new Uint32Array(Math.max(0, words.length - order + 1));
    for (let i = 0; i < out.length; i++) {
      const pair = (grams[i] ?? 0) * tokens.size + (words[i + order - 1] ?? 0);
      let number = numbers.get(pair);
      if (number === undefined) numbers.set(pair, (number = numbers.size));
      out[i] = number;
    }
    return out;
  });
  return { texts, size: numbers.size };
}

/** The texts of a subsample, or all of them. */
export function* chosen(corpus: Corpus, among: Iterable<number> | null): Generator<Uint32Array> {
  if (among === null) yield* corpus.texts;
  else
    for (const index of among) {
      const text = corpus.texts[index];
      if (text) yield text;
    }
}
