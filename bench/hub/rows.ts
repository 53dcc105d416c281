import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createRandom } from '../../lib/sampling/random.ts';
import { generatePersonas } from './generate-personas.ts';

/** One row in so many repeats an earlier one word for word. */
const DUPLICATE_EVERY = 50;
// Rows that a duplicate may repeat: near and far ones, without keeping a million.
const MEMORY = 10_000;

/** Writes JSONL of so many rows; the same seed gives the same file. @returns how many rows are exact duplicates */
export async function writeRows(file: string, rows: number, seed: number): Promise<number> {
  const out = createWriteStream(file);
  const personas = generatePersonas(seed);
  const random = createRandom(seed);
  const earlier: string[] = [];
  const seen = new Set<string>();
  for (let row = 0; row < rows; row += 1) {
    const repeats = row > 0 && random.below(DUPLICATE_EVERY) === 0;
    const { persona } = repeats ? { persona: earlier[random.below(earlier.length)] ?? '' } : personas.next().value;
    seen.add(persona); // the generator repeats itself now and then, too
    if (earlier.length < MEMORY) earlier.push(persona);
    else if (random.below(rows) < MEMORY) earlier[random.below(MEMORY)] = persona;
    if (!out.write(`${JSON.stringify({ persona })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return rows - seen.size;
}
