import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { armsOf, specOf, trialOf, usage } from '../arms/spec.test-help.ts';
import { planTrials } from '../arms/plan.ts';
import { cosines } from '../metrics/cosine.ts';
import { createRandom } from '../sampling/random.ts';
import { budgetOf, cutText, lengthsOf, quantile } from './budget.ts';
import { wordVectors } from './analysis.test-help.ts';
import type { ArmId } from '../model/experiment.ts';
import { costOf, tokensPerValid } from './cost.ts';
import { curveOf } from './curve.ts';
import { clustersOf, groupsOf, pairsOf } from './groups.ts';
import { estimated } from './intervals.ts';
import { detectable } from './power.ts';
import { similarityOf } from './similarity.ts';
import { validityDifference } from './validity.ts';
import { leastClusters } from './verdict.ts';

describe('lengths and the budget', () => {
  it('has quartiles as NumPy has them', () => {
    expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 4, 8], share))).toEqual([1, 1.75, 3, 8]);
    expect(lengthsOf(['a b c', 'a'])).toEqual({ min: 1, q1: 1.5, median: 2, q3: 2.5, max: 3, mean: 2 });
    expect(lengthsOf([])).toBeNull();
  });

  it('is the least lower quartile, and at least 20', () => {
    const words = (count: number) => Array.from({ length: count }, () => 'w').join(' ');
    const of = (...groups: readonly number[][]) => budgetOf(groups.map((lengths) => lengthsOf(lengths.map(words))));
    expect(of([40, 40, 80, 80], [50, 60, 70, 80])).toBe(40);
    expect(of([3, 4], [50, 60])).toBe(20);
    expect(of([], [30, 30])).toBe(30);
    expect(of([])).toBe(20);
    expect(cutText(' one  two three ', 2)).toBe('one two');
  });
});

describe('groups', () => {
  const spec = specOf({
    n: 12,
    hand: specOf().hand.slice(0, 4),
    arms: armsOf('control', 'one-persona', 'hand-written', 'verbalized'),
  });
  const text = (arm: string, index: number) =>
    arm === 'verbalized' ? '1. (0.5) Math problem: A?\n2. (0.1) Math problem: B?' : `Math problem: ${index}?`;
  const trials = planTrials(spec).map((place) => trialOf(place, text(place.arm, place.index)));
  const groups = groupsOf(spec, trials);
  const [control, one, hand, verbalized] = groups;
  if (!control || !one || !hand || !verbalized) throw new Error('Four groups were asked for.');

  it('hold the answers that came, and know what did not', () => {
    expect(groups.map(({ answers, failed }) => [answers.length, failed.length])).toEqual([
      [12, 0],
      [12, 0],
      [12, 0],
      [6, 6],
    ]);
  });

  it('do not count what was never asked as failed', () => {
    const begun = groupsOf(
      spec,
      trials.filter(({ index }) => index < 5),
    );
    expect(begun.map(({ answers, failed }) => [answers.length, failed.length])).toEqual([
      [5, 0],
      [5, 0],
      [5, 0],
      [2, 3],
    ]);
  });

  it('cluster answers by persona, by call, and not at all with one persona for all', () => {
    expect([control, one, hand, verbalized].map((group) => clustersOf(group).map(({ length }) => length))).toEqual([
      new Array(12).fill(1),
      new Array(12).fill(1),
      [3, 3, 3, 3],
      [2, 2, 2],
    ]);
  });

  it('pair answers of one index, and keep clusters of both sides whole', () => {
    const { count, a, b } = pairsOf(hand, verbalized);
    const index = (group: typeof hand, places: readonly number[]) => places.map((place) => group.answers[place]?.index);
    expect(count).toBe(6);
    expect(a.map((places) => index(hand, places))).toEqual(b.map((places) => index(verbalized, places)));
    // 0, 1 | 5, 6 | 10, 11 came together; 1 and 5 had one persona, 6 and 10 another.
    expect(a).toHaveLength(1);
    expect(pairsOf(hand, control).a).toHaveLength(4);
  });
});

describe('intervals', () => {
  it('of counts hold the expected difference about 95 times in a hundred', () => {
    const random = createRandom('coverage');
    const n = 30;
    const singles = (from: number) => Array.from({ length: n }, (_, i) => [from + i]);
    const draw = (kinds: number) => Array.from({ length: n }, () => Math.min(random.below(kinds), random.below(kinds)));
    const found = Array.from({ length: 200 }, (_, run) => {
      const kinds = [...draw(40), ...draw(20)];
      const figure = (among: readonly number[]) => new Set(among.map((i) => kinds[i])).size;
      return estimated({ exact: figure, quick: figure }, singles(0), singles(n), 'classes', createRandom(run));
    });
    const truth = found.reduce((sum, { value }) => sum + (value ?? 0), 0) / found.length;
    const covered = found.filter(({ low, high }) => (low ?? NaN) <= truth && truth <= (high ?? NaN)).length;
    expect(covered).toBeGreaterThan(178);
    expect(covered).toBeLessThan(200);
  });

  it('are unknown of few clusters', () => {
    const figure = (among: readonly number[]) => among.length;
    expect(estimated({ exact: figure, quick: figure }, [[0], [1], [2]], null, 'classes', createRandom(1))).toEqual({
      value: 3,
      low: null,
      high: null,
      n: 3,
    });
  });

  it('tell what they could have found', () => {
    expect(detectable({ value: 0, low: -1.96, high: 1.96, n: 9 })).toBeCloseTo(2.8016, 3);
    expect(detectable({ value: 0, low: null, high: null, n: 9 })).toBeNull();
  });

  it('need enough clusters for the least p to pass the correction', () => {
    for (const tests of [1, 2, 6, 16, 40]) {
      const clusters = leastClusters(tests);
      expect((2 / 2 ** clusters) * tests).toBeLessThanOrEqual(0.05);
      expect((2 / 2 ** (clusters - 1)) * tests).toBeGreaterThan(0.05);
    }
  });
});

