import type { TokenChoice } from '../model/dedup.ts';
import type { TokenSets } from './token-sets.ts';
import { Tokeniser } from './tokeniser.ts';

/** Jaccard similarity of sets `a` and `b`, 0 to 1: tokens in both by tokens in any. 0 where both are empty. */
export function jaccard({ tokens, offsets }: TokenSets, a: number, b: number): number {
  let i = offsets[a] ?? 0;
  let j = offsets[b] ?? 0;
  const endI = offsets[a + 1] ?? 0;
  const endJ = offsets[b + 1] ?? 0;
  const sum = endI - i + endJ - j;
  if (sum === 0) return 0;
  let overlap = 0;
  while (i < endI && j < endJ) {
    const left = tokens[i] ?? 0;
    const right = tokens[j] ?? 0;
    if (left === right) overlap += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return overlap / (sum - overlap);
}

/** The same of two texts; 1 for texts without any word if their bytes are equal, else 0. */
export function jaccardOfTexts(a: string, b: string, choice: TokenChoice): number {
  const tokeniser = new Tokeniser(choice);
  tokeniser.addText(a);
  tokeniser.addText(b);
  return jaccard(tokeniser.finish(), 0, 1);
}
