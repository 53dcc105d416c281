import * as v from 'valibot';
import type { Column, Run, Settings, TaskChoice } from '../model/run.ts';
import { defaultSettings, MAX_COLUMNS, settingRanges } from '../model/settings.ts';
import { chooseTask, tasks } from '../prompt/tasks.ts';
import { specShape } from '../store/shapes.ts';

/** The Play screen's set-up as it is kept between visits. */
export interface PlayDraft {
  readonly version: 1;
  readonly task: TaskChoice;
  readonly columns: readonly Column[];
  readonly settings: Settings;
}

const { task, columns, settings } = specShape.entries;
const DraftSchema = v.object({
  version: v.literal(1),
  task,
  columns: v.pipe(columns, v.minLength(1), v.maxLength(MAX_COLUMNS)),
  settings,
});

/** A kept draft, or null when there is none that this version can read: the screen then starts afresh. */
export function readDraft(kept: unknown): PlayDraft | null {
  const result = v.safeParse(DraftSchema, kept);
  return result.success ? { ...result.output, settings: clampSettings(result.output.settings) } : null;
}

/** Numbers inside their ranges, whole where they must be; anything unusable takes its default. */
export function clampSettings(settings: Settings): Settings {
  const keys = Object.keys(settingRanges) as (keyof Settings)[];
  const entries = keys.map((key) => {
    const { min, max, step } = settingRanges[key];
    const value = Number.isFinite(settings[key]) ? settings[key] : defaultSettings[key];
    const whole = Number.isInteger(step) ? Math.round(value) : value;
    return [key, Math.min(max, Math.max(min, whole))] as const;
  });
  return Object.fromEntries(entries) as unknown as Settings;
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
    version: 1,
    task: chooseTask('math'),
    columns: [...voices, { kind: 'control' }],
    settings: settingsFor('math', defaultSettings),
  };
}

/** The set-up that a run was made with. */
export function draftOf({ spec }: Run): PlayDraft {
  return { version: 1, task: spec.task, columns: spec.columns, settings: spec.settings };
}
