import { describe, expect, it } from 'vitest';
import { armsOf, specOf } from '../arms/spec.test-help.ts';
import type { ArmId, ArmKind } from '../model/experiment.ts';
import type {
  AaCheck,
  Comparison,
  Estimate,
  ExperimentResult,
  GroupResult,
  MetricId,
  Verdict,
} from '../model/experiment-result.ts';
import { exactInterval } from '../statistics/binomial.ts';
import { aaFailed } from './aa.ts';
import { type VerdictAsk, verdictOf } from './verdict.ts';
import { verdictSentences } from './verdict-words.ts';

const estimate = (value: number | null, low: number | null = null, high: number | null = null, n = 30): Estimate => ({
  value,
  low,
  high,
  n,
});

function groupOf(arm: string, figure: number | null, tokens = 60): GroupResult {
  const metrics = { 'vendi-1': estimate(figure) } as Record<MetricId, Estimate>;
  return {
    arm: arm as ArmId,
    model: 0,
    planned: 30,
    texts: 30,
    failed: 0,
    metrics,
    lengths: null,
    quality: {
      valid: { hits: 24, n: 30, ...exactInterval(24, 30) },
      problems: [],
      echo: null,
      fidelity: null,
      contradictions: null,
      agreement: null,
    },
    cost: { promptTokens: 400, completionTokens: tokens, busyMs: 1 },
    curve: null,
    similarity: null,
  };
}

const comparisonOf = (part: Partial<Comparison> = {}): Comparison => ({
  arm: 'hub' as ArmId,
  model: 0,
  against: { arm: 'control' as ArmId, model: 0 },
  metric: 'vendi-1',
  pairs: 30,
  difference: estimate(2, 1, 3),
  p: 0.001,
  adjusted: 0.004,
  ...part,
});

const checkOf = (hits: number): AaCheck => ({
  arm: 'control' as ArmId,
  model: 0,
  metric: 'vendi-1',
  splits: 200,
  found: { hits, n: 200, ...exactInterval(hits, 200) },
});

const ask = (part: Partial<VerdictAsk> = {}): VerdictAsk => ({
  group: groupOf('hub', 12),
  control: groupOf('control', 10),
  comparison: comparisonOf(),
  clusters: 30,
  tests: 4,
  metric: 'vendi-1',
  aa: checkOf(10),
  validity: estimate(-0.1, -0.3, 0.1),
  figure: 10,
  baselines: [],
  ...part,
});

const told = ({ kind, why }: Verdict) => (why === null ? kind : `${kind}: ${why}`);

describe('a verdict', () => {
  const of = (difference: Estimate, adjusted: number, part: Partial<VerdictAsk> = {}) =>
    told(verdictOf(ask({ comparison: comparisonOf({ difference, p: adjusted / 4, adjusted }), ...part })));

  it('is helped or hurt where p stands the correction', () => {
    expect(of(estimate(2, 1, 3), 0.004)).toBe('helped');
    expect(of(estimate(-2, -3, -1), 0.004)).toBe('hurt');
    expect(of(estimate(2, 0.1, 3.9), 0.06)).toBe('cannot-tell: unclear');
  });

  it('is did-not where the whole interval lies within a tenth of the control, whatever p says', () => {
    expect(of(estimate(0.1, -0.6, 0.8), 0.7)).toBe('did-not');
    expect(of(estimate(0.4, 0.1, 0.7), 0.001)).toBe('did-not');
    expect(of(estimate(0.4, -0.3, 1.1), 0.7)).toBe('cannot-tell: unclear');
  });

  it('is not given without what it needs', () => {
    const good = [estimate(2, 1, 3), 0.004] as const;
    expect(of(...good, { control: null })).toBe('cannot-tell: no-control');
    expect(of(...good, { comparison: null })).toBe('cannot-tell: no-control');
    expect(of(...good, { comparison: comparisonOf({ pairs: 11 }) })).toBe('cannot-tell: too-few');
    expect(of(...good, { clusters: 6 })).toBe('cannot-tell: too-few');
    expect(of(estimate(null), 0.004)).toBe('cannot-tell: not-measured');
    expect(of(...good, { aa: checkOf(30) })).toBe('cannot-tell: aa-failed');
    expect(of(estimate(0, 0, 0), 1, { figure: 30 })).toBe('cannot-tell: unclear');
  });

  it('lets the A/A check fail on more than chance alone', () => {
    expect([10, 16, 18, 24, 30].map((hits) => aaFailed(checkOf(hits)))).toEqual([false, false, false, true, true]);
  });

  it('names baselines that do as well, cheapest first', () => {
    const baseline = (arm: ArmKind, difference: Estimate, tokens: number) => ({
      group: groupOf(arm, 11, tokens),
      kind: arm,
      difference,
      figure: 10,
    });
    const verdict = verdictOf(
      ask({
        baselines: [
          baseline('hot', estimate(0.9, -0.2, 2), 300),
          baseline('verbalized', estimate(-1, -2, 0), 20),
          baseline('irrelevant', estimate(2, 1, 3), 10),
          baseline('shuffled', estimate(0, -1, 1, 8), 10),
        ],
      }),
    );
    expect(verdict.asGood.map(({ arm }) => arm)).toEqual(['verbalized', 'hot']);
  });

  it('puts the difference over the control’s figure, and tokens over the control’s', () => {
    const verdict = verdictOf(ask({ group: groupOf('hub', 12, 520) }));
    expect(verdict.relative).toEqual({ value: 0.2, low: 0.1, high: expect.closeTo(0.3, 9) as number, n: 30 });
    expect(verdict.costRatio).toBeCloseTo(2, 9);
  });
});

