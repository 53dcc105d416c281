import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRandom, type Random } from '../../lib/sampling/random.ts';
import { generatePersonas } from '../hub/generate-personas.ts';

/** One row in so many is made from an earlier one: word for word, in another order or case, or with a word changed. */
const ALIKE_EVERY = 20;
// Rows that one may be made from: near and far ones, without keeping a million.
const MEMORY = 10_000;

function alike(text: string, random: Random): string {
  const words = text.split(' ');
  switch (random.below(4)) {
    case 0:
      return text;
    case 1: {
      // The same words, so the same set.
      const at = 1 + random.below(Math.max(1, words.length - 1));
      return [...words.slice(at), ...words.slice(0, at)].join(' ');
    }
    case 2:
      return text.toUpperCase();
    default: {
      const changed = [...words];
      changed[random.below(words.length)] = 'altered';
      return changed.join(' ');
    }
  }
}

/** Writes JSONL of so many personas, some of them near-duplicates; the same seed gives the same file. */
export async function writeAlikeRows(file: string, rows: number, seed: number): Promise<void> {
  const out = createWriteStream(file);
  const personas = generatePersonas(seed);
  const random = createRandom(seed);
  const earlier: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const again = row > 0 && random.below(ALIKE_EVERY) === 0;
    // Two in a row make a longer text, of which one changed word is less than a tenth.
    const fresh = () =>
      random.below(4) === 0
        ? `${personas.next().value.persona}; ${personas.next().value.persona}`
        : personas.next().value.persona;
    const persona = again ? alike(earlier[random.below(earlier.length)] ?? '', random) : fresh();
    if (earlier.length < MEMORY) earlier.push(persona);
    else if (random.below(rows) < MEMORY) earlier[random.below(MEMORY)] = persona;
    if (!out.write(`${JSON.stringify({ persona })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
