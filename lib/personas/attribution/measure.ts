import type { PersonaLabels } from '../../model/persona.ts';
import { personaId } from '../normalise.ts';
import { attributeText } from './attribute-text.ts';
import type { DetectLanguage } from './text-language.ts';
import { isTuningHalf } from './tuning-half.ts';

/** Labels that the gold set has. */
export const measuredLabels = ['region', 'country', 'age', 'occupation', 'gender', 'language'] as const;
export type MeasuredLabel = (typeof measuredLabels)[number];

export interface Labelled {
  readonly text: string;
  readonly labels: PersonaLabels;
}

/** Counts that precision and recall are made of. */
export interface LabelMeasure {
  readonly label: MeasuredLabel;
  /** Rows that were given a label. */
  readonly given: number;
  /** Rows that have one in the gold set. */
  readonly labelled: number;
  /** Rows given the label that the gold set has; precision is correct / given, recall correct / labelled. */
  readonly correct: number;
}

export interface Measurement {
  /** Rows that no rule was made with. */
  readonly rows: number;
  readonly labels: readonly LabelMeasure[];
}

/**
 * Attribution from the text alone against known labels, on the half that is kept from tuning. A label given where the
 * gold set has none counts as wrong.
 */
export function measureAttribution(personas: readonly Labelled[], detect: DetectLanguage): Measurement {
  const kept = personas.filter(({ text }) => !isTuningHalf(personaId(text)));
  const said = kept.map(({ text }) => attributeText(text, detect));
  const labels = measuredLabels.map((label): LabelMeasure => {
    const counts = { given: 0, labelled: 0, correct: 0 };
    for (const [i, { labels: gold }] of kept.entries()) {
      const value = said[i]?.[label];
      if (value !== undefined) counts.given += 1;
      if (gold[label] !== undefined) counts.labelled += 1;
      if (value !== undefined && value === gold[label]) counts.correct += 1;
    }
    return { label, ...counts };
  });
  return { rows: kept.length, labels };
}
