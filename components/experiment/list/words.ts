import type { ExperimentSummary } from '../../providers/experiment.tsx';
import type { Tone } from '../../ui/badge.tsx';

/** How far an experiment is, in a word or two. */
export function stateWords({ experiment, calls, ended, running }: ExperimentSummary): readonly [string, Tone] {
  const share = calls === 0 ? 0 : ended / calls;
  // What is not quite whole must not read as if it were.
  const percent = Math.min(99, Math.floor(share * 100));
  const all = ended >= calls;
  if (running) return [`running, ${percent}%`, 'warn'];
  if (experiment.recorded) return [all ? 'recording' : `recording, ${percent}%`, 'quiet'];
  return all ? ['complete', 'good'] : [`${percent}% done`, 'quiet'];
}
