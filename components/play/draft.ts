import type { Cell, Column, Run, Settings, TaskChoice } from '../../lib/model/run.ts';
import { columnId } from '../personas/names.ts';

/**
 * The board always shows the draft's columns: what one would get by pressing Generate. A run's answers appear under a
 * draft column only where the run has a column with the same persona (by id) or is the control; so adding a column
 * leaves the others' answers where they are, moving one takes its answers along, and nothing is shown under a voice
 * that did not write it.
 */
export function runColumn(run: Run | null, column: Column): number | null {
  if (!run) return null;
  const id = columnId(column);
  const index = run.spec.columns.findIndex((other) => columnId(other) === id);
  return index < 0 ? null : index;
}

const settingNames: Readonly<Record<keyof Settings, string>> = {
  temperature: 'temperature',
  topP: 'top-p',
  topK: 'top-k',
  minP: 'min-p',
  repetitionPenalty: 'repetition penalty',
  maxTokens: 'max tokens',
  repeats: 'repeats',
  seed: 'seed',
};
const settingKeys = Object.keys(settingNames) as readonly (keyof Settings)[];

/** A template counts for the user's own task only. */
function sameTask(a: TaskChoice, b: TaskChoice): boolean {
  return (
    a.id === b.id &&
    a.shots === b.shots &&
    a.system === b.system &&
    a.answerPrefix === b.answerPrefix &&
    (a.id !== 'own' || a.template === b.template)
  );
}

/** What differs between the draft and the run on screen, in words; the order of columns is taste, not difference. */
export function changesSince(
  run: Run | null,
  draft: { readonly task: TaskChoice; readonly columns: readonly Column[]; readonly settings: Settings },
): readonly string[] {
  if (!run) return [];
  const { spec } = run;
  const before = new Set(spec.columns.map(columnId));
  const now = new Set(draft.columns.map(columnId));
  const columnsDiffer = before.size !== now.size || [...before].some((id) => !now.has(id));
  return [
    ...(sameTask(spec.task, draft.task) ? [] : ['task']),
    ...(columnsDiffer ? ['columns'] : []),
    ...settingKeys.filter((key) => spec.settings[key] !== draft.settings[key]).map((key) => settingNames[key]),
  ];
}

/** Sampled tokens a second. The first token falls before decodeMs starts, so one fewer lies within it. */
export function tokensPerSecond(cell: Cell): number | null {
  const { usage } = cell;
  if (!usage || usage.completionTokens < 2 || usage.decodeMs <= 0) return null;
  return ((usage.completionTokens - 1) * 1000) / usage.decodeMs;
}

export function isActive(cell: Cell): boolean {
  return cell.state === 'queued' || cell.state === 'running';
}
