import type { Corpus } from './corpus.ts';
import { LcsRow } from './lcs.ts';
import { PairMatrix } from './pairs.ts';

/** The harmonic mean of precision and recall, which is twice the overlap over both lengths; 0 where nothing overlaps. */
const fMeasure = (overlap: number, a: number, b: number) => (overlap === 0 ? 0 : (2 * overlap) / (a + b));

/**
 * ROUGE-L F (Lin 2004) of every pair of texts: twice the longest common subsequence over both lengths, 0 to 1. Its mean
 * is the homogenisation score (Padmakumar and He 2023). PyPI `diversity` 0.3.1 says 1 where no pair overlaps at all,
 * because it takes 0 for "all the same"; here it is 0.
 * @param corpus of `rougeTokens` @param breathe called after each text, to let messages in
 */
export async function rougeL(
  corpus: Corpus,
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<PairMatrix> {
  const { texts } = corpus;
  const pairs = new PairMatrix(texts.length);
  const row = new LcsRow(corpus.size);
  for (const [a, text] of texts.entries()) {
    row.set(text);
    for (let b = a + 1; b < texts.length; b++) {
      const other = texts[b] ?? new Uint32Array(0);
      pairs.set(a, b, fMeasure(row.with(other), text.length, other.length));
    }
    await breathe();
  }
  return pairs;
}

/** ROUGE-1 F of one text with another: common tokens, as often as both have them, 0 to 1. */
export class Rouge1 {
  private readonly counts: Int32Array;
  private text: Uint32Array = new Uint32Array(0);

  constructor(size: number) {
    this.counts = new Int32Array(size);
  }

  /** The text that others are compared with from now on. */
  set(text: Uint32Array): void {
    for (const token of this.text) this.counts[token] = 0;
    this.text = text;
    for (const token of text) this.counts[token] = (this.counts[token] ?? 0) + 1;
  }

  with(other: Uint32Array): number {
    let overlap = 0;
    for (const token of other) {
      const left = this.counts[token] ?? 0;
      if (left > 0) overlap++;
      this.counts[token] = left - 1;
    }
    for (const token of other) this.counts[token] = (this.counts[token] ?? 0) + 1;
    return fMeasure(overlap, this.text.length, other.length);
  }
}
