import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../fold.ts';
import { unitsOf } from '../search-index/characters.ts';
import { marksOf } from './marks.ts';
import { anyQuery, anyText, naiveHolds } from './naive.test-help.ts';
import { parseQuery } from './query.ts';

const marked = (text: string, query: string) =>
  marksOf(text, parseQuery(query)).map(([from, to]) => text.slice(from, to));

describe('marksOf', () => {
  it('marks what was matched, in the spelling of the text', () => {
    expect(marked('A café owner, a CAFE\u0301', 'cafe')).toEqual(['café', 'CAFE\u0301']);
    expect(marked('Ein Straßenmusiker', 'strass*')).toEqual(['Straß']);
    expect(marked('Ein Straßenmusiker', '=s')).toEqual(['S', 'ß', 's']);
    expect(marked('the night - nurse', '"night nurse" -day')).toEqual(['night - nurse']);
    expect(marked('一位软件工程师', '工程师 软件')).toEqual(['软件', '工程师']);
    expect(marked('किसान', '=किस')).toEqual(['किसा']);
    expect(marked('nurse', '')).toEqual([]);
  });

  it('gives ranges in order that hold a match, and some wherever a text matches', () => {
    fc.assert(
      fc.property(anyText, anyQuery, (text, given) => {
        const query = parseQuery(given);
        const marks = marksOf(text, query);
        let last = 0;
        for (const [from, to] of marks) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          last = to;
          const folded = fold(text.slice(from, to));
          const units = unitsOf(folded).map((unit) => unit.text);
          const holds = query.clauses.some(({ negated, means }) => {
            if (negated) return false;
            if (means.kind === 'inside') return folded.includes(means.folded);
            return means.units.every((unit) => units.some((held) => held.startsWith(unit)));
          });
          expect(holds).toBe(true);
        }
        expect(last).toBeLessThanOrEqual(text.length);
        const wanted = query.clauses.some((clause) => !clause.negated);
        if (wanted && naiveHolds(text, query)) expect(marks.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