describe('validity against the control', () => {
  const pairs = (both: number, first: number, second: number, none: number) => [
    ...Array.from({ length: both }, () => [true, true] as const),
    ...Array.from({ length: first }, () => [true, false] as const),
    ...Array.from({ length: second }, () => [false, true] as const),
    ...Array.from({ length: none }, () => [false, false] as const),
  ];

  it('has the intervals of Newcombe’s paper', () => {
    expect(validityDifference(pairs(36, 12, 2, 0))).toEqual({
      value: 0.2,
      low: expect.closeTo(0.0569, 4) as number,
      high: expect.closeTo(0.3404, 4) as number,
      n: 50,
    });
  });

  it('turns round with the arms and stays within its bounds', () => {
    const count = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(count, count, count, count, (both, first, second, none) => {
        fc.pre(both + first + second + none > 0);
        const a = validityDifference(pairs(both, first, second, none));
        const b = validityDifference(pairs(both, second, first, none));
        expect(a?.low).toBeCloseTo(-(b?.high ?? NaN), 9);
        expect(a?.low).toBeLessThanOrEqual(a?.value ?? NaN);
        expect(a?.high).toBeGreaterThanOrEqual(a?.value ?? NaN);
        expect(a?.low).toBeGreaterThanOrEqual(-1);
      }),
    );
    expect(validityDifference([])).toBeNull();
  });
});

describe('curves', () => {
  it('rise to all classes, and say where they flatten', () => {
    const flat = curveOf([50, 50]);
    expect(flat?.points).toHaveLength(40);
    expect(flat?.points[0]).toMatchObject({ n: 1, mean: 1, low: expect.closeTo(1, 4) as number });
    expect(flat?.points.at(-1)).toMatchObject({ n: 100, mean: expect.closeTo(2, 9) as number });
    // The second class is the only one to come.
    expect(flat?.saturatedAt).toBe(1);
    expect(curveOf([30, 30, 30, 30])?.saturatedAt).toBeGreaterThan(2);
    expect(curveOf(new Array<number>(30).fill(1))?.saturatedAt).toBeNull();
    expect(curveOf([])).toBeNull();
    expect(curveOf([1])?.points).toEqual([{ n: 1, mean: 1, low: 1, high: 1 }]);
  });

  it('keep to what can be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }), (sizes) => {
        const points = curveOf(sizes)?.points ?? [];
        points.forEach(({ n, mean, low, high }, i) => {
          expect(low).toBeLessThanOrEqual(mean + 1e-9);
          expect(high).toBeGreaterThanOrEqual(mean - 1e-9);
          expect(high).toBeLessThanOrEqual(n);
          expect(mean).toBeGreaterThanOrEqual((points[i - 1]?.mean ?? 0) - 1e-9);
        });
      }),
    );
  });
});

describe('similarity of answers and personas', () => {
  it('has the line through answers that follow their personas', () => {
    const personas = wordVectors(Array.from({ length: 12 }, (_, i) => `p${i % 4} q${i % 3} r${i}`));
    const found = similarityOf(cosines(personas), personas, [...Array(12).keys()], 'seed');
    expect(found?.pairs).toBe(66);
    expect(found?.points).toHaveLength(66);
    expect(found?.slope.value).toBeCloseTo(1, 6);
    expect(found?.intercept).toBeCloseTo(0, 6);
    expect(found?.r.value).toBeCloseTo(1, 6);
  });

  it('leaves out pairs of one persona, and is unknown of few', () => {
    const personas = wordVectors(Array.from({ length: 6 }, (_, i) => `p${i}`));
    const twice = [...Array(12).keys()].map((i) => i % 6);
    const answers = cosines(wordVectors(twice.map((persona, i) => `a${persona} b${i}`)));
    expect(similarityOf(answers, personas, twice, 'seed')?.pairs).toBe(60);
    expect(
      similarityOf(
        answers,
        wordVectors(['a', 'b']),
        twice.map((i) => i % 2),
        'seed',
      ),
    ).toBeNull();
  });
});

describe('cost', () => {
  const place = { arm: 'control' as ArmId, model: 0, index: 0, solve: null };

  it('is the sum over calls, and unknown where one does not tell', () => {
    const calls = [trialOf(place, 'a'), trialOf(place, 'b')];
    expect(costOf(calls)).toEqual({ promptTokens: 800, completionTokens: 120, busyMs: 4000 });
    expect(tokensPerValid(costOf(calls), 2)).toBe(460);
    expect(tokensPerValid(costOf(calls), 0)).toBeNull();
    expect(costOf([...calls, trialOf(place, 'c', { usage: { ...usage, promptTokens: null } })])).toEqual({
      promptTokens: null,
      completionTokens: 180,
      busyMs: 6000,
    });
    expect(costOf([])).toEqual({ promptTokens: null, completionTokens: null, busyMs: null });
    expect(costOf([...calls, trialOf(place, '', { state: 'failed', usage: null })]).promptTokens).toBe(800);
  });
});