describe('its sentences', () => {
  const spec = specOf({ arms: armsOf('control', 'hot', 'hub').map((arm) => ({ ...arm, temperature: null })) });
  const sentences = (part: Partial<VerdictAsk>) => {
    const asked = ask(part);
    const verdict = verdictOf(asked);
    const result: ExperimentResult = {
      version: 1,
      app: '1',
      at: 0,
      budget: 40,
      encoder: 'e',
      rounds: 999,
      minimumPairs: 12,
      groups: [asked.group, ...(asked.control ? [asked.control] : [])],
      comparisons: asked.comparison ? [asked.comparison] : [],
      aa: asked.aa ? [asked.aa] : [],
      verdicts: [verdict],
      samples: [],
    };
    return verdictSentences(result, spec, verdict);
  };
  const hot = { group: groupOf('hot', 11), kind: 'hot' as const, difference: estimate(0.5, -0.5, 1.5), figure: 10 };

  it('say that it helped, by how much, at what cost, and what does as well', () => {
    expect(sentences({ baselines: [hot] })).toEqual([
      '“Hub” helped: its answers are more varied in meaning than those of “No persona”, +20% (95% interval +10% to +30%; Vendi Score; n = 30 pairs).',
      'Chance alone hardly does that: p = 0.004 after correction for 1 comparison (Holm).',
      '24 of its 30 answers are valid in form (80%), −10 points against “No persona” (95% interval −30 to +10).',
      'A valid answer takes 1.0 times the tokens of one of “No persona”.',
      'The cheapest baseline that does as well is “Higher temperature”: “Hub” is at +0.50 against it (95% interval −0.50 to +1.50; Vendi Score; n = 30 pairs).',
    ]);
    expect(sentences({}).at(-1)).toBe('No baseline that could be compared comes within 10% of it.');
    expect(sentences({ validity: estimate(-0.4, -0.6, -0.2) })[2]).toMatch(/loses in valid answers\.$/);
  });

  it('say that it did not, or hurt', () => {
    const none = comparisonOf({ difference: estimate(0.1, -0.6, 0.8), p: 0.7, adjusted: 1 });
    expect(sentences({ comparison: none }).slice(0, 2)).toEqual([
      '“Hub” did not help: against “No persona” its answers vary in meaning by +1% (95% interval −6% to +8%; Vendi Score; n = 30 pairs). That lies within 10%, which was set beforehand as no difference.',
      'A difference as large comes by chance with p = 1.00 after correction for 1 comparison (Holm).',
    ]);
    const less = comparisonOf({ difference: estimate(-2, -3, -1) });
    expect(sentences({ comparison: less })[0]).toMatch(/^“Hub” hurt: its answers are less varied in meaning/);
  });

  it('say why nothing can be told', () => {
    const unclear = comparisonOf({ difference: estimate(1, -2, 4), p: 0.3, adjusted: 1 });
    expect(sentences({ comparison: unclear })[0]).toBe(
      'It cannot be told whether “Hub” helped at this n: against “No persona” its answers vary in meaning by +10% (95% interval −20% to +40%; Vendi Score; n = 30 pairs). A difference of about 43% would be found four times in five at this n, before correction.',
    );
    expect(sentences({ comparison: comparisonOf({ pairs: 1 }) })[0]).toMatch(
      /1 pair of answers, and a verdict needs 12\.$/,
    );
    expect(sentences({ clusters: 5 })[0]).toMatch(/too few different personas/);
    expect(sentences({ control: null })[0]).toMatch(/no answers of the arm without a persona/);
    expect(sentences({ aa: checkOf(40) })[0]).toMatch(/40 of 200 splits/);
    expect(sentences({ control: groupOf('control', 30), figure: 30 })[0]).toMatch(/no room for more\.$/);
  });
});
