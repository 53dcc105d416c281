import type { DedupDecision } from '../model/dedup.ts';
import type { CellId, ShardId } from '../model/ids.ts';
import type { Cell, ColumnSettings, Run } from '../model/run.ts';
import { columnSettingNames, settingsOf } from '../prompt/columns.ts';
import { answerPrefixOf } from '../prompt/schema.ts';
import { tasks } from '../prompt/tasks.ts';
import { cellJson, runJson } from './lineage.ts';

/** Where a persona came from, and under which terms. */
export interface ShardTerms {
  readonly name: string;
  readonly source: string;
  readonly licence: string;
}

/** What a decision says of an answer: it was removed in favour of another one, or others were removed in its favour. */
export interface DedupMark {
  /** The answer that stands for this one; null for those that stay. */
  readonly removedFor: CellId | null;
  /** Answers removed in favour of this one. */
  readonly standsFor: number;
  /** The decisions that did so, newest first. */
  readonly decisions: readonly DedupDecision[];
}

/** The decisions on answers, seen from each answer that they name. */
export function dedupMarks(decisions: readonly DedupDecision[]): ReadonlyMap<CellId, DedupMark> {
  const marks = new Map<CellId, DedupMark>();
  const nothing: DedupMark = { removedFor: null, standsFor: 0, decisions: [] };
  for (const decision of decisions) {
    const { removed } = decision;
    if (removed.kind !== 'answers') continue;
    const mark = (cell: CellId, change: (old: DedupMark) => Partial<DedupMark>) => {
      const old = marks.get(cell) ?? nothing;
      const named = old.decisions.includes(decision) ? old.decisions : [...old.decisions, decision];
      marks.set(cell, { ...old, ...change(old), decisions: named });
    };
    removed.cells.forEach((cell, i) => {
      const kept = removed.kept[i];
      if (kept === undefined) return;
      mark(cell, ({ removedFor }) => ({ removedFor: removedFor ?? kept }));
      mark(kept, ({ standsFor }) => ({ standsFor: standsFor + 1 }));
    });
  }
  return marks;
}

/** One answer as files have it. The order of the fields is the order of CSV columns. */
export interface AnswerRecord {
  /** Null for the control, which has no persona. */
  readonly 'input persona': string | null;
  readonly 'synthesized text': string;
  /** The task's name. */
  readonly description: string;
  /** `<run>/<column>/<repeat>/<attempt>`, columns and repeats from 0. */
  readonly answer: string;
  readonly run: string;
  /** When the run was started, ISO 8601 in UTC; null for a moment that no calendar has. */
  readonly date: string | null;
  readonly task: string;
  readonly shots: string;
  readonly system: string;
  /** With `{persona}` for the persona. */
  readonly template: string;
  readonly answer_prefix: string;
  readonly schema: string | null;
  readonly model: string;
  readonly model_name: string;
  readonly engine: string;
  readonly settings: ColumnSettings;
  readonly run_seed: number;
  /** What the engine was given. */
  readonly seed: number;
  readonly repeat: number;
  readonly attempt: number;
  readonly finish: string | null;
  readonly vote: number;
  readonly persona_id: string | null;
  /** Name of the collection; null where the persona was written by hand or its collection is gone. */
  readonly shard: string | null;
  readonly source: string | null;
  readonly licence: string | null;
  /** Answers that were removed because they repeat this one. */
  readonly near_duplicates_removed: number;
  /** The answer that this one was removed for; null unless removed answers are exported, too. */
  readonly near_duplicate_of: string | null;
  /** How near-duplicates were found, for each decision that concerns this answer. */
  readonly dedup: readonly DedupNote[];
  /** The run as JSON, in the first row of each run: with it the file can be opened here again. */
  readonly polyphony_run: string | null;
  /** What no other column says of the answer, as JSON. */
  readonly polyphony_cell: string;
}

export interface DedupNote {
  readonly decision: string;
  readonly date: string | null;
  readonly scope: string;
  readonly method: DedupDecision['method'];
  readonly threshold: number;
  readonly keep: string;
}

/**
 * @param run as `travelling` gives it, with its cell
 * @param first whether it is the first row of its run
 * @throws RangeError for a cell of a column that the run does not have
 */
export function answerRecord(
  run: Run,
  cell: Cell,
  first: boolean,
  shards: ReadonlyMap<ShardId, ShardTerms>,
  mark?: DedupMark,
): AnswerRecord {
  const { spec } = run;
  const column = spec.columns[cell.column];
  if (!column) throw new RangeError(`There is no column ${cell.column}.`);
  const task = tasks[spec.task.id];
  const persona = column.kind === 'persona' ? column.persona : null;
  const terms = persona?.shard == null ? null : (shards.get(persona.shard) ?? null);
  const settings = settingsOf(spec, column);
  const ownTemplate = persona === null ? task.controlTemplate : task.userTemplate;
  return {
    'input persona': persona?.text ?? null,
    'synthesized text': cell.text,
    description: task.name,
    answer: cell.id,
    run: run.id,
    date: isoDate(run.createdAt),
    task: spec.task.id,
    shots: spec.task.shots,
    system: spec.task.system ?? task.system,
    template: spec.task.id === 'own' ? spec.task.template : ownTemplate,
    answer_prefix: answerPrefixOf(spec.task),
    schema: spec.task.schema,
    model: cell.by.model,
    model_name: cell.by.name,
    engine: cell.by.engine,
    settings: Object.fromEntries(columnSettingNames.map((name) => [name, settings[name]])) as unknown as ColumnSettings,
    run_seed: spec.settings.seed,
    seed: cell.seed,
    repeat: cell.repeat,
    attempt: cell.attempt,
    finish: cell.finish,
    vote: cell.vote,
    persona_id: persona?.id ?? null,
    shard: terms?.name ?? null,
    source: terms?.source ?? null,
    licence: terms?.licence ?? null,
    near_duplicates_removed: mark?.standsFor ?? 0,
    near_duplicate_of: mark?.removedFor ?? null,
    dedup: (mark?.decisions ?? []).map(dedupNote),
    polyphony_run: first ? runJson(run) : null,
    polyphony_cell: cellJson(cell),
  };
}

/** ISO 8601 in UTC; null for a moment that no calendar has. */
export function isoDate(at: number): string | null {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A decision as files name it. */
export function dedupNote({ id, createdAt, scope, method, threshold, keep }: DedupDecision): DedupNote {
  return { decision: id, date: isoDate(createdAt), scope, method, threshold, keep };
}
