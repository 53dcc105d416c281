import type { Fidelity } from '../model/experiment-result.ts';
import type { Vectors } from '../metrics/cosine.ts';
import { createRandom } from '../sampling/random.ts';
import { exactInterval } from '../statistics/binomial.ts';

/** Personas to choose among: the fewest that leave chance well below what a reader would call "mostly right". */
export const FIDELITY_CHOICES = 4;

/**
 * Can the persona be told from the answer? For each answer, the persona whose text is nearest in meaning among the right
 * one and k - 1 others, drawn at random from the different personas of the same arm; chance is 1 / k. Equal cosines are
 * decided by a toss. An answer that parrots its persona is easily told: read it beside the echo.
 *
 * @param answers vectors of length 1 @param personas one for each different persona
 * @param of which persona each answer was asked for
 * @returns null with fewer than k personas, or without answers
 */
export function fidelityOf(
  answers: Vectors,
  personas: Vectors,
  of: readonly number[],
  k: number,
  seed: number,
): Fidelity | null {
  const count = personas.values.length / personas.dimensions;
  if (count < k || of.length === 0) return null;
  const random = createRandom(`fidelity ${seed}`);
  let hits = 0;
  of.forEach((right, answer) => {
    const own = cosine(answers, answer, personas, right);
    const drawn = new Set([right]);
    let better = false;
    let equal = 1;
    while (drawn.size < k) {
      const other = random.below(count);
      if (drawn.has(other)) continue;
      drawn.add(other);
      const near = cosine(answers, answer, personas, other);
      if (near > own) better = true;
      else if (near === own) equal += 1;
    }
    if (!better && (equal === 1 || random.below(equal) === 0)) hits += 1;
  });
  return { hits, n: of.length, ...exactInterval(hits, of.length), k, chance: 1 / k };
}

function cosine(a: Vectors, i: number, b: Vectors, j: number): number {
  let sum = 0;
  for (let d = 0; d < a.dimensions; d += 1) {
    sum += (a.values[i * a.dimensions + d] ?? 0) * (b.values[j * b.dimensions + d] ?? 0);
  }
  return sum;
}
