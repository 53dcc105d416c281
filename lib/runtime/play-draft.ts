import * as v from 'valibot';
import type { Persona } from '../model/persona.ts';
import type { Column, Run, Settings, TaskChoice } from '../model/run.ts';
import { defaultSettings, MAX_COLUMNS, settingRanges } from '../model/settings.ts';
import { normalisePersona, personaId } from '../personas/normalise.ts';
import { chooseTask, tasks } from '../prompt/tasks.ts';
import { columnsFromV1, taskFromV1 } from '../store/from-v1.ts';
import * as v1 from '../store/shapes.v1.ts';
import * as v2 from '../store/shapes.v2.ts';

/** The Play screen's set-up as it is kept between visits. */
export interface PlayDraft {
  readonly version: 2;
  readonly task: TaskChoice;
  readonly columns: readonly Column[];
  readonly settings: Settings;
}

const DraftSchema1 = v.object({
  version: v.literal(1),
  task: v1.specShape.entries.task,
  columns: v1.specShape.entries.columns,
  settings: v1.specShape.entries.settings,
});

const DraftSchema = v.object({
  version: v.literal(2),
  task: v2.specShape.entries.task,
  columns: v.pipe(v2.specShape.entries.columns, v.minLength(1), v.maxLength(MAX_COLUMNS)),
  settings: v2.specShape.entries.settings,
});

/** A kept draft, or null when there is none that this version can read: the screen then starts afresh. */
export function readDraft(kept: unknown): PlayDraft | null {
  const result = v.safeParse(DraftSchema, fromV1(kept));
  if (!result.success) return null;
  const { columns, settings } = result.output;
  return { ...result.output, columns: columns.map(clampColumn), settings: clampSettings(settings) };
}

/** A draft of version 1 in today's shape; anything else as it is. */
function fromV1(kept: unknown): unknown {
  const old = v.safeParse(DraftSchema1, kept);
  if (!old.success) return kept;
  const { task, columns, settings } = old.output;
  return { version: 2, task: taskFromV1(task), columns: columnsFromV1(columns), settings };
}

/** Numbers inside their ranges, whole where they must be; anything unusable takes its default. */
export function clampSettings(settings: Settings): Settings {
  return clampAll(settings) as Settings;
}

/** A column with what it sets for itself inside the same ranges. */
export function clampColumn(column: Column): Column {
  return column.settings === null ? column : { ...column, settings: clampAll(column.settings) };
}

function clampAll(settings: Partial<Settings>): Partial<Settings> {
  const keys = Object.keys(settingRanges) as (keyof Settings)[];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const given = settings[key];
      if (given === undefined) return [];
      const { min, max, step } = settingRanges[key];
      const value = Number.isFinite(given) ? given : defaultSettings[key];
      const whole = Number.isInteger(step) ? Math.round(value) : value;
      return [[key, Math.min(max, Math.max(min, whole))] as const];
    }),
  );
}

/** What suits the task with the default model; the rest as it is. */
export function settingsFor(task: TaskChoice['id'], settings: Settings): Settings {
  const { maxTokens, repetitionPenalty } = tasks[task];
  return { ...settings, maxTokens, repetitionPenalty };
}

/**
 * Settings after the task changed: what was at the old task's own value goes to the new one's, what the user chose stays.
 */
export function settingsAfterTask(from: TaskChoice['id'], to: TaskChoice['id'], settings: Settings): Settings {
  if (from === to) return settings;
  const pick = (key: 'maxTokens' | 'repetitionPenalty') =>
    settings[key] === tasks[from][key] ? tasks[to][key] : settings[key];
  return { ...settings, maxTokens: pick('maxTokens'), repetitionPenalty: pick('repetitionPenalty') };
}

/** The set-up of a first visit: math, three voices far from each other, and the control. */
export function firstDraft(voices: readonly Column[]): PlayDraft {
  return {
    version: 2,
    task: chooseTask('math'),
    columns: [...voices, { kind: 'control', model: null, settings: null }],
    settings: settingsFor('math', defaultSettings),
  };
}

/** The set-up that a run was made with. */
export function draftOf({ spec }: Run): PlayDraft {
  return { version: 2, task: spec.task, columns: spec.columns, settings: spec.settings };
}

/** A persona of the user's own; null when nothing is left of the text. */
export function writePersona(text: string): Persona | null {
  const normal = normalisePersona(text);
  return normal === '' ? null : { id: personaId(normal), text: normal, labels: {}, shard: null };
}
