import type { Corpus } from '../metrics/corpus.ts';
import { SAME_ROUGE1 } from '../metrics/partition.ts';
import { Rouge1 } from '../metrics/rouge.ts';

/** Which pairs of n things are alike; each pair a bit, both ways round. */
export class Alike {
  private readonly bits: Uint32Array;
  private readonly row: number;

  constructor(readonly n: number) {
    this.row = Math.ceil(n / 32);
    this.bits = new Uint32Array(this.row * n);
  }

  set(a: number, b: number): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      this.bits[from * this.row + (to >>> 5)] = (this.bits[from * this.row + (to >>> 5)] ?? 0) | (1 << (to & 31));
  }

  has(a: number, b: number): boolean {
    return (((this.bits[a * this.row + (b >>> 5)] ?? 0) >>> (b & 31)) & 1) === 1;
  }

  /** The share of a subset that is like another one of it; NaN below two. */
  shareWithAnother(among: readonly number[]): number {
    if (among.length < 2) return NaN;
    return among.filter((a) => among.some((b) => a !== b && this.has(a, b))).length / among.length;
  }

  /** Classes as NoveltyBench makes them (see `partition` in lib/metrics), by the first of each. @returns their sizes */
  classSizes(among: readonly number[]): number[] {
    const firsts: number[] = [];
    const sizes: number[] = [];
    for (const thing of among) {
      const own = firsts.findIndex((first) => this.has(first, thing));
      if (own === -1) {
        firsts.push(thing);
        sizes.push(1);
      } else sizes[own] = (sizes[own] ?? 0) + 1;
    }
    return sizes;
  }
}

/** Pairs that NoveltyBench's rule takes for the same answer. @param corpus of `rougeTokens` */
export async function sameAnswers({ texts, size }: Corpus, breathe: () => Promise<void>): Promise<Alike> {
  const alike = new Alike(texts.length);
  const rouge = new Rouge1(size);
  for (const [a, text] of texts.entries()) {
    rouge.set(text);
    for (let b = a + 1; b < texts.length; b++) {
      const other = texts[b] ?? new Uint32Array(0);
      // Even if all of the shorter one were in the longer one, it would not do.
      const most = (2 * Math.min(text.length, other.length)) / (text.length + other.length);
      if (most > SAME_ROUGE1 && rouge.with(other) > SAME_ROUGE1) alike.set(a, b);
    }
    await breathe();
  }
  return alike;
}

/** Two answers that have this share of their different words in common are near-duplicates (Jaccard). */
export const SAME_WORDS = 0.8;

/** Pairs at a Jaccard similarity of 0.8 or more; a text without words is like none. @param corpus of `rougeTokens` */
export async function sameWords({ texts, size }: Corpus, breathe: () => Promise<void>): Promise<Alike> {
  const alike = new Alike(texts.length);
  const sets = texts.map((text) => Uint32Array.from(new Set(text)));
  const own = new Uint8Array(size);
  for (const [a, set] of sets.entries()) {
    for (const token of set) own[token] = 1;
    for (let b = a + 1; b < sets.length; b++) {
      const other = sets[b] ?? new Uint32Array(0);
      const [fewer, more] = [Math.min(set.length, other.length), Math.max(set.length, other.length)];
      if (more === 0 || fewer < SAME_WORDS * more) continue;
      let common = 0;
      for (const token of other) common += own[token] ?? 0;
      if (common >= SAME_WORDS * (fewer + more - common)) alike.set(a, b);
    }
    for (const token of set) own[token] = 0;
    await breathe();
  }
  return alike;
}
