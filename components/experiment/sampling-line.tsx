import { temperatureOf } from '../../lib/arms/facts.ts';
import { listTokens } from '../../lib/arms/list-prompt.ts';
import { SOLVE_TEMPERATURE, SOLVE_TOKENS } from '../../lib/arms/solve-prompt.ts';
import type { Arm, ExperimentSettings } from '../../lib/model/experiment.ts';

interface SamplingLineProps {
  readonly settings: ExperimentSettings;
  readonly arm: Arm;
  /** Whether a problem is solved, which is done in the same way in all arms. */
  readonly solves: boolean;
}

/** How one call's tokens are drawn. */
export function SamplingLine({ settings, arm, solves }: SamplingLineProps) {
  const { topP, topK, minP, repetitionPenalty, maxTokens } = settings;
  const temperature = solves ? SOLVE_TEMPERATURE : temperatureOf({ settings }, arm);
  const most = solves ? SOLVE_TOKENS : arm.kind === 'verbalized' ? listTokens(maxTokens) : maxTokens;
  return (
    <p className="text-ui tabular-nums">
      Temperature {temperature}, top-p {topP}, top-k {topK || 'off'}, min-p {minP || 'off'}, repetition penalty{' '}
      {repetitionPenalty}, at most {most} tokens.
    </p>
  );
}
