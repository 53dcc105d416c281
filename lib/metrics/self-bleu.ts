import { type Corpus, ngramsOf } from './corpus.ts';

const ORDER = 4;
// What stands for no match at all, as in NLTK's smoothing method 1 (Chen and Cherry 2014).
const EPSILON = 0.1;

/** How often each text has each of its n-grams, for n = 1 to 4. */
export interface BleuCounts {
  readonly lengths: readonly number[];
  /** By order, then text: n-gram numbers and their counts, side by side. */
  readonly orders: readonly (readonly { readonly grams: Uint32Array; readonly counts: Uint32Array }[])[];
  /** Different n-grams of each order. */
  readonly sizes: readonly number[];
}

export function bleuCounts(corpus: Corpus): BleuCounts {
  const orders = Array.from({ length: ORDER }, (_, i) => ngramsOf(corpus, i + 1));
  return {
    lengths: corpus.texts.map(({ length }) => length),
    orders: orders.map(({ texts }) => texts.map(counted)),
    sizes: orders.map(({ size }) => size),
  };
}

function counted(text: Uint32Array) {
  const counts = new Map<number, number>();
  for (const gram of text) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return { grams: Uint32Array.from(counts.keys()), counts: Uint32Array.from(counts.values()) };
}

/**
 * Self-BLEU (Zhu et al. 2018): the mean over texts of BLEU-4 with all other texts as references, 0 to 1, higher is more
 * alike; NaN below two texts. As NLTK's `sentence_bleu` with smoothing method 1: clipped counts, the nearest reference
 * length (the shorter of two), a brevity penalty. It grows with the number of texts: compare at equal n.
 *
 * The greatest count among all other texts is the greatest of all, or the second where a text has the greatest itself;
 * so all texts together take as long as their n-grams are many, and not that times the number of texts.
 */
export function selfBleu({ lengths, orders, sizes }: BleuCounts, among: readonly number[] | null = null): number {
  const texts = among ?? lengths.map((_, index) => index);
  if (texts.length < 2) return NaN;
  const matched = orders.map((counts, order) => clipped(counts, sizes[order] ?? 0, texts));
  const sorted = texts.map((text) => lengths[text] ?? 0).sort((a, b) => a - b);
  let sum = 0;
  texts.forEach((text, place) => {
    const length = lengths[text] ?? 0;
    if ((matched[0]?.[place] ?? 0) === 0) return;
    let logs = 0;
    for (let n = 1; n <= ORDER; n++) {
      const hits = matched[n - 1]?.[place] ?? 0;
      logs += Math.log((hits === 0 ? EPSILON : hits) / Math.max(1, length - n + 1)) / ORDER;
    }
    const reference = nearestOther(sorted, length);
    sum += Math.exp(logs) * (length > reference ? 1 : Math.exp(1 - reference / length));
  });
  return sum / texts.length;
}

/** For each text: how many of its n-grams are matched by the one text that has the n-gram most often. */
function clipped(
  counts: readonly { readonly grams: Uint32Array; readonly counts: Uint32Array }[],
  size: number,
  texts: readonly number[],
): Float64Array {
  const most = new Uint32Array(size);
  const second = new Uint32Array(size);
  for (const text of texts) {
    const own = counts[text];
    own?.grams.forEach((gram, i) => {
      const count = own.counts[i] ?? 0;
      const top = most[gram] ?? 0;
      if (count > top) {
        second[gram] = top;
        most[gram] = count;
      } else if (count > (second[gram] ?? 0)) second[gram] = count;
    });
  }
  return Float64Array.from(texts, (text) => {
    const own = counts[text];
    let hits = 0;
    own?.grams.forEach((gram, i) => {
      const count = own.counts[i] ?? 0;
      const top = most[gram] ?? 0;
      // Two texts with the greatest count: then the second greatest is as great.
      hits += Math.min(count, count === top ? (second[gram] ?? 0) : top);
    });
    return hits;
  });
}

/** The nearest to `length` in a sorted list that holds it, one occurrence of it left out; the shorter of two. */
function nearestOther(sorted: readonly number[], length: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < length) low = middle + 1;
    else high = middle;
  }
  const before = sorted[low - 1];
  const after = sorted[low + 1];
  if (before === undefined) return after ?? length;
  if (after === undefined) return before;
  return length - before <= after - length ? before : after;
}
