import type { DedupDecision } from '../../lib/model/dedup.ts';
import type { CellId, RunId } from '../../lib/model/ids.ts';
import type { CellState, Run } from '../../lib/model/run.ts';
import { tasks } from '../../lib/prompt/index.ts';
import type { Repetition, RunAnswers, RunView } from '../providers/runs.tsx';
import { formatCount, plural } from '../ui/format.ts';

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function momentText(at: number): string {
  return moment.format(at);
}

export function taskName(run: Run): string {
  return tasks[run.spec.task.id].name;
}

/** `Math problem, 21 Nov 2026, 22:10`. */
export function runName(run: Run): string {
  return `${taskName(run)}, ${momentText(run.createdAt)}`;
}

export const stateWords: Readonly<Record<CellState, string>> = {
  done: 'done',
  failed: 'failed',
  stopped: 'stopped',
  running: 'cut off',
  queued: 'not begun',
};

/** `8 answers, 1 failed, 2 stopped`. */
export function answersText(answers: RunAnswers): string {
  const { done, failed, stopped, open } = answers;
  const rest = [
    failed > 0 && `${failed} failed`,
    stopped > 0 && `${stopped} stopped`,
    open > 0 && `${open} not finished`,
  ].filter(Boolean);
  return [plural(done, 'answer'), ...rest].join(', ');
}

const percent = (share: number) => Math.round(share * 100);

/** `repetition 2 of 8 (25%)`; empty where there was nothing to compare. */
export function repetitionText(repetition: Repetition | null): string {
  if (!repetition || repetition.texts < 2) return '';
  const { texts, repeated } = repetition;
  return `repetition ${repeated} of ${texts} (${percent(repeated / texts)}%)`;
}

/** With its interval. */
export function repetitionDetail(repetition: Repetition): string {
  const { texts, repeated, low, high } = repetition;
  return `${repeated} of ${plural(texts, 'answer')} (${percent(repeated / texts)}%, ${percent(low)}–${percent(high)}%)`;
}

/** What several runs together are called: `3 runs`, or the one run's own name. */
export function runsName(views: readonly RunView[], all: boolean): string {
  const [only] = views;
  if (only && views.length === 1) return runName(only.run);
  return all ? `all ${formatCount(views.length)} runs` : plural(views.length, 'run');
}

/** How many answers of each run decisions removed. */
export function removedByRun(decisions: readonly DedupDecision[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { removed } of decisions) {
    if (removed.kind !== 'answers') continue;
    for (const cell of removed.cells) {
      // A cell's id is its run's with column, repeat and attempt behind it.
      const run = cell.split('/').slice(0, -3).join('/');
      counts.set(run, (counts.get(run) ?? 0) + 1);
    }
  }
  return counts;
}

/** Decisions that removed answers of this run, and how many of its answers each removed. */
export function decisionsOf(
  run: RunId,
  decisions: readonly DedupDecision[],
): readonly { readonly decision: DedupDecision; readonly removed: number }[] {
  const mine = (cell: CellId) => cell.startsWith(`${run}/`);
  return decisions.flatMap((decision) => {
    const removed = decision.removed.kind === 'answers' ? decision.removed.cells.filter(mine).length : 0;
    return removed > 0 ? [{ decision, removed }] : [];
  });
}
