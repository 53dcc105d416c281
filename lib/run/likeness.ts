import { countCharacters, samePrefix } from '../dedup/same-start.ts';
import type { Cell } from '../model/run.ts';
import type { CellLikeness } from '../model/share.ts';

/**
 * Fewer characters than a few words have are the same by chance: many answers begin with "Sure" or "The".
 */
const LEAST_SAME = 12;

/**
 * How alike two answers are. Symmetric in the texts.
 * @param given what both were begun with for the model, which says nothing about either
 */
export function likenessOf(recorded: string, here: string, given = ''): CellLikeness {
  if (recorded === here) return { kind: 'identical' };
  const units = samePrefix(recorded, here);
  const characters = countCharacters(recorded.slice(0, units));
  const begun = recorded.startsWith(given) && here.startsWith(given) ? countCharacters(given) : 0;
  const own = characters - begun;
  // One that was cut off is the start of the other, however short it is.
  const whole = units === Math.min(recorded.length, here.length);
  return own >= LEAST_SAME || (whole && own > 0) ? { kind: 'prefix', characters } : { kind: 'different' };
}

/** Whether an answer has ended with something to compare. */
export function isComparable({ state, text }: Pick<Cell, 'state' | 'text'>): boolean {
  return state === 'done' || (state === 'stopped' && text !== '');
}
