import type { ArmId, TrialId, TrialPlace } from '../../../lib/model/experiment.ts';

/** Where a trial stands, read from its id: `<experiment>/<arm>/<model>/<index>`, with `/<solve>` behind it; null for another. */
export function placeOf(id: TrialId): TrialPlace | null {
  const [, arm, model, index, solve] = id.split('/');
  const numbers = [model, index, solve ?? '0'].map(Number);
  if (arm === undefined || numbers.some((one) => !Number.isInteger(one))) return null;
  return {
    arm: arm as ArmId,
    model: numbers[0] ?? 0,
    index: numbers[1] ?? 0,
    solve: solve === undefined ? null : (numbers[2] ?? 0),
  };
}
