import type { Quality } from '../model/experiment-result.ts';
import type { Random } from '../sampling/random.ts';
import { meanWithInterval } from './mean.ts';
import { readNumber } from './numbers.ts';

/** Written in other ways, a number is the same within what rounding to six digits does. */
const DIGITS = 6;

/**
 * How often repeated solutions of one problem agree: the mean, over problems, of the share of solutions that give the
 * most frequent answer. A solution without a readable number agrees with none, itself included, so that a model that
 * cannot solve anything comes out at 0; one that guesses comes out near 1 / solutions. Null without solutions.
 * @param solutions of each problem
 */
export function agreementOf(solutions: readonly (readonly string[])[], random: Random): Quality['agreement'] {
  const solved = solutions.filter((texts) => texts.length > 0);
  if (solved.length === 0) return null;
  let unreadable = 0;
  let all = 0;
  const shares = solved.map((texts) => {
    const counts = new Map<string, number>();
    for (const text of texts) {
      const value = readNumber(text);
      if (value === null) unreadable += 1;
      else counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
    }
    all += texts.length;
    return Math.max(0, ...counts.values()) / texts.length;
  });
  return { ...meanWithInterval(shares, random), unreadable, solutions: all };
}

const keyOf = (value: number): string => (value === 0 ? '0' : value.toPrecision(DIGITS));
