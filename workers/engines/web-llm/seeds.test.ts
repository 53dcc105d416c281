import { beforeAll, describe, expect, it } from 'vitest';
import { cellSeed } from '../../../lib/prompt/seeds.ts';
import { chiSquare } from '../../../lib/sampling/chi-square.test-help.ts';
import { type InsideWebLlm, openWebLlm } from './inside-web-llm.test-help.ts';

// Quantile of chi-square with 99 degrees of freedom at 0.999: a sound hash fails one choice of seeds in a thousand, and
// the seeds are fixed.
const LIMIT = 148.2;
const BINS = 100;

describe('the first draws of web-llm’s own generator', () => {
  let firstDraw: (seed: number) => number;
  beforeAll(async () => {
    const { tvmjs }: InsideWebLlm = await openWebLlm();
    const generator = new tvmjs.LinearCongruentialGenerator();
    firstDraw = (seed) => {
      generator.setSeed(seed);
      return generator.randomFloat();
    };
  });
  const spread = (draws: readonly number[]) =>
    chiSquare(
      BINS,
      draws.map((draw) => Math.floor(draw * BINS)),
    );

  it.each([
    ['runs', (i: number) => cellSeed(i, 'a persona', 0, 0, 0)],
    ['repeats', (i: number) => cellSeed(7, 'a persona', 0, i, 0)],
    ['personas', (i: number) => cellSeed(7, `persona ${i}`, 0, 0, 0)],
  ])('are uniform over the seeds of %s', (_, seedOf) => {
    expect(spread(Array.from({ length: 20_000 }, (_, i) => firstDraw(seedOf(i))))).toBeLessThan(LIMIT);
  });

  it('would not be, were the seeds not hashed', () => {
    expect(spread(Array.from({ length: 1000 }, (_, i) => firstDraw(i)))).toBeGreaterThan(100 * LIMIT);
  });
});
