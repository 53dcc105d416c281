import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../fold.ts';
import { queryWords } from '../plain-search.test-help.ts';
import { buildSegment } from '../search-index/segment-builder.ts';
import { Segment } from '../search-index/segment.ts';
import { confirm, propose } from './evaluate.ts';
import { anyQuery, anyText, naiveHolds, textRows } from './naive.test-help.ts';
import { parseQuery, parseWords, type Query } from './query.ts';
import { RowChecker } from './row-checker.ts';

const content = new Uint8Array(32).fill(7);

function found(texts: readonly string[], query: Query): number[] {
  const part = textRows(texts);
  const segment = Segment.open(buildSegment([part], content), content);
  if (!segment) throw new Error('no segment');
  const proposal = propose(segment, query);
  const checker = new RowChecker();
  if (proposal.checks.length > 0) {
    proposal.rows.forEach((row) => {
      checker.load(part.text, part.offsets[row] ?? 0, part.offsets[row + 1] ?? 0);
      confirm(proposal, row, checker);
    });
  }
  const rows: number[] = [];
  proposal.rows.forEach((row) => void rows.push(row));
  expect(proposal.rows.size).toBe(rows.length);
  return rows;
}

const naive = (texts: readonly string[], query: Query) =>
  [...texts.keys()].filter((i) => naiveHolds(texts[i] ?? '', query));

describe('propose and confirm', () => {
  it('find what a scan of all texts finds, for any texts and any query', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 40 }), anyQuery, (texts, text) => {
        const query = parseQuery(text);
        expect(found(texts, query)).toEqual(naive(texts, query));
      }),
      { numRuns: 700 },
    );
  });

  it('find pieces of the texts themselves', () => {
    const cut = fc.tuple(
      fc.array(anyText, { minLength: 1, maxLength: 10 }),
      fc.nat(30),
      fc.nat(12),
      fc.constantFrom('', '=', '-='),
    );
    fc.assert(
      fc.property(cut, ([texts, from, length, before]) => {
        const piece = Array.from(texts[0] ?? '')
          .slice(from, from + length)
          .join('')
          .replaceAll('"', '');
        const query = parseQuery(`${before}"${piece}"`);
        expect(found(texts, query)).toEqual(naive(texts, query));
      }),
      { numRuns: 700 },
    );
  });

  it("find words anywhere as Play's picker does", () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 20 }), anyQuery, (texts, text) => {
        const words = queryWords(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
        fc.pre(!/\p{Control}|\uFEFF/u.test(text));
        const expected = [...texts.keys()].filter((i) => words.every((word) => fold(texts[i] ?? '').includes(word)));
        expect(found(texts, parseWords(text))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('answer what a user means', () => {
    const texts = [
      'A night nurse in São Paulo',
      'A nurse who works at night',
      'Nurses of the night-shift',
      '一位软件工程师，喜欢茶',
      'がくせい and 大学',
      'A C++ teacher 👩🏽‍🔬',
    ];
    const rows = (text: string) => found(texts, parseQuery(text));
    expect(rows('NURSE night')).toEqual([0, 1]);
    expect(rows('"night nurse"')).toEqual([0]);
    expect(rows('“night nurse')).toEqual([0]);
    expect(rows('night-shift')).toEqual([2]);
    expect(rows('nurse*')).toEqual([0, 1, 2]);
    expect(rows('"of the nig*"')).toEqual([2]);
    expect(rows('nurse* -night')).toEqual([]);
    expect(rows('nurse* -"at night" -shift')).toEqual([0]);
    expect(rows('=urs')).toEqual([0, 1, 2]);
    expect(rows('="t nu"')).toEqual([0]);
    expect(rows('=c++')).toEqual([5]);
    expect(rows('-=a')).toEqual([2, 3]);
    expect(rows('软件')).toEqual([3]);
    expect(rows('工程师喜欢')).toEqual([3]);
    expect(rows('程师 茶')).toEqual([3]);
    expect(rows('师件')).toEqual([]);
    expect(rows('か')).toEqual([]);
    expect(rows('がくせい')).toEqual([4]);
    expect(rows('学')).toEqual([4]);
    expect(rows('🔬')).toEqual([5]);
    expect(rows('sao')).toEqual([0]);
    for (const nothing of ['', ' ', '-', '"', '-"', '*', '!?', '= -']) expect(rows(nothing)).toHaveLength(6);
  });
});

describe('parseQuery', () => {
  it('reads any text, and the same text the same way', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(parseQuery(text)).toEqual(parseQuery(text));
      }),
    );
  });
});
