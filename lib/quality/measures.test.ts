import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rougeTokens } from '../metrics/tokens.ts';
import { createRandom } from '../sampling/random.ts';
import { exactTest } from '../statistics/binomial.ts';
import { agreementOf } from './agreement.ts';
import { echoShare } from './echo.ts';
import { FIDELITY_CHOICES, fidelityOf } from './fidelity.ts';
import { meanWithInterval } from './mean.ts';
import { readNumber } from './numbers.ts';
import { copied } from './runs.ts';

const word = fc.constantFrom(...'a b c d e'.split(' '));
const words = fc.array(word, { maxLength: 30 });

describe('echo', () => {
  const persona = 'A ferry mechanic in Bergen who repairs engines between crossings';
  it.each([
    [persona, 1],
    ['A ferry mechanic in Bergen has 45 minutes.', 5 / 8],
    ['A mechanic in Bergen', 0],
    ['she repairs engines between crossings; A FERRY mechanic, in Bergen!', 9 / 10],
    ['', 0],
    ['?!', 0],
  ])('of "%s"', (text, share) => {
    expect(echoShare(text, persona)).toBeCloseTo(share, 12);
  });

  it('of a persona of two words is all or nothing', () => {
    expect(echoShare('The old baker sings', 'Old baker')).toBe(0.5);
    expect(echoShare('The baker is old', 'Old baker')).toBe(0);
    expect(echoShare('The baker is old', '')).toBe(0);
  });

  it('is found as a naive search finds it', () => {
    fc.assert(
      fc.property(words, fc.array(words, { maxLength: 3 }), fc.integer({ min: 1, max: 6 }), (text, sources, length) => {
        const has = (run: readonly string[]) =>
          sources.some((source) => source.some((_, i) => run.every((one, j) => one === source[i + j])));
        const naive = text.map((_, at) =>
          text.some(
            (_unused, from) =>
              from <= at && at < from + length && from + length <= text.length && has(text.slice(from, from + length)),
          ),
        );
        expect(copied(text, sources, length)).toEqual(naive);
      }),
    );
  });

  it('lies between 0 and 1, is 1 of itself, and 0 where no word is shared', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const share = echoShare(text, other);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        if (rougeTokens(text).length > 0) expect(echoShare(text, text)).toBe(1);
        const shared = new Set(rougeTokens(other));
        if (!rougeTokens(text).some((one) => shared.has(one))) expect(share).toBe(0);
      }),
    );
  });
});

describe('the final number', () => {
  it.each<[string, number | null]>([
    ['3 x 24 = 72 bottles. 72 - 50 = 22 bottles are left.\nAnswer: 22', 22],
    ['The answer is 1,350 dirhams, as 6 x 45 x 5 = 1350.', 1350],
    ['So the final answer is $12.50.', 12.5],
    ['The answer should be approximately 3.14.', 3.14],
    ['Thus \\boxed{\\$-7} remains of 12.', -7],
    ['Steps 1 and 2 give\n#### 18', 18],
    ['Answer: 3/4 of the cake, or 2 slices', 0.75],
    ['He has 5 apples and buys 2. 5 + 2 = 7 apples', 7],
    ['Each of the 4 gets 25% of it.', 25],
    ['There are 12 left.', 12],
    ['Answer: (a) 720 (b) 20', 720],
    ['The answer is x = 5.', 5],
    ['Answer:\n42', 42],
    ['Answer: none', null],
    ['I do not know.', null],
    ['', null],
    ['Answer: 5/0', null],
    ['He pays −3 coins, Answer: −3', -3],
    ['Answer: 22.', 22],
    ['The year is 2024 and 1,000,000 people came', 1_000_000],
  ])('of "%s"', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it('is what was written, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -999_999, max: 999_999 }), fc.boolean(), (before, value, commas) => {
        const written = commas ? value.toLocaleString('en') : String(value);
        expect(readNumber(`${before}\nAnswer: ${written}`)).toBe(value);
      }),
    );
  });

  it('is finite or null for any text, and soon', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789,./=-$ answeri#\n'.split('')) }), (text) => {
        const value = readNumber(text);
        expect(value === null || Number.isFinite(value)).toBe(true);
      }),
    );
    expect(readNumber(`answer ${'is '.repeat(30_000)}`)).toBeNull();
    expect(readNumber('9'.repeat(400))).toBeNull();
  });
});

