import { createRandom } from '../../lib/sampling/random.ts';

/** Of the texts; that of a language's frequent words, roughly. */
const VOCABULARY = 8000;
/** A phrase that texts share now and then, so that n-grams repeat as answers' do. */
const PHRASES = 200;
const PHRASE_WORDS = 6;

/** Texts of `length` words by Zipf's law, an eighth of it in shared phrases. */
export function writtenTexts(count: number, length: number, seed: number): string[] {
  const random = createRandom(seed);
  const sums: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= VOCABULARY; rank++) sums.push((total += 1 / rank));
  const word = () => {
    const at = random.nextFloat() * total;
    let low = 0;
    let high = VOCABULARY - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return `w${low.toString(36)}`;
  };
  const phrases = Array.from({ length: PHRASES }, () => Array.from({ length: PHRASE_WORDS }, word));
  return Array.from({ length: count }, () => {
    const words: string[] = [];
    while (words.length < length)
      words.push(...(random.below(PHRASE_WORDS * 7) === 0 ? (phrases[random.below(PHRASES)] ?? []) : [word()]));
    return words.slice(0, length).join(' ');
  });
}

/** Vectors of length 1 around some centres, as sentence vectors of a few topics are. */
export function writtenVectors(count: number, dimensions: number, centres: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const draw = () => random.nextFloat() + random.nextFloat() + random.nextFloat() - 1.5;
  const middles = Array.from({ length: centres }, () => Array.from({ length: dimensions }, draw));
  const values = new Float32Array(count * dimensions);
  for (let i = 0; i < count; i++) {
    const row = (middles[random.below(centres)] ?? []).map((middle) => middle + draw());
    const length = Math.hypot(...row);
    row.forEach((value, j) => (values[i * dimensions + j] = value / length));
  }
  return values;
}
