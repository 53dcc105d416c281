import type { ColumnSettings, Settings } from '../../lib/model/run.ts';
import { columnSettingNames } from '../../lib/prompt/index.ts';

interface SettingText {
  readonly label: string;
  readonly hint: string;
}

/** What each setting is called and does. */
export const settingTexts: Readonly<Record<keyof Settings, SettingText>> = {
  temperature: { label: 'Temperature', hint: '0 always takes the likeliest token; higher wanders more.' },
  topP: { label: 'Top-p', hint: 'Only the likeliest tokens that make up this share; 1 is off.' },
  maxTokens: { label: 'Max tokens', hint: 'The longest an answer may be.' },
  repeats: { label: 'Repeats', hint: 'Answers for each column.' },
  seed: { label: 'Seed', hint: 'The same seed and set-up give the same answers.' },
  topK: { label: 'Top-k', hint: 'Only so many of the likeliest tokens; 0 is off.' },
  minP: { label: 'Min-p', hint: 'Drops tokens less likely than this share of the likeliest; 0 is off.' },
  repetitionPenalty: { label: 'Repetition penalty', hint: 'Makes tokens that were used before less likely; 1 is off.' },
};

/** A setting's name in the middle of a sentence. */
export function settingName(name: keyof Settings): string {
  return settingTexts[name].label.toLowerCase();
}

/** What a column sets for itself: `temperature 1.2, top-k 40`; empty when it follows the run in all. */
export function ownSettingsText(own: Partial<ColumnSettings> | null): string {
  return columnSettingNames
    .flatMap((name) => (own?.[name] === undefined ? [] : [`${settingName(name)} ${own[name]}`]))
    .join(', ');
}
