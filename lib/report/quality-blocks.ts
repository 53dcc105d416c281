import type { ExperimentSpec } from '../model/experiment.ts';
import type { Cost, ExperimentResult, GroupResult, ProblemCode } from '../model/experiment-result.ts';
import { type Block, heading, paragraph, table } from './document.ts';
import { groupName } from './findings.ts';
import { decimal, interval, percent, shareOf, UNKNOWN } from './words.ts';

/** What is wrong with an answer, in a few words. */
export const problemWords: Readonly<Record<ProblemCode, string>> = {
  'wrong-start': 'begins otherwise than asked',
  'nothing-written': 'empty',
  'cut-off': 'cut off',
  'not-json': 'no JSON',
  'missing-field': 'a field is missing',
  refusal: 'refusal',
  'prompt-echo': 'repeats the request',
  'other-language': 'another language',
  'no-question': 'asks nothing',
  'no-number': 'no number',
  'solution-given': 'gives the solution',
  failed: 'the engine failed',
};

const NONE = 'does not apply';

/** Whether answers are of use, beside how varied they are. */
export function qualityBlocks(spec: ExperimentSpec, { groups }: ExperimentResult): readonly Block[] {
  const rows = groups.map((group) => {
    const { valid, problems, echo, fidelity, contradictions, agreement } = group.quality;
    const wrong = problems.filter(({ count }) => count > 0).map(({ code, count }) => `${problemWords[code]} ${count}`);
    return [
      groupName(spec, group),
      shareOf(valid),
      wrong.length === 0 ? 'none' : wrong.join(', '),
      echo === null ? NONE : interval(echo, (value) => percent(value)),
      fidelity === null ? NONE : `${shareOf(fidelity)}; by chance ${percent(fidelity.chance)}`,
      contradictions === null ? NONE : shareOf(contradictions),
      agreement === null ? NONE : interval(agreement, (value) => percent(value)),
    ];
  });
  const costs = groups.map((group) => [groupName(spec, group), ...costCells(group)]);
  return [
    heading('Of use?'),
    paragraph(
      'A valid answer begins as asked, ends by itself, is in the language of the request and has the form of its task; whether it makes sense is not measured. Shares have exact 95% intervals.',
    ),
    table(
      'Quality of each arm',
      [
        'Arm',
        'Valid',
        'Problems',
        'Words copied from the persona',
        'Right persona found from the answer',
        'Contradicts its persona',
        'Solutions that agree',
      ],
      rows,
    ),
    table('What each arm took', ['Arm', 'Failed calls', 'Prompt tokens', 'Tokens written', 'Seconds of work'], costs),
  ];
}

function costCells({ failed, cost }: GroupResult): readonly string[] {
  const of = ({ promptTokens, completionTokens, busyMs }: Cost) => [
    promptTokens === null ? UNKNOWN : promptTokens.toLocaleString('en'),
    completionTokens === null ? UNKNOWN : completionTokens.toLocaleString('en'),
    busyMs === null ? UNKNOWN : decimal(busyMs / 1000, 1),
  ];
  return [String(failed), ...of(cost)];
}
