import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquare } from './chi-square.test-help.ts';
import { drawQuotas, joinQuotas, splitCount } from './quotas.ts';

function sampleToQuotas(
  codes: readonly number[],
  values: readonly string[],
  shares: Readonly<Record<string, number>>,
  count: number,
  seed: number,
  exclude: ReadonlySet<number>,
) {
  return joinQuotas(drawQuotas(codes, values, shares, count, seed, exclude.size), seed, (at) => exclude.has(at));
}

const none: ReadonlySet<number> = new Set();

describe('splitCount', () => {
  it('gives what is left to the largest remainders', () => {
    expect(splitCount(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(splitCount(10, [0.5, 0.26, 0.24])).toEqual([5, 3, 2]);
    expect(splitCount(3, [0, 0])).toEqual([0, 0]);
    expect(splitCount(1, [0, 2])).toEqual([0, 1]);
    expect(() => splitCount(1, [-1])).toThrow(/share/);
    expect(() => splitCount(1, [NaN])).toThrow(/share/);
  });

  it('splits everything, each value within one of its exact share', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.nat(5000), shares, (count, given) => {
        const sum = given.reduce((all, share) => all + share, 0);
        fc.pre(sum > 1e-300);
        const split = splitCount(count, given);
        expect(split.reduce((all, n) => all + n, 0)).toBe(count);
        for (const [i, n] of split.entries()) {
          expect(Math.abs(n - (count * (given[i] ?? 0)) / sum)).toBeLessThan(1.0001);
          if (given[i] === 0) expect(n).toBe(0);
        }
      }),
    );
  });
});

describe('drawQuotas and joinQuotas', () => {
  const codes = Array.from({ length: 600 }, (_, i) => i % 3); // 200 of each
  const values = ['a', 'b', 'c'];

  it('draws each value to its quota, the same for the same seed, and says what is missing', () => {
    const draw = () => sampleToQuotas(codes, values, { a: 1, b: 3, x: 1 }, 50, 7, none);
    const { positions, short } = draw();
    const count = (code: number) => positions.filter((at) => codes[at] === code).length;
    expect([count(0), count(1), count(2)]).toEqual([10, 30, 0]);
    expect(short).toEqual([{ value: 'x', wanted: 10, got: 0 }]);
    expect(new Set(positions).size).toBe(positions.length);
    expect(draw().positions).toEqual(positions);
    // Pinned: a sample that somebody cited must come again in every version.
    expect(positions.slice(0, 5)).toMatchInlineSnapshot(`
      [
        471,
        382,
        550,
        589,
        139,
      ]
    `);
  });

  it('does not depend on how values are numbered', () => {
    const other = codes.map((code) => 2 - code);
    const again = sampleToQuotas(other, [...values].reverse(), { b: 3, a: 1 }, 40, 9, none);
    expect(again).toEqual(sampleToQuotas(codes, values, { a: 1, b: 3 }, 40, 9, none));
  });

  it('never draws what is excluded or unknown', () => {
    const exclude = new Set([0, 3, 6]);
    const { positions, short } = sampleToQuotas([0, 9, -1, 0, 0, 0, 0], ['a'], { a: 1 }, 5, 1, exclude);
    expect([...positions].sort()).toEqual([4, 5]);
    expect(short).toEqual([{ value: 'a', wanted: 5, got: 2 }]);
  });

  it('does not disturb the others when one is left out', () => {
    const whole = sampleToQuotas(codes, values, { a: 1, b: 1 }, 20, 3, none).positions;
    const [out = 0] = whole;
    const rest = sampleToQuotas(codes, values, { a: 1, b: 1 }, 20, 3, new Set([out])).positions;
    expect(rest).toHaveLength(20);
    expect(whole.filter((at) => !rest.includes(at))).toEqual([out]);
  });

  it('draws every position of a value as often, at the front too', () => {
    const draws = Array.from(
      { length: 4000 },
      (_, seed) => sampleToQuotas([0, 1, 0, 1, 0, 1, 0, 1, 0, 0], ['a', 'b'], { a: 3, b: 2 }, 5, seed, none).positions,
    );
    const a = [0, 2, 4, 6, 8, 9];
    const hits = draws.flat().filter((at) => a.includes(at));
    expect(
      chiSquare(
        6,
        hits.map((at) => a.indexOf(at)),
      ),
    ).toBeLessThan(20.5); // 5 degrees of freedom, p = 0.001
    const firsts = draws.filter(([first = 1]) => a.includes(first)).length;
    expect(Math.abs(firsts / 4000 - 0.6)).toBeLessThan(0.026); // 3.3 standard errors
  });
});
