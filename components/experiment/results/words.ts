import type { ExperimentResult, VerdictKind } from '../../../lib/model/experiment-result.ts';
import type { ExperimentReproduction, MeasureStage } from '../../providers/experiment.tsx';
import type { Tone } from '../../ui/badge.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { standing } from './groups.ts';

export const verdictBadges: Readonly<Record<VerdictKind, { readonly tone: Tone; readonly text: string }>> = {
  helped: { tone: 'good', text: 'Helped' },
  'did-not': { tone: 'quiet', text: 'Did not help' },
  hurt: { tone: 'bad', text: 'Hurt' },
  'cannot-tell': { tone: 'warn', text: 'Cannot tell' },
};

export const stageWords: Readonly<Record<MeasureStage, string>> = {
  quality: 'Checking the answers',
  loading: 'Loading the sentence encoder',
  embedding: 'Reading the meaning of the answers',
  metrics: 'Measuring how varied they are',
  comparisons: 'Comparing with the control',
  calibration: 'Comparing halves of the control with each other',
  curves: 'Drawing curves',
};

type Likeness = ExperimentReproduction['trials'][number]['likeness'];

export const likenessWords: Readonly<Record<Likeness, string>> = {
  identical: 'identical',
  'same-prefix': 'same start',
  different: 'different',
  missing: 'not made here',
};

/** On how much the result stands; says first when a run is not finished. */
export function standingText(result: ExperimentResult, calls: { readonly ended: number; readonly calls: number }) {
  const { texts, planned } = standing(result);
  const of = `${formatCount(texts)} of ${plural(planned, 'planned answer')}`;
  if (calls.ended < calls.calls) return `The run is not finished. When this was measured there were ${of}.`;
  return `This stands on ${of}.`;
}
