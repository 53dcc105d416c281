import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseStarterFile } from '../personas/starter-file.ts';
import { exactInterval } from '../statistics/binomial.ts';
import { CONTRADICTION_PRECISION } from './contradiction-precision.ts';
import { contradictable, contradicts, statesAnything } from './contradictions.ts';
import { type GoldPair, measured, tuning } from './contradictions-gold.test-help.ts';

const starter = parseStarterFile(readFileSync('public/personas/starter.json', 'utf8')).personas.map(({ text }) => text);

function counts(pairs: readonly GoldPair[]) {
  let [found, labelled, both] = [0, 0, 0];
  for (const [persona, answer, otherwise] of pairs) {
    const said = contradicts(answer, persona);
    found += said.length;
    labelled += otherwise.length;
    both += said.filter((name) => otherwise.includes(name)).length;
  }
  return { found, labelled, both };
}

describe('contradictions', () => {
  it('are as precise as is said of them, on pairs that no rule was made with', () => {
    const { found, labelled, both } = counts(measured);
    const { precision, recall } = CONTRADICTION_PRECISION;
    expect(measured).toHaveLength(59);
    expect([precision.hits, precision.n, recall.hits, recall.n]).toEqual([both, found, both, labelled]);
    for (const { hits, n, low, high } of [precision, recall]) {
      const exact = exactInterval(hits, n);
      expect([low, high]).toEqual([expect.closeTo(exact.low, 4), expect.closeTo(exact.high, 4)]);
    }
    for (const name of contradictable) {
      expect(measured.filter(([, , otherwise]) => otherwise.includes(name)).length).toBeGreaterThan(5);
    }
  });

  it('are mostly right on the pairs that rules were made with', () => {
    const { found, labelled, both } = counts(tuning);
    expect(both / found).toBeGreaterThan(0.9);
    expect(both / labelled).toBeGreaterThan(0.8);
  });

  it('are next to none between a persona and itself', () => {
    expect(starter.length).toBeGreaterThan(500);
    const found = starter.filter((text) => contradicts(`Math problem: ${text}`, text).length > 0);
    // Of one of the thousand the first words give another country than the whole.
    expect(found.length).toBeLessThanOrEqual(1);
    expect(starter.filter(statesAnything).length / starter.length).toBeGreaterThan(0.8);
  });

  it('need something to contradict', () => {
    expect(statesAnything('Rain fell on the roof all night.')).toBe(false);
    expect(contradicts('I am a 30-year-old nurse in Oslo.', 'Rain fell on the roof all night.')).toEqual([]);
    expect(contradicts('', 'A nurse in Porto')).toEqual([]);
    expect(contradicts('{"name": "x"}', 'A nurse in Porto')).toEqual([]);
  });

  it('are of any text, in their order, each once, and soon', () => {
    const words = fc.constantFrom(
      ...'I am a an the nurse baker in Oslo Porto 30 years old she he , . " As live from woman Math problem: \n'.split(
        ' ',
      ),
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 40 }).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(text, text, (answer, persona) => {
        const found = contradicts(answer, persona);
        expect(found).toEqual(contradictable.filter((name) => found.includes(name)));
      }),
    );
    expect(contradicts(`I am a ${'very '.repeat(20_000)}old man`, 'A nurse in Porto')).toEqual([]);
    expect(contradicts('I am '.repeat(20_000), 'A nurse in Porto')).toEqual([]);
  });
});
