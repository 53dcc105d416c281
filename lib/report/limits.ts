import type { ExperimentResult } from '../model/experiment-result.ts';
import { CONTRADICTION_PRECISION } from '../quality/contradiction-precision.ts';
import type { KeptExperiment } from './report-json.ts';
import { counted, shareOf } from './words.ts';

/** What the figures do not say, those of this experiment first. */
export function limitsOf({ experiment, trials }: KeptExperiment, result: ExperimentResult): readonly string[] {
  const { spec, recorded } = experiment;
  const { groups, encoder, minimumPairs } = result;
  const missing = groups.reduce((sum, { planned, texts }) => sum + Math.max(0, planned - texts), 0);
  const failed = trials.filter(({ state }) => state === 'failed').length;
  const said = [
    recorded && 'The answers came with a file: this app did not see them being written.',
    missing > 0 &&
      `${counted(missing, 'answer')} of the plan ${missing === 1 ? 'is' : 'are'} missing${failed > 0 ? `, and ${counted(failed, 'call')} failed` : ''}. Those that are missing may differ from those that are here.`,
    spec.n < minimumPairs && `Under ${minimumPairs} answers of an arm no verdict is given.`,
    encoder === null && 'Meaning was not measured: answers that say the same in other words count as different.',
    `It holds for this task, these settings and ${spec.models.length === 1 ? 'this model' : 'these models'}. Intervals come from taking these personas and answers apart; they say nothing of other tasks or models.`,
    'A text can be varied and of no use. Small models often look varied because they go astray, so read how varied an arm is beside its valid answers.',
    'Validity is checked by rules on the form of an answer. Whether it is true, sensible or good is not measured.',
    groups.some(({ quality }) => quality.contradictions !== null) &&
      `Contradictions are found by rules. On pairs written for the purpose ${shareOf(CONTRADICTION_PRECISION.precision)} of what they found was right; models write less clearly.`,
    encoder !== null &&
      `Meaning is what one small English sentence encoder (${encoder}) makes of it. Figures of meaning compare only within it, and at the same n.`,
    'Only the figures named before the run decide, and only they are corrected for being several. An interval of another one that leaves out zero is a hint, not a finding.',
  ];
  return said.filter((line) => line !== false);
}
