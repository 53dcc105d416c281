import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textRows } from '../search-query/naive.test-help.ts';
import { RowSet } from './row-set.ts';
import { buildSegment } from './segment-builder.ts';
import { Segment } from './segment.ts';

const encoder = new TextEncoder();
const content = new Uint8Array(32).fill(3);

function rowsOf(segment: Segment, token: number): number[] {
  const set = new RowSet(segment.rows);
  segment.collect(token, set);
  const rows: number[] = [];
  set.forEach((row) => void rows.push(row));
  return rows;
}

describe('Segment', () => {
  it('gives back the rows of each token, however far apart or close they are', () => {
    // A word in one row of n, for steps of one, two and three bytes and for bitmaps.
    const words = [1, 3, 9, 130, 2000, 17_000, 39_999];
    const texts = Array.from({ length: 40_000 }, (_, row) =>
      words.flatMap((n) => (row % n === n - 1 ? [`w${n} w${n}`] : [])).join(', '),
    );
    const parts = [textRows(texts.slice(0, 30_000)), textRows(texts.slice(30_000))];
    const segment = Segment.open(buildSegment(parts, content), content);
    if (!segment) throw new Error('no segment');
    expect([segment.rows, segment.tokens]).toEqual([40_000, words.length]);
    for (const n of words) {
      const token = segment.find(encoder.encode(`W${n}`));
      const expected = [...texts.keys()].filter((row) => row % n === n - 1);
      expect(rowsOf(segment, token)).toEqual(expected);
      expect(segment.frequency(token)).toBe(expected.length);
    }
    for (const row of [0, 2, 8, 1169]) {
      expect(segment.lengths[row]).toBe(words.filter((n) => row % n === n - 1).length);
    }
  });

  it('finds tokens by their beginning, end and inside as a list of them does', () => {
    const word = fc.string({ unit: fc.constantFrom('A', 'B', 'É', '0'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 30 }),
        word.map((w) => w.replaceAll('É', 'E')),
        (words, wanted) => {
          const segment = Segment.open(buildSegment([textRows([words.join(' ')])], content), content);
          if (!segment) throw new Error('no segment');
          const tokens = [...new Set(words.map((w) => w.replaceAll('É', 'E')))].sort();
          expect(segment.tokens).toBe(tokens.length);
          const bytes = encoder.encode(wanted);
          const named = (numbers: readonly number[]) => numbers.map((n) => tokens[n]);
          expect(segment.find(bytes)).toBe(tokens.indexOf(wanted));
          const [from, to] = segment.beginning(bytes);
          expect(tokens.slice(from, to)).toEqual(tokens.filter((token) => token.startsWith(wanted)));
          expect(named(segment.containing(bytes, false))).toEqual(tokens.filter((token) => token.includes(wanted)));
          // Of a token that has the bytes at its end and before, too.
          expect(named(segment.containing(bytes, true))).toEqual(tokens.filter((token) => token.endsWith(wanted)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is null for bytes that are cut, of other texts, or no segment at all', () => {
    const bytes = buildSegment([textRows(['a b', 'c'])], content);
    expect(Segment.open(bytes, content)?.rows).toBe(2);
    expect(Segment.open(bytes, new Uint8Array(32))).toBeNull();
    expect(Segment.open(new Uint8Array(0), content)).toBeNull();
    for (let cut = 0; cut < bytes.length; cut += 1) expect(Segment.open(bytes.slice(0, cut), content)).toBeNull();
    expect(Segment.open(new Uint8Array([0, ...bytes]).subarray(1), content)?.tokens).toBe(3);
    expect(Segment.open(buildSegment([], content), content)?.rows).toBe(0);
  });
});

describe('RowSet', () => {
  it('does what a Set of numbers does', () => {
    const rows = 70;
    const some = fc.uniqueArray(fc.nat(rows - 1));
    fc.assert(
      fc.property(some, some, fc.nat(rows), fc.nat(rows), (a, b, from, to) => {
        const of = (given: readonly number[]) => {
          const set = new RowSet(rows);
          for (const row of given) set.add(row);
          return set;
        };
        const list = (set: RowSet, start = 0, end = rows) => {
          const out: number[] = [];
          set.forEach((row) => void out.push(row), start, end);
          return out;
        };
        const sorted = a.toSorted((x, y) => x - y);
        const [kept, removed, less] = [of(a), of(a), RowSet.all(rows)];
        kept.keep(of(b));
        removed.remove(of(b));
        for (const row of a) less.delete(row);
        expect(list(kept)).toEqual(sorted.filter((row) => b.includes(row)));
        expect(list(removed)).toEqual(sorted.filter((row) => !b.includes(row)));
        expect(less.size).toBe(rows - a.length);
        expect(of(a).size).toBe(a.length);
        expect(of(a).empty).toBe(a.length === 0);
        const within = sorted.filter((row) => row >= from && row < to);
        expect(list(of(a), from, to)).toEqual(within);
        expect(of(a).hasAny(from, to)).toBe(within.length > 0);
        expect(a.every((row) => of(a).has(row))).toBe(true);
      }),
    );
  });
});
