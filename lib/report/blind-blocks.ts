import type { ArmId, Trial } from '../model/experiment.ts';
import { exactInterval, exactTest } from '../statistics/binomial.ts';
import { type Block, heading, paragraph, table } from './document.ts';
import { groupName } from './findings.ts';
import type { KeptExperiment } from './report-json.ts';
import { counted, pValue, shareOf, UNKNOWN } from './words.ts';

interface Tally {
  readonly arm: ArmId;
  readonly model: number;
  won: number;
  lost: number;
  neither: number;
}

/** Votes between an arm's answer and the control's, whose arms were not shown. */
export function blindBlocks({ experiment, trials }: KeptExperiment): readonly Block[] {
  const { spec, blind } = experiment;
  const tallies = tallyOf({ experiment, trials });
  if (tallies.length === 0) return [];
  const rows = tallies.map((tally) => {
    const decided = tally.won + tally.lost;
    const share = { hits: tally.won, n: decided, ...exactInterval(tally.won, decided) };
    return [
      groupName(spec, tally),
      shareOf(share),
      String(tally.neither),
      decided === 0 ? UNKNOWN : pValue(exactTest(tally.won, decided, 0.5)),
    ];
  });
  return [
    heading('Blind vote'),
    paragraph(
      `Somebody read pairs of answers without knowing their arms, in an order drawn at random, and chose the better one: ${counted(blind.length, 'vote')}. Intervals are exact; p is against even chances.`,
    ),
    table('Votes for each arm against the unconditioned one', ['Arm', 'Preferred', 'Neither', 'p'], rows),
  ];
}

function tallyOf({ experiment, trials }: KeptExperiment): readonly Tally[] {
  const control = experiment.spec.arms.find(({ kind }) => kind === 'control')?.id;
  if (control === undefined) return [];
  const byId = new Map(trials.map((trial) => [trial.id, trial]));
  const tallies = experiment.spec.models.flatMap((_, model) =>
    experiment.spec.arms.map(({ id }): Tally => ({ arm: id, model, won: 0, lost: 0, neither: 0 })),
  );
  for (const { left, right, choice } of experiment.blind) {
    const [first, second] = [byId.get(left), byId.get(right)];
    const isSwapped: boolean = first?.arm === control;
    const own: Trial | undefined = isSwapped ? second : first;
    const other: Trial | undefined = isSwapped ? first : second;
    const tally = tallies.find(({ arm, model }) => arm === own?.arm && model === own.model);
    if (!tally || other?.arm !== control || own?.arm === control) continue;
    if (choice === 'neither') tally.neither += 1;
    else if ((choice === 'left' ? left : right) === own?.id) tally.won += 1;
    else tally.lost += 1;
  }
  return tallies.filter(({ won, lost, neither }) => won + lost + neither > 0);
}
