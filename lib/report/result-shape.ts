import * as v from 'valibot';
import type { ArmId, TrialId } from '../model/experiment.ts';
import { type ExperimentResult, metricIds, problemCodes } from '../model/experiment-result.ts';

/** Version 1 of a result, as it comes from outside. */

/** A figure may be anything that JSON can say; counts are whole. */
const figure = v.pipe(v.number(), v.finite());
const figureOrNull = v.nullable(figure);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const text = v.string();
const metric = v.picklist(metricIds);
const problem = v.picklist(problemCodes);

const key = {
  arm: v.custom<ArmId>((value) => typeof value === 'string' && value !== ''),
  model: count,
};

const estimateEntries = { value: figureOrNull, low: figureOrNull, high: figureOrNull, n: count };
const estimate = v.object(estimateEntries);
const shareEntries = { hits: count, n: count, low: share, high: share };
const hitsOfN = v.object(shareEntries);

const metrics = v.object(
  Object.fromEntries(metricIds.map((id) => [id, estimate])) as Record<(typeof metricIds)[number], typeof estimate>,
);

const quality = v.object({
  valid: hitsOfN,
  problems: v.array(v.object({ code: problem, count })),
  echo: v.nullable(estimate),
  fidelity: v.nullable(v.object({ ...shareEntries, k: count, chance: share })),
  contradictions: v.nullable(hitsOfN),
  agreement: v.nullable(v.object({ ...estimateEntries, unreadable: count, solutions: count })),
});

const lengths = v.object({ min: figure, q1: figure, median: figure, q3: figure, max: figure, mean: figure });

const curve = v.object({
  points: v.array(v.object({ n: count, mean: figure, low: figure, high: figure })),
  saturatedAt: v.nullable(count),
});

const similarity = v.object({
  points: v.array(v.strictTuple([figure, figure])),
  pairs: count,
  slope: estimate,
  intercept: figure,
  r: estimate,
});

const group = v.object({
  ...key,
  planned: count,
  texts: count,
  failed: count,
  metrics,
  lengths: v.nullable(lengths),
  quality,
  cost: v.object({ promptTokens: figureOrNull, completionTokens: figureOrNull, busyMs: figureOrNull }),
  curve: v.nullable(curve),
  similarity: v.nullable(similarity),
});

const against = v.object(key);

const comparison = v.object({
  ...key,
  against,
  metric,
  pairs: count,
  difference: estimate,
  p: v.nullable(share),
  adjusted: v.nullable(share),
});

const verdict = v.object({
  ...key,
  kind: v.picklist(['helped', 'did-not', 'hurt', 'cannot-tell']),
  why: v.nullable(v.picklist(['too-few', 'no-control', 'unclear', 'not-measured', 'aa-failed'])),
  metric,
  pairs: count,
  difference: v.nullable(estimate),
  relative: v.nullable(estimate),
  adjusted: v.nullable(share),
  validity: v.nullable(estimate),
  asGood: v.array(v.object({ ...key, difference: estimate })),
  costRatio: figureOrNull,
});

/** Unknown entries are dropped. */
export const resultShape: v.GenericSchema<unknown, ExperimentResult> = v.object({
  version: v.literal(1),
  app: text,
  at: figure,
  budget: count,
  encoder: v.nullable(text),
  rounds: count,
  minimumPairs: count,
  groups: v.array(group),
  comparisons: v.array(comparison),
  aa: v.array(v.object({ ...key, metric, splits: count, found: hitsOfN })),
  verdicts: v.array(verdict),
  samples: v.array(
    v.object({
      ...key,
      trial: v.custom<TrialId>((value) => typeof value === 'string'),
      text,
      persona: v.nullable(text),
      problems: v.array(problem),
    }),
  ),
});
