import type { Experiment } from '../../lib/model/experiment.ts';
import { tasks } from '../../lib/prompt/index.ts';
import type { PlanEstimate } from '../providers/experiment.tsx';
import { momentText } from '../runs/words.ts';
import { formatCount, formatWait, plural } from '../ui/format.ts';

/** An experiment in a line: task, arms, n, models, when it was begun. */
export function factsText({ spec, createdAt }: Experiment): string {
  return [
    tasks[spec.task.id].name,
    plural(spec.arms.length, 'arm'),
    `n = ${spec.n}`,
    spec.models.map((model) => model.name).join(', '),
    momentText(createdAt),
  ].join(' · ');
}

/** What a plan takes, as far as it is known. */
export function estimateText({ calls, promptTokens, completionTokens, seconds, measured }: PlanEstimate): string {
  const asked = plural(calls, 'call');
  if (measured === 0) return `${asked}. Tokens and time are known once one answer of each arm was measured.`;
  const tokens = [
    promptTokens !== null && `${formatCount(promptTokens)} prompt tokens`,
    completionTokens !== null && `${formatCount(completionTokens)} tokens written`,
  ].filter(Boolean);
  return [
    [asked, ...(tokens.length > 0 ? [`about ${tokens.join(' and ')}`] : [])].join(', '),
    seconds === null
      ? 'The time is not known: the engine does not tell.'
      : `About ${formatWait(seconds * 1000)} on this device, by ${plural(measured, 'call')} measured.`,
  ].join('. ');
}