describe('agreement', () => {
  const seeded = () => createRandom('agreement');
  const says = (...values: readonly (number | string)[]) => values.map((value) => `Answer: ${value}`);
  it('is the share of the most frequent answer, and of none where nothing is readable', () => {
    const found = agreementOf(
      [says(4, 4, '4.0'), says(1, 2, 3), says('?', '?', '?'), says('1,000', 1000, 7)],
      seeded(),
    );
    expect(found).toMatchObject({ value: (1 + 1 / 3 + 0 + 2 / 3) / 4, n: 4, unreadable: 3, solutions: 12 });
  });

  it('is unknown without solutions, and has no interval below four problems', () => {
    expect(agreementOf([], seeded())).toBeNull();
    expect(agreementOf([[]], seeded())).toBeNull();
    expect(agreementOf([says(1, 1)], seeded())).toMatchObject({ value: 1, low: null, high: null, n: 1 });
  });

  it('depends neither on the order of solutions nor on how a number is written', () => {
    const solution = fc.tuple(fc.constantFrom('Answer: ', 'The answer is ', '= '), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(
        fc.array(fc.array(solution, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        (all) => {
          const texts = all.map((some) => some.map(([mark, value]) => mark + String(value)));
          const plain = all.map((some) => some.map(([, value]) => `Answer: ${value}.0`).reverse());
          const found = agreementOf(texts, seeded());
          expect(found).toEqual(agreementOf(plain, seeded()));
          const naive = all.map(
            (some) => Math.max(...some.map(([, v]) => some.filter(([, w]) => w === v).length)) / some.length,
          );
          expect(found?.value).toBeCloseTo(naive.reduce((a, b) => a + b, 0) / naive.length, 12);
        },
      ),
    );
  });
});

describe('a mean', () => {
  it('lies in its interval, which stays within 0 and 1 and shrinks to the mean of equal values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 30 }), (values) => {
        const { value, low, high, n } = meanWithInterval(values, createRandom('mean'));
        expect(n).toBe(values.length);
        expect(low ?? NaN).toBeGreaterThanOrEqual(0);
        expect(high ?? NaN).toBeLessThanOrEqual(1);
        expect(low ?? NaN).toBeLessThanOrEqual((value ?? NaN) + 1e-12);
        expect(high ?? NaN).toBeGreaterThanOrEqual((value ?? NaN) - 1e-12);
      }),
    );
    expect(meanWithInterval([0.5, 0.5, 0.5, 0.5], createRandom('mean'))).toEqual({
      value: 0.5,
      low: 0.5,
      high: 0.5,
      n: 4,
    });
    expect(meanWithInterval([], createRandom('mean'))).toEqual({ value: null, low: null, high: null, n: 0 });
  });

  it('covers the truth about as often as it says', () => {
    const random = createRandom('coverage');
    const truth = 0.3;
    let covered = 0;
    const rounds = 100;
    for (let round = 0; round < rounds; round += 1) {
      const values = Array.from({ length: 30 }, () => (random.nextFloat() < truth ? 1 : 0));
      const { low, high } = meanWithInterval(values, random);
      if (low !== null && high !== null && low <= truth && truth <= high) covered += 1;
    }
    expect(covered / rounds).toBeGreaterThan(0.88);
  });

  it('is less sure where values come in clusters', () => {
    const values = Array.from({ length: 40 }, (_, i) => Math.floor(i / 10) % 2);
    const keys = values.map((_, i) => String(Math.floor(i / 10)));
    const width = (given: readonly string[]) => {
      const { low, high } = meanWithInterval(values, createRandom('width'), given);
      return (high ?? 0) - (low ?? 0);
    };
    expect(width(keys)).toBeGreaterThan(width([]));
  });
});

describe('fidelity', () => {
  const unit = (values: readonly number[], dimensions: number) => {
    const out = Float32Array.from(values);
    for (let at = 0; at < out.length; at += dimensions) {
      const row = out.subarray(at, at + dimensions);
      const length = Math.hypot(...row);
      row.forEach((x, i) => (row[i] = x / length));
    }
    return { values: out, dimensions };
  };
  const drawn = (count: number, dimensions: number, seed: string) => {
    const random = createRandom(seed);
    return unit(
      Array.from({ length: count * dimensions }, () => random.nextFloat() - 0.5),
      dimensions,
    );
  };
  const each = (count: number) => Array.from({ length: count }, (_, i) => i);

  it('is whole when answers are their personas, and none when they are the opposite', () => {
    const personas = drawn(20, 8, 'personas');
    expect(fidelityOf(personas, personas, each(20), 4, 1)).toMatchObject({
      hits: 20,
      n: 20,
      k: 4,
      chance: 0.25,
      high: 1,
    });
    const opposite = { ...personas, values: personas.values.map((x) => -x) };
    expect(fidelityOf(opposite, personas, each(20), 4, 1)).toMatchObject({ hits: 0, low: 0 });
  });

  it('is chance for answers that know nothing of their persona, and for answers that are all alike', () => {
    const n = 400;
    const personas = drawn(n, 8, 'personas');
    const blind = fidelityOf(drawn(n, 8, 'answers'), personas, each(n), FIDELITY_CHOICES, 1);
    expect(exactTest(blind?.hits ?? 0, n, 1 / FIDELITY_CHOICES)).toBeGreaterThan(0.01);
    const alike = fidelityOf({ values: new Float32Array(n * 8), dimensions: 8 }, personas, each(n), 4, 1);
    expect(exactTest(alike?.hits ?? 0, n, 1 / 4)).toBeGreaterThan(0.01);
  });

  it('is the same for the same seed, and unknown with fewer personas than choices', () => {
    const [answers, personas] = [drawn(9, 4, 'a'), drawn(5, 4, 'b')];
    const of = each(9).map((i) => i % 5);
    expect(fidelityOf(answers, personas, of, 4, 3)).toEqual(fidelityOf(answers, personas, of, 4, 3));
    expect(
      fidelityOf(
        answers,
        drawn(3, 4, 'b'),
        of.map((i) => i % 3),
        4,
        3,
      ),
    ).toBeNull();
    expect(fidelityOf(drawn(0, 4, 'a'), personas, [], 4, 3)).toBeNull();
  });

  it('is won by the right one exactly where no drawn one is nearer, with all personas drawn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 0, max: 999 }), (count, seed) => {
        const [answers, personas] = [drawn(count, 3, `a${seed}`), drawn(count, 3, `p${seed}`)];
        const near = (i: number, j: number) =>
          each(3).reduce((sum, d) => sum + (answers.values[i * 3 + d] ?? 0) * (personas.values[j * 3 + d] ?? 0), 0);
        const right = each(count).filter((i) => each(count).every((j) => near(i, i) >= near(i, j)));
        expect(fidelityOf(answers, personas, each(count), count, seed)?.hits).toBe(right.length);
      }),
    );
  });
});
