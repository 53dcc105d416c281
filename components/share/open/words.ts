import type { ComputeDevice, RunEnvironment } from '../../../lib/model/made-on.ts';
import type { ColumnSettings, Settings, TaskChoice } from '../../../lib/model/run.ts';
import { defaultSettings } from '../../../lib/model/settings.ts';
import type { SharedCell, SharedModel, SharedRecording, SharedRecipe } from '../../../lib/model/share.ts';
import { columnSettingNames, tasks } from '../../../lib/prompt/index.ts';
import { visibleText } from '../../../lib/share/visible.ts';
import { settingName } from '../../play/setting-texts.ts';
import { formatRate, plural } from '../../ui/format.ts';

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** `21 Nov 2026, 22:10`; a moment that no calendar has is unknown. */
export function momentText(at: number): string {
  return Number.isNaN(new Date(at).getTime()) ? 'at an unknown time' : moment.format(at);
}

/** A name from outside in one line, with nothing hidden in it. */
export function nameText(name: string): string {
  return visibleText(name).replace(/\s+/g, ' ').trim();
}

/** The recipe's models, each once: what columns without one run on comes first. */
export function modelsOf(recipe: SharedRecipe): readonly SharedModel[] {
  const all = [recipe.model, ...recipe.columns.flatMap(({ model }) => (model ? [model] : []))];
  return all.filter((model, i) => all.findIndex((other) => sameModel(model, other)) === i);
}

export function sameModel(a: SharedModel, b: SharedModel): boolean {
  if (a.kind === 'own') return b.kind === 'own' && a.name === b.name;
  return b.kind === 'listed' && a.engine === b.engine && a.model === b.model;
}

/** What a model is called here. @param name as this copy of the app lists it; null where it does not */
export function modelText(model: SharedModel, name: string | null): string {
  if (model.kind === 'own') return nameText(model.name);
  return name ?? `${nameText(model.model)} (${model.engine})`;
}

/** Settings that are not what the task starts with, such as `temperature 0.2`. */
export function changedSettings(task: TaskChoice['id'], settings: Settings): readonly string[] {
  const { maxTokens, repetitionPenalty } = tasks[task];
  const first: Settings = { ...defaultSettings, maxTokens, repetitionPenalty };
  return columnSettingNames
    .filter((name) => settings[name] !== first[name])
    .map((name) => `${settingName(name)} ${settings[name]}`);
}

/** What a column sets for itself, such as `temperature 1.2, top-k 40`. */
export function ownText(own: Partial<ColumnSettings> | null): string {
  return columnSettingNames
    .flatMap((name) => (own?.[name] === undefined ? [] : [`${settingName(name)} ${own[name]}`]))
    .join(', ');
}

const devices: Readonly<Record<ComputeDevice, string>> = {
  cpu: 'on the processor',
  gpu: 'on the graphics adapter',
  remote: 'on a server',
  browser: 'in the browser’s own model',
};

/** Speed and place of one answer, as they were recorded; empty when nobody told. */
export function cellText({ tokens, tokensPerSecond, device, threads, quantisation }: SharedCell): string {
  return [
    tokens !== null && plural(tokens, 'token'),
    tokensPerSecond !== null && `${formatRate(tokensPerSecond)} tokens/s`,
    device !== null && `${devices[device]}${threads === null ? '' : `, ${plural(threads, 'thread')}`}`,
    quantisation !== null && nameText(quantisation),
  ]
    .filter((part) => part !== false)
    .join(' · ');
}

/** `12.0 to 31.5 tokens/s for each answer`; empty when nobody told. */
export function speedText(cells: readonly SharedCell[]): string {
  const rates = cells.flatMap(({ tokensPerSecond }) => (tokensPerSecond === null ? [] : [tokensPerSecond]));
  if (rates.length === 0) return '';
  const [least, most] = [formatRate(Math.min(...rates)), formatRate(Math.max(...rates))];
  return least === most ? `${least} tokens/s` : `${least} to ${most} tokens/s for each answer`;
}

/** `Chromium 156, Linux x86_64, 8 cores`; null when nobody told. */
export function environmentText(environment: RunEnvironment | null): string | null {
  if (environment === null) return null;
  const { browser, system, cores, gpu } = environment;
  const known = [browser, system, cores === null ? null : plural(cores, 'core'), gpu].filter((part) => part !== null);
  return known.length === 0 ? null : nameText(known.join(', '));
}

/** `4 answers by 3 voices and the control`. */
export function countText(recipe: SharedRecipe, recording: SharedRecording | null): string {
  const voices = recipe.columns.filter(({ kind }) => kind === 'persona').length;
  const control = voices < recipe.columns.length;
  const who = [voices > 0 && plural(voices, 'voice'), control && (voices > 0 ? 'the control' : 'The control')]
    .filter((part) => part !== false)
    .join(' and ');
  return recording === null ? who : `${plural(recording.cells.length, 'answer')} from ${who}`;
}
