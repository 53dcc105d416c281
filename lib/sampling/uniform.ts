import { badInput } from '../model/fault.ts';
import { createRandom } from './random.ts';

/** Positions are drawn with 32 bits. */
const MAX_TOTAL = 0x1_0000_0000;

/**
 * Draws `count` of the positions 0 to total - 1 without repetition, each set and each order equally likely; the same
 * in every browser for the same total and seed (0 to 2^32 - 1, or text). Positions in `exclude` never appear. When
 * fewer than `count` are left, all of them come.
 *
 * The seed alone decides an order of all positions; a draw is the start of that order without the excluded ones. So a
 * larger count only adds to a smaller one, and excluding a position does not disturb the others.
 *
 * Time and memory grow with count + exclude.size, not with total. Throws a `bad-input` fault for a wrong total, count
 * or seed.
 */
export function sampleIndices(
  total: number,
  count: number,
  seed: number | string,
  exclude: ReadonlySet<number>,
): readonly number[] {
  if (!Number.isInteger(total) || total < 0 || total > MAX_TOTAL) throw badInput(`Cannot draw from ${total}.`);
  if (!Number.isSafeInteger(count) || count < 0) throw badInput(`Cannot draw ${count} of ${total}.`);
  const random = createRandom(seed);
  const drawn: number[] = [];
  // A shuffle of 0 to total - 1 from the front that stops early; only positions that no longer hold themselves are
  // remembered.
  const moved = new Map<number, number>();
  for (let i = 0; i < total && drawn.length < count; i += 1) {
    const j = i + random.below(total - i);
    const pick = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
    moved.delete(i);
    if (!exclude.has(pick)) drawn.push(pick);
  }
  return drawn;
}
