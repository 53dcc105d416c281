import type { Settings } from './run.ts';

/** Names a cell within its run, whatever the attempt. */
export function cellKey(column: number, repeat: number): string {
  return `${column}/${repeat}`;
}

/** 8 columns fit the widest batch that two cores still speed up, and what people can compare at a glance. */
export const MAX_COLUMNS = 8;
export const MAX_REPEATS = 8;

export const defaultSettings: Settings = {
  temperature: 0.7,
  topP: 0.95,
  topK: 0,
  minP: 0,
  repetitionPenalty: 1.1,
  maxTokens: 160,
  repeats: 1,
  seed: 1,
};

/** The limits that inputs show and the session enforces. */
export const settingRanges: Readonly<Record<keyof Settings, { min: number; max: number; step: number }>> = {
  temperature: { min: 0, max: 2, step: 0.05 },
  topP: { min: 0.05, max: 1, step: 0.05 },
  topK: { min: 0, max: 200, step: 1 },
  minP: { min: 0, max: 0.5, step: 0.01 },
  repetitionPenalty: { min: 1, max: 2, step: 0.05 },
  maxTokens: { min: 8, max: 1024, step: 8 },
  repeats: { min: 1, max: MAX_REPEATS, step: 1 },
  seed: { min: 0, max: 2147483647, step: 1 },
};
