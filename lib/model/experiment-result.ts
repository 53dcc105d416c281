import type { ArmId, TrialId } from './experiment.ts';

/** In the order of tables. Which way is more varied, and words for people, stand in `lib/analysis/metric-facts.ts`. */
export const metricIds = [
  'distinct-1',
  'distinct-2',
  'distinct-3',
  'ngram-diversity',
  'classes', // NoveltyBench's equivalence classes by ROUGE-1
  'self-bleu',
  'compression',
  'self-repetition',
  'rouge-l', // homogenisation
  'near-duplicates', // share of texts with another at Jaccard 0.8 or more
  'cosine',
  'nearest',
  'vendi-0.5',
  'vendi-1',
  'vendi-2',
  'vendi-inf',
  'near-duplicates-meaning', // share of texts with another at cosine 0.9 or more
] as const;
export type MetricId = (typeof metricIds)[number];

/** A figure with its 95% interval. Null is unknown: too few texts, or no encoder. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Texts that it stands on. */
  readonly n: number;
}

/** A share with its exact (Clopper-Pearson) 95% interval. */
export interface Share {
  readonly hits: number;
  readonly n: number;
  readonly low: number;
  readonly high: number;
}

/** An arm on a model. */
export interface GroupKey {
  readonly arm: ArmId;
  readonly model: number;
}

export interface Lengths {
  /** Words as `spaceTokens` cuts them. */
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  readonly mean: number;
}

export const problemCodes = [
  'wrong-start',
  'nothing-written',
  'cut-off',
  'not-json',
  'missing-field',
  'refusal',
  'prompt-echo',
  'other-language',
  'no-question',
  'no-number',
  'solution-given',
  'failed', // no text: the engine could not
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Can the persona be told from the answer? */
export interface Fidelity extends Share {
  /** Personas to choose among, the right one included. */
  readonly k: number;
  /** 1 / k. */
  readonly chance: number;
}

export interface Quality {
  readonly valid: Share;
  readonly problems: readonly { readonly code: ProblemCode; readonly count: number }[];
  /** Mean share of an answer's words that stand in runs of four or more copied from its persona; null without personas. */
  readonly echo: Estimate | null;
  readonly fidelity: Fidelity | null;
  /** Answers that state another age, gender, country or occupation than their persona does. Null without personas. */
  readonly contradictions: Share | null;
  /** Mean share of solutions that agree with the most frequent one; null where nothing was solved. */
  readonly agreement: (Estimate & { readonly unreadable: number; readonly solutions: number }) | null;
}

export interface Cost {
  /** Null where the engine does not tell. */
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** Sum over the calls of the time from leaving the queue to the last token. */
  readonly busyMs: number | null;
}

export interface CurvePoint {
  readonly n: number;
  readonly mean: number;
  /** 95% band. */
  readonly low: number;
  readonly high: number;
}

/** Unique outputs among n. */
export interface Rarefied {
  /** At 40 places at most, the last at all texts. */
  readonly points: readonly CurvePoint[];
  /** From this n on, ten more texts bring less than one new class; null where that is not reached. */
  readonly saturatedAt: number | null;
}

export interface GroupResult extends GroupKey {
  /** Answers that the plan asks for, and texts that came of them (a verbalized request may give fewer or more). */
  readonly planned: number;
  readonly texts: number;
  readonly failed: number;
  readonly metrics: Readonly<Record<MetricId, Estimate>>;
  readonly lengths: Lengths | null;
  readonly quality: Quality;
  readonly cost: Cost;
  readonly curve: Rarefied | null;
  /** Similarity of answers against similarity of their personas (the paper's Figure 10); null without personas. */
  readonly similarity: Similarity | null;
}

export interface Similarity {
  /** Pairs shown, drawn at random where there are more: [cosine of personas, cosine of answers]. */
  readonly points: readonly (readonly [number, number])[];
  readonly pairs: number;
  /** Least squares: answers = intercept + slope x personas. */
  readonly slope: Estimate;
  readonly intercept: number;
  /** Pearson's; its interval by leaving personas out. */
  readonly r: Estimate;
}

/** One arm against the unconditioned one of the same model, pair by pair. */
export interface Comparison extends GroupKey {
  readonly against: GroupKey;
  readonly metric: MetricId;
  /** Pairs in which both have a text. */
  readonly pairs: number;
  /** Figure of the arm less that of the other, at equal n and token budget. */
  readonly difference: Estimate;
  /** Two-sided, by permutation; null where it is unknown. */
  readonly p: number | null;
  /** After Holm's correction over the primary metrics of all comparisons; null for metrics that decide nothing. */
  readonly adjusted: number | null;
}

/** Two halves of one arm: they come from the same source, so a finding is a false one. */
export interface AaCheck extends GroupKey {
  readonly metric: MetricId;
  readonly splits: number;
  /** Splits with p below 0.05, with the exact interval of their share. */
  readonly found: Share;
}

export type VerdictKind = 'helped' | 'did-not' | 'hurt' | 'cannot-tell';

/** Of one conditioned arm on one model. Sentences are made of it by `lib/analysis/verdict-words.ts`. */
export interface Verdict extends GroupKey {
  readonly kind: VerdictKind;
  /** Why nothing can be told; null else. */
  readonly why: 'too-few' | 'no-control' | 'unclear' | 'not-measured' | 'aa-failed' | null;
  /** The metric that decides. */
  readonly metric: MetricId;
  readonly pairs: number;
  readonly difference: Estimate | null;
  /** Difference over the control's figure. */
  readonly relative: Estimate | null;
  readonly adjusted: number | null;
  /** Validity of the arm less that of the control, in points from -1 to 1. */
  readonly validity: Estimate | null;
  /** Arms without personas that do as well, cheapest first: nothing speaks for a difference of more than the margin. */
  readonly asGood: readonly (GroupKey & { readonly difference: Estimate })[];
  /** Tokens for each valid answer, prompt and completion, over those of the control; null is unknown. */
  readonly costRatio: number | null;
}

export interface Sampled extends GroupKey {
  readonly trial: TrialId;
  readonly text: string;
  readonly persona: string | null;
  readonly problems: readonly ProblemCode[];
}

export interface ExperimentResult {
  readonly version: 1;
  /** Computed by this version of the app. */
  readonly app: string;
  readonly at: number;
  /** Tokens (words) that each text was cut to; null where it was not. */
  readonly budget: number;
  /** Of the sentence encoder; null where meaning was not measured. */
  readonly encoder: string | null;
  readonly rounds: number;
  readonly minimumPairs: number;
  readonly groups: readonly GroupResult[];
  readonly comparisons: readonly Comparison[];
  readonly aa: readonly AaCheck[];
  readonly verdicts: readonly Verdict[];
  /** Drawn at random with the experiment's seed, the same number for each group. */
  readonly samples: readonly Sampled[];
}

/** A curve as it is drawn, with what it shows as numbers. */
export interface ReportFigure {
  readonly id: string;
  readonly title: string;
  /** What it shows and how to read it. */
  readonly caption: string;
  /** A whole SVG element without scripts, styles or addresses, readable on white. */
  readonly svg: string;
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}
