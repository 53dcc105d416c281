import type { TokenSets } from './token-sets.ts';

/** Token sets of words as they stand. */
export function setsOf(texts: readonly (readonly string[])[]): TokenSets {
  const frequency = new Map<string, number>();
  for (const text of texts) for (const word of new Set(text)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const words = [...frequency.keys()].sort((a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0));
  const numbers = new Map(words.map((word, i) => [word, i]));
  const sets = texts.map((text) => [...new Set(text)].map((word) => numbers.get(word) ?? 0).sort((a, b) => a - b));
  const encoded = words.map((word) => new TextEncoder().encode(word));
  const starts = sums(encoded.map((bytes) => bytes.length));
  const bytes = new Uint8Array(starts.at(-1) ?? 0);
  for (const [i, word] of encoded.entries()) bytes.set(word, starts[i] ?? 0);
  return {
    count: texts.length,
    offsets: sums(sets.map((set) => set.length)),
    tokens: Uint32Array.from(sets.flat()),
    vocabulary: {
      size: words.length,
      frequencies: Uint32Array.from(words, (word) => frequency.get(word) ?? 0),
      bytes,
      starts,
    },
  };
}

function sums(lengths: readonly number[]): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(lengths.length + 1);
  for (const [i, length] of lengths.entries()) all[i + 1] = (all[i] ?? 0) + length;
  return all;
}
