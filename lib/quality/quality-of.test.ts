import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemCodes } from '../model/experiment-result.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { exactInterval } from '../statistics/binomial.ts';
import { type QualityAnswer, qualityOf } from './quality-of.ts';

const spec = { task: chooseTask('math') };
const none = { spec, failed: 0, solutions: [], vectors: null, seed: 1 };
const answer = (text: string, persona: string | null = null): QualityAnswer => ({ text, finish: 'end', persona });
const good = 'Math problem: A baker sells 6 rolls at 2 coins. What does she earn?';

describe('quality', () => {
  it('counts what is valid of all that was asked for, and why the rest is not', () => {
    const answers = [answer(good), answer('Nothing 1?'), answer('Math problem: 3 cats.'), answer('Rolls.')];
    const { quality, problems } = qualityOf({ ...none, answers, failed: 2 });
    expect(quality.valid).toEqual({ hits: 1, n: 6, ...exactInterval(1, 6) });
    expect(quality.problems).toEqual([
      { code: 'wrong-start', count: 2 },
      { code: 'no-question', count: 2 },
      { code: 'failed', count: 2 },
      { code: 'no-number', count: 1 },
    ]);
    expect(problems).toEqual([[], ['wrong-start'], ['no-question'], ['wrong-start', 'no-question', 'no-number']]);
    expect(quality).toMatchObject({ echo: null, fidelity: null, contradictions: null, agreement: null });
  });

  it('looks at personas where there are any', () => {
    const persona = 'A 30-year-old baker in Porto';
    const answers = [
      answer('Math problem: A 30-year-old baker in Porto sells 6 rolls. How many are left?', persona),
      answer('Math problem: A baker in Oslo sells 6 rolls. How many are left?', persona),
      answer('Math problem: Seven rolls fell. How many are left?', 'Rain on a tin roof'),
      answer(good),
    ];
    const { quality } = qualityOf({ ...none, answers, solutions: [['Answer: 1', 'Answer: 1', '2']] });
    expect(quality.echo).toMatchObject({ value: 7 / 16 / 3, n: 3 });
    expect(quality.contradictions).toMatchObject({ hits: 1, n: 2 });
    expect(quality.agreement).toMatchObject({ value: 2 / 3, n: 1, unreadable: 0, solutions: 3 });
  });

  it('depends on no order, and gives the same again', () => {
    const texts = fc.constantFrom(good, 'Math problem: 3 cats.', '', 'Rolls.', 'Math problem: A baker in Oslo?');
    const personas = fc.constantFrom(null, 'A baker in Porto', 'A nurse, 40');
    const answers = fc.array(
      fc.tuple(texts, personas).map(([text, persona]) => answer(text, persona)),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(answers, fc.nat(5), (given, failed) => {
        const { quality, problems } = qualityOf({ ...none, answers: given, failed });
        expect(qualityOf({ ...none, answers: given, failed })).toEqual({ quality, problems });
        const other = qualityOf({ ...none, answers: given.toReversed(), failed }).quality;
        expect([other.valid, other.problems, other.contradictions]).toEqual([
          quality.valid,
          quality.problems,
          quality.contradictions,
        ]);
        expect(other.echo?.value ?? 0).toBeCloseTo(quality.echo?.value ?? 0, 12);
        expect(quality.valid.n).toBe(given.length + failed);
        for (const { code, count } of quality.problems) {
          expect(problemCodes).toContain(code);
          expect(count).toBeLessThanOrEqual(quality.valid.n - quality.valid.hits);
        }
      }),
      { numRuns: 50 },
    );
  });
});
