/**
 * Chooses texts that are far apart by their words: the first one given, then always the one whose nearest chosen text is
 * farthest (Gonzalez's farthest-point traversal). The distance is 1 minus the weighted Jaccard similarity of the word
 * sets; a word weighs more the fewer texts have it, so that sharing "beekeeper" counts and sharing "the" hardly does.
 *
 * Weights are whole numbers and similarities are compared as fractions, so every browser chooses alike. Of equally far
 * texts the earlier one is taken. Time grows with texts x count.
 *
 * @param texts each text's words as numbers, each word once, in any order; equal words have equal numbers
 * @param count how many to choose (0 or more); all where there are fewer
 * @returns indexes into `texts` in the order they were chosen: each start of it is as far apart as can be found this way
 */
export function spreadOut(texts: readonly Uint32Array[], count: number): readonly number[] {
  const { offsets, words, vocabulary } = renumber(texts);
  const weights = weigh(words, vocabulary, texts.length);
  const sums = texts.map((_, i) => sumOf(words, offsets[i] ?? 0, offsets[i + 1] ?? 0, weights));
  // The similarity to the nearest chosen text as a fraction: shared / all. Chosen texts leave the race by -1.
  const shared = new Int32Array(texts.length);
  const all = new Int32Array(texts.length).fill(1);
  const inChosen = new Uint8Array(vocabulary);
  const chosen: number[] = [];
  for (let next = 0; chosen.length < Math.min(count, texts.length); next = farthest(shared, all)) {
    chosen.push(next);
    shared[next] = -1;
    const from = offsets[next] ?? 0;
    const to = offsets[next + 1] ?? 0;
    for (let w = from; w < to; w += 1) inChosen[words[w] ?? 0] = 1;
    for (let i = 0; i < texts.length; i += 1) {
      if ((shared[i] ?? 0) < 0) continue;
      let both = 0;
      for (let w = offsets[i] ?? 0, end = offsets[i + 1] ?? 0; w < end; w += 1) {
        const word = words[w] ?? 0;
        if (inChosen[word] === 1) both += weights[word] ?? 0;
      }
      const either = (sums[i] ?? 0) + (sums[next] ?? 0) - both;
      // A text without words is no nearer to one than to another.
      if (either > 0 && both * (all[i] ?? 1) > (shared[i] ?? 0) * either) {
        shared[i] = both;
        all[i] = either;
      }
    }
    for (let w = from; w < to; w += 1) inChosen[words[w] ?? 0] = 0;
  }
  return chosen;
}

/** The one still in the race with the smallest fraction. */
function farthest(shared: Int32Array, all: Int32Array): number {
  let best = -1;
  for (let i = 0; i < shared.length; i += 1) {
    const mine = shared[i] ?? 0;
    if (mine < 0) continue;
    // Sums of weights stay below 2^20, so products are exact.
    if (best < 0 || mine * (all[best] ?? 1) < (shared[best] ?? 0) * (all[i] ?? 1)) best = i;
  }
  return best;
}

/** Words as 0, 1, 2, … in one flat array. */
function renumber(texts: readonly Uint32Array[]) {
  const numbers = new Map<number, number>();
  const offsets = new Uint32Array(texts.length + 1);
  const words = new Uint32Array(texts.reduce((sum, text) => sum + text.length, 0));
  let at = 0;
  for (const [i, text] of texts.entries()) {
    for (const word of text) {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      words[at] = number;
      at += 1;
    }
    offsets[i + 1] = at;
  }
  return { offsets, words, vocabulary: numbers.size };
}

/** How rare a word is, in halvings: 1 for one that half of the texts or more have, 10 for one in a thousand. */
function weigh(words: Uint32Array, vocabulary: number, texts: number): Uint8Array {
  const frequency = new Uint32Array(vocabulary);
  for (const word of words) frequency[word] = (frequency[word] ?? 0) + 1;
  return Uint8Array.from(frequency, (n) => Math.max(1, 31 - Math.clz32(Math.floor(texts / Math.max(1, n)))));
}

function sumOf(words: Uint32Array, from: number, to: number, weights: Uint8Array): number {
  let sum = 0;
  for (let w = from; w < to; w += 1) sum += weights[words[w] ?? 0] ?? 0;
  return sum;
}
