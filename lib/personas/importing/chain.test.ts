import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attributes } from '../part-builder.ts';
import { Chain } from './chain.ts';
import { TextSet } from './text-set.ts';

interface Row {
  readonly text: string;
  readonly attributes: Attributes;
}

const encoder = new TextEncoder();

function chainOf(rows: readonly (Row | string)[]): string {
  const chain = new Chain();
  const set = new TextSet();
  for (const [i, row] of rows.entries()) {
    if (typeof row === 'string') {
      chain.rejected(row, i);
      continue;
    }
    const bytes = encoder.encode(row.text);
    set.add(bytes, 0, bytes.length);
    chain.row(set.hash, row.attributes);
  }
  return chain.toString();
}

const attribute = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.string({ minLength: 600, maxLength: 700 }));
const row: fc.Arbitrary<Row | string> = fc.oneof(
  fc.record({ text: fc.string(), attributes: fc.array(attribute, { maxLength: 3 }) }),
  fc.constantFrom('not-json', 'no-text'),
);

describe('Chain', () => {
  it('is the same for the same rows alone', () => {
    const rows = fc.array(row, { maxLength: 12 });
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        expect(chainOf(a)).toBe(chainOf(structuredClone(a)));
        expect(chainOf(a) === chainOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it('takes a number wherever its room grows', () => {
    for (let length = 480; length < 520; length += 1) {
      const rows = [{ text: 'a', attributes: ['x'.repeat(length), 1, 2] }];
      expect(chainOf(rows)).toBe(chainOf(structuredClone(rows)));
    }
  });

  it('tells rows that are left out, swapped, or cut elsewhere', () => {
    const of = (text: string, ...attributes: Attributes): Row => ({ text, attributes });
    const all = [
      [of('a'), of('b')],
      [of('b'), of('a')],
      [of('a')],
      [of('a'), of('a')],
      [of('a', 'b')],
      [of('a', 'b', '')],
      [of('a', '', 'b')],
      [of('a', null, 'b')],
      [of('a', 0, 'b')],
      [of('a', '0', 'b')],
      ['not-json'],
      [],
    ];
    expect(new Set(all.map(chainOf)).size).toBe(all.length);
    // What a journal of an earlier visit holds: another chain would take every source for a changed one.
    expect(chainOf([of('A baker', 40, 'bread', null), 'not-json', of('Zoë')])).toMatchInlineSnapshot(
      `"d19d52069e6f4088cf8ebd66d8f8610e"`,
    );
  });
});
