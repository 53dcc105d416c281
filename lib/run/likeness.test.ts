import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCharacters, samePrefix } from '../dedup/same-start.ts';
import { isComparable, likenessOf } from './likeness.ts';

/** By code points, one after the other. */
function naive(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return at;
}

const unicode = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '料', '👩', '🍳', '\u{1F9D1}', '\u200D') });
const whole = fc.string({ unit: 'binary', maxLength: 20 });

describe('samePrefix', () => {
  it('counts as a walk over code points does, and never cuts one in two', () => {
    const texts = fc.oneof(unicode, whole);
    fc.assert(
      fc.property(texts, texts, texts, (start, a, b) => {
        const [left, right] = [start + a, start + b];
        const units = samePrefix(left, right);
        expect(countCharacters(left.slice(0, units))).toBe(naive(left, right));
        expect(left.slice(0, units)).toBe(right.slice(0, units));
      }),
    );
    // Two faces that share their first half.
    expect(samePrefix('x👩', 'x🍳')).toBe(1);
    expect(samePrefix('x👩', 'x\uD83D')).toBe(1);
  });
});

describe('likenessOf', () => {
  it('is symmetric, and identical exactly for equal texts', () => {
    const part = fc.oneof(unicode, whole);
    fc.assert(
      fc.property(part, part, part, part, (given, start, a, b) => {
        const [left, right] = [given + start + a, given + start + b];
        const likeness = likenessOf(left, right, given);
        expect(likenessOf(right, left, given)).toEqual(likeness);
        expect(likeness.kind === 'identical').toBe(left === right);
        if (likeness.kind === 'prefix') expect(likeness.characters).toBe(naive(left, right));
      }),
    );
  });

  it('finds any start of a text to be its prefix, whole to the last character', () => {
    fc.assert(
      fc.property(unicode, fc.nat(), (text, cut) => {
        const characters = Array.from(text);
        const at = characters.length === 0 ? 0 : cut % characters.length;
        const likeness = likenessOf(text, characters.slice(0, at).join(''));
        if (characters.length === 0) expect(likeness).toEqual({ kind: 'identical' });
        else if (at === 0) expect(likeness).toEqual({ kind: 'different' });
        else expect(likeness).toEqual({ kind: 'prefix', characters: at });
      }),
    );
  });

  it('takes a few characters for chance, and what the model was given for nothing', () => {
    expect(likenessOf('The baker rises early.', 'The nurse is late.')).toEqual({ kind: 'different' });
    expect(likenessOf('The baker rises early.', 'The baker rises late.')).toEqual({ kind: 'prefix', characters: 16 });
    const given = 'Math problem: ';
    expect(likenessOf(`${given}A baker`, `${given}Two pilots`, given)).toEqual({ kind: 'different' });
    expect(likenessOf(given, `${given}Two`, given)).toEqual({ kind: 'different' });
    expect(likenessOf(`${given}Two`, `${given}Two pilots`, given)).toEqual({ kind: 'prefix', characters: 17 });
    expect(likenessOf('Math', 'Math problem: Two', given)).toEqual({ kind: 'prefix', characters: 4 });
  });
});

it('only answers that ended with something can be compared', () => {
  expect(isComparable({ state: 'done', text: '' })).toBe(true);
  expect(isComparable({ state: 'stopped', text: 'Half' })).toBe(true);
  for (const state of ['queued', 'running', 'failed'] as const)
    expect(isComparable({ state, text: 'Half' })).toBe(false);
  expect(isComparable({ state: 'stopped', text: '' })).toBe(false);
});
