import type { ArmAnswer } from '../../../lib/arms/answers.ts';
import type { GroupKey } from '../../../lib/model/experiment-result.ts';
import type { ArmId, BlindVote, ExperimentSpec, Trial, TrialId } from '../../../lib/model/experiment.ts';
import { createRandom } from '../../../lib/sampling/random.ts';
import { exactInterval, exactTest } from '../../../lib/statistics/binomial.ts';
import { controlOf } from './groups.ts';

/** Two answers with the same number, one of an arm and one of the control on the same model; sides are drawn. */
export interface BlindPair extends GroupKey {
  readonly index: number;
  readonly left: ArmAnswer;
  readonly right: ArmAnswer;
}

/**
 * The pairs to vote on, in an order and with sides drawn by the experiment's seed for each pair by itself: more answers
 * later change neither. Pairs with an empty side or equal texts are left out, because there is nothing to choose.
 * @param arm null for all arms, mixed
 */
export function blindPairs(
  spec: ExperimentSpec,
  answers: readonly ArmAnswer[],
  arm: ArmId | null,
): readonly BlindPair[] {
  const control = controlOf(spec)?.id;
  if (control === undefined) return [];
  const controls = new Map(
    answers.filter((one) => one.arm === control).map((one) => [`${one.model}/${one.index}`, one]),
  );
  const drawn = answers.flatMap((own) => {
    if (own.arm === control || (arm !== null && own.arm !== arm)) return [];
    const other = controls.get(`${own.model}/${own.index}`);
    if (!other || own.text.trim() === '' || other.text.trim() === '' || own.text === other.text) return [];
    const random = createRandom(`blind/1\n${spec.settings.seed}\n${own.arm}\n${own.model}\n${own.index}`);
    const rank = random.nextFloat();
    const [left, right] = random.below(2) === 0 ? [own, other] : [other, own];
    return [{ rank, pair: { arm: own.arm, model: own.model, index: own.index, left, right } }];
  });
  return drawn.sort((a, b) => a.rank - b.rank).map(({ pair }) => pair);
}

const keyOf = (a: TrialId, b: TrialId) => [a, b].sort().join(' ');

/** Those that nobody has voted on yet. */
export function pairsLeft(pairs: readonly BlindPair[], votes: readonly BlindVote[]): readonly BlindPair[] {
  const seen = new Set(votes.map(({ left, right }) => keyOf(left, right)));
  return pairs.filter(({ left, right }) => !seen.has(keyOf(left.trial, right.trial)));
}

export interface BlindTally extends GroupKey {
  /** Votes for the arm, for the control, and for neither. */
  readonly forArm: number;
  readonly forControl: number;
  readonly neither: number;
  /** Share for the arm among the votes that chose, with its exact 95% interval; null before the first. */
  readonly share: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Two-sided, against even chances; null before the first. */
  readonly p: number | null;
}

/** Votes counted for each arm and model, in the order of the set-up; arms without a vote are left out. */
export function blindTally(
  spec: ExperimentSpec,
  trials: ReadonlyMap<TrialId, Pick<Trial, 'arm' | 'model'>>,
  votes: readonly BlindVote[],
): readonly BlindTally[] {
  const control = controlOf(spec)?.id;
  const groups = spec.models.flatMap((_, model) => spec.arms.map(({ id }) => ({ arm: id, model })));
  return groups.flatMap(({ arm, model }) => {
    if (arm === control) return [];
    let [forArm, forControl, neither] = [0, 0, 0];
    for (const vote of votes) {
      const [left, right] = [trials.get(vote.left), trials.get(vote.right)];
      const own = left?.arm === arm ? left : right?.arm === arm ? right : undefined;
      const other = own === left ? right : left;
      if (!own || own.model !== model || other?.arm !== control) continue;
      if (vote.choice === 'neither') neither += 1;
      else if ((vote.choice === 'left' ? left : right) === own) forArm += 1;
      else forControl += 1;
    }
    if (forArm + forControl + neither === 0) return [];
    const chose = forArm + forControl;
    return [
      {
        arm,
        model,
        forArm,
        forControl,
        neither,
        share: chose === 0 ? null : { value: forArm / chose, ...exactInterval(forArm, chose) },
        p: chose === 0 ? null : exactTest(forArm, chose, 0.5),
      },
    ];
  });
}
