import { badInput } from '../model/fault.ts';
import { modelDefault, ownOrder, settingDefaults, settingOrder, taskDefaults } from './defaults.v1.ts';
import { lengthened } from './shorthand.ts';

/**
 * The JSON of a link of version 1 as what may be a playground: arrays no longer than they can be, every place given its
 * name, defaults put in. Whether names, numbers and texts can be used is for the schema to say (`shape.ts`).
 * @throws FaultError `bad-input` for another structure
 */
export function readV1(json: unknown): unknown {
  const [task, columns, settings, model, sources, recording, focus] = list(json, 7);
  const readTask = taskOf(task);
  const known = orNull(sources) === null ? [] : list(sources, 8).map(sourceOf);
  return {
    version: 1,
    recipe: {
      task: readTask,
      columns: list(columns, 8).map((column) => columnOf(column, known)),
      settings: settingsOf(settings, readTask.id),
      model: orNull(model) === null ? modelDefault : modelOf(model),
    },
    recording: orNull(recording) === null ? null : recordingOf(recording),
    focus: orNull(focus) === null ? null : placeOf(focus),
  };
}

/** What is missing at the end of an array. */
const orNull = (value: unknown): unknown => value ?? null;

function list(value: unknown, longest: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > longest) throw badInput('a list is missing or too long');
  return value;
}

/** `"id"`, or `[id, shots, system, template, answerPrefix, schema]`. */
function taskOf(value: unknown) {
  const [id, shots, system, template, answerPrefix, schema] = typeof value === 'string' ? [value] : list(value, 6);
  return {
    id,
    shots: shots ?? taskDefaults(id)?.shots,
    system: orNull(system),
    template: template ?? '',
    answerPrefix: orNull(answerPrefix),
    schema: orNull(schema),
  };
}

/** A voice, or `[voice, model, settings]`. */
function columnOf(value: unknown, sources: readonly unknown[]) {
  const [voice, model, settings] = Array.isArray(value) && value.length === 3 ? list(value, 3) : [value, null, null];
  const own = {
    model: model === null ? null : modelOf(model),
    settings: settings === null ? null : ownSettingsOf(settings),
  };
  if (voice === 0) return { kind: 'control', ...own };
  return { kind: 'persona', persona: personaOf(voice, sources), ...own };
}

/** A text of the first collection (of none when there is none), `[text, source]`, or `[source, id]`. */
function personaOf(value: unknown, sources: readonly unknown[]) {
  const [first, second] = typeof value === 'string' ? [value, sources.length === 0 ? -1 : 0] : list(value, 2);
  if (typeof first !== 'string') return { kind: 'named', id: second, source: at(sources, first) };
  return { kind: 'text', text: lengthened(first), source: second === -1 ? null : at(sources, second) };
}

function at(sources: readonly unknown[], place: unknown): unknown {
  const found = typeof place === 'number' ? sources[place] : undefined;
  if (found === undefined) throw badInput('a persona is of a collection that is not named');
  return found;
}

/** `[name, hash, licence]` */
function sourceOf(value: unknown) {
  const [name, hash, licence] = list(value, 3);
  return { name, hash, licence };
}

/** `[engine, model]`, or `[name]` of somebody's own. */
function modelOf(value: unknown) {
  const [first, second] = list(value, 2);
  return second === undefined ? { kind: 'own', name: first } : { kind: 'listed', engine: first, model: second };
}

/** In the order of `settingOrder`; null and what is missing take the task's default. */
function settingsOf(value: unknown, task: unknown) {
  const given = orNull(value) === null ? [] : list(value, settingOrder.length);
  const left = taskDefaults(task);
  const defaults = left && settingDefaults(left);
  return Object.fromEntries(settingOrder.map((key, i) => [key, given[i] ?? defaults?.[key]]));
}

/** In the order of `ownOrder`; null and what is missing are not set. */
function ownSettingsOf(value: unknown) {
  const given = list(value, ownOrder.length);
  return Object.fromEntries(ownOrder.flatMap((key, i) => (orNull(given[i]) === null ? [] : [[key, given[i]]])));
}

/** `[at, environment, cells]` */
function recordingOf(value: unknown) {
  const [when, environment, cells] = list(value, 3);
  return {
    at: when,
    environment: orNull(environment) === null ? null : environmentOf(environment),
    cells: list(cells, 64).map(cellOf),
  };
}

/** `[app, browser, system, cores, isolated, gpu]` */
function environmentOf(value: unknown) {
  const [app, browser, system, cores, isolated, gpu] = list(value, 6);
  return {
    app,
    browser: orNull(browser),
    system: orNull(system),
    cores: orNull(cores),
    isolated: isolated === 1 ? true : isolated === 0 ? false : isolated,
    gpu: orNull(gpu),
  };
}

/** `[column, repeat, text, finish, tokens, tokensPerSecond, device, threads, quantisation, attempt]` */
function cellOf(value: unknown) {
  const [column, repeat, text, finish, tokens, speed, device, threads, quantisation, attempt] = list(value, 10);
  return {
    column,
    repeat,
    attempt: attempt ?? 0,
    text,
    finish: orNull(finish),
    tokens: orNull(tokens),
    tokensPerSecond: orNull(speed),
    device: orNull(device),
    threads: orNull(threads),
    quantisation: orNull(quantisation),
  };
}

/** `[column, repeat]` */
function placeOf(value: unknown) {
  const [column, repeat] = list(value, 2);
  return { column, repeat };
}
