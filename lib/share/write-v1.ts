import type { ColumnSettings, Settings, TaskChoice } from '../model/run.ts';
import type {
  SharedCell,
  SharedColumn,
  SharedModel,
  SharedPersona,
  SharedPlayground,
  SharedRecording,
  SharedSource,
} from '../model/share.ts';
import { modelDefault, ownOrder, settingDefaults, settingOrder, taskDefaults } from './defaults.v1.ts';
import { shortened } from './shorthand.ts';

/** JSON of arrays: what may be missing stands last, and null is what is left out. */
export type Wire = string | number | null | readonly Wire[];

/**
 * A playground as the JSON of links of version 1:
 * `[task, columns, settings, model, sources, recording, focus]`. `read-v1.ts` says what each may be.
 */
export function writeV1({ recipe, recording, focus }: SharedPlayground): Wire {
  const sources = sourcesOf(recipe.columns);
  return short([
    wireTask(recipe.task),
    recipe.columns.map((column) => wireColumn(column, sources)),
    wireSettings(recipe.settings, recipe.task),
    wireModel(recipe.model),
    sources.length === 0 ? null : sources.map(({ name, hash, licence }) => [name, hash, licence]),
    recording && wireRecording(recording),
    focus && [focus.column, focus.repeat],
  ]);
}

/** Without the nulls at its end. */
function short(list: readonly Wire[]): readonly Wire[] {
  let length = list.length;
  while (length > 0 && list[length - 1] === null) length -= 1;
  return list.slice(0, length);
}

/** Each collection once, the first one's first. */
function sourcesOf(columns: readonly SharedColumn[]): readonly SharedSource[] {
  const all = columns.flatMap((column) =>
    column.kind === 'persona' && column.persona.source ? [column.persona.source] : [],
  );
  return [...new Map(all.map((source) => [sourceKey(source), source])).values()];
}

const sourceKey = ({ name, hash, licence }: SharedSource) => JSON.stringify([name, hash, licence]);

function wireTask({ id, shots, system, template, answerPrefix, schema }: TaskChoice): Wire {
  const own = shots === taskDefaults(id)?.shots ? null : shots;
  const all = short([id, own, system, template === '' ? null : template, answerPrefix, schema]);
  return all.length === 1 ? id : all;
}

function wireColumn(column: SharedColumn, sources: readonly SharedSource[]): Wire {
  const voice = column.kind === 'control' ? 0 : wirePersona(column.persona, sources);
  const { model, settings } = column;
  if (model === null && settings === null) return voice;
  return [voice, model && wireModel(model, null), settings && wireOwnSettings(settings)];
}

function wirePersona(persona: SharedPersona, sources: readonly SharedSource[]): Wire {
  const key = persona.source && sourceKey(persona.source);
  const source = sources.findIndex((one) => sourceKey(one) === key);
  if (persona.kind === 'named') return [source, persona.id];
  const text = shortened(persona.text);
  return source === (sources.length === 0 ? -1 : 0) ? text : [text, source];
}

function wireModel(model: SharedModel, left: SharedModel | null = modelDefault): Wire {
  if (model.kind === 'own') return [model.name];
  if (left?.kind === 'listed' && model.engine === left.engine && model.model === left.model) return null;
  return [model.engine, model.model];
}

function wireSettings(settings: Settings, task: TaskChoice): Wire {
  const left = taskDefaults(task.id);
  const defaults = left && settingDefaults(left);
  const all = short(settingOrder.map((key) => (settings[key] === defaults?.[key] ? null : settings[key])));
  return all.length === 0 ? null : all;
}

function wireOwnSettings(settings: Partial<ColumnSettings>): Wire {
  return short(ownOrder.map((key) => settings[key] ?? null));
}

function wireRecording({ at, environment, cells }: SharedRecording): Wire {
  return [at, environment && wireEnvironment(environment), cells.map(wireCell)];
}

function wireEnvironment({
  app,
  browser,
  system,
  cores,
  isolated,
  gpu,
}: NonNullable<SharedRecording['environment']>): Wire {
  return short([app, browser, system, cores, isolated ? 1 : 0, gpu]);
}

function wireCell(cell: SharedCell): Wire {
  const { column, repeat, text, finish, tokens, tokensPerSecond, device, threads, quantisation, attempt } = cell;
  const redone = attempt === 0 ? null : attempt;
  return short([column, repeat, text, finish, tokens, tokensPerSecond, device, threads, quantisation, redone]);
}
