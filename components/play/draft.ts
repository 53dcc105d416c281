import { modelKey } from '../../lib/model/catalogue.ts';
import type { Cell, Column, ModelChoice, Run, Settings, TaskChoice } from '../../lib/model/run.ts';
import { columnIds } from './column-labels.ts';
import { settingName, settingTexts } from './setting-texts.ts';

/**
 * The board always shows the draft's columns: what one would get by pressing Generate. A run's answers appear under a
 * draft column only where the run has a column that says the same of itself (voice, model, settings); so adding a column
 * leaves the others' answers where they are, moving one takes its answers along, and nothing is shown under a voice
 * or a model that did not write it. What belongs to the whole run (its task, settings, the model that columns without
 * one of their own take) may have changed since; `changesSince` says so.
 * @param id as `columnIds` gives it
 */
export function runColumn(run: Run | null, id: string): number | null {
  if (!run) return null;
  const index = columnIds(run.spec.columns).indexOf(id);
  return index < 0 ? null : index;
}

const settingKeys = Object.keys(settingTexts) as readonly (keyof Settings)[];

/** A template counts for the user's own task only. */
function sameTask(a: TaskChoice, b: TaskChoice): boolean {
  return (
    a.id === b.id &&
    a.shots === b.shots &&
    a.system === b.system &&
    a.answerPrefix === b.answerPrefix &&
    a.schema === b.schema &&
    (a.id !== 'own' || a.template === b.template)
  );
}

/** What the screen would make a run of. */
export interface Draft {
  readonly task: TaskChoice;
  readonly columns: readonly Column[];
  readonly settings: Settings;
  /** What columns without a model of their own would take. */
  readonly model: ModelChoice;
}

/** What differs between the draft and the run on screen, in words; the order of columns is taste, not difference. */
export function changesSince(run: Run | null, draft: Draft): readonly string[] {
  if (!run) return [];
  const { spec } = run;
  const before = new Set(columnIds(spec.columns));
  const now = new Set(columnIds(draft.columns));
  const columnsDiffer = before.size !== now.size || [...before].some((id) => !now.has(id));
  const modelRead = [...spec.columns, ...draft.columns].some((column) => column.model === null);
  return [
    ...(sameTask(spec.task, draft.task) ? [] : ['task']),
    ...(modelRead && modelKey(spec.model) !== modelKey(draft.model) ? ['model'] : []),
    ...(columnsDiffer ? ['columns'] : []),
    ...settingKeys.filter((key) => spec.settings[key] !== draft.settings[key]).map(settingName),
  ];
}

/** Sampled tokens a second; null where the engine does not count. The first token falls before decodeMs starts. */
export function tokensPerSecond(cell: Cell): number | null {
  const { usage } = cell;
  const count = usage?.completionTokens ?? null;
  if (!usage || count === null || count < 2 || usage.decodeMs <= 0) return null;
  return ((count - 1) * 1000) / usage.decodeMs;
}

export function isActive(cell: Cell): boolean {
  return cell.state === 'queued' || cell.state === 'running';
}
