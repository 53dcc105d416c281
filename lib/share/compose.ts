import { badInput } from '../model/fault.ts';
import type { ShardId } from '../model/ids.ts';
import type { RunEnvironment } from '../model/made-on.ts';
import type { Persona } from '../model/persona.ts';
import type { Cell, Column, ColumnSettings, Run, Settings, TaskChoice } from '../model/run.ts';
import type {
  SharedCell,
  SharedColumn,
  SharedPersona,
  SharedPlayground,
  SharedRecording,
  SharedSource,
  ShareSubject,
} from '../model/share.ts';
import { normalisePersona } from '../personas/normalise.ts';
import { columnSettingNames } from '../prompt/columns.ts';
import { label, labelOrNull } from './labels.ts';
import { sharedModel } from './models.ts';
import { playgroundToSend } from './shape.ts';

export type SourceOf = ReadonlyMap<ShardId, SharedSource>;

/**
 * What travels of a set-up or a run: no labels of personas, no ids of runs, servers or collections, no addresses, and of
 * models that only this browser has, a name. Answers that failed or are not written yet stay behind. The recipe asks for
 * as many repeats as the answers and the focus need.
 * @throws FaultError `bad-input` for a persona whose text is not held here, and for what no link may hold
 */
export function sharedSubject(subject: ShareSubject, sources: SourceOf): SharedPlayground {
  const { recording, focus } = subject;
  const cells = (recording?.cells ?? []).filter(({ state }) => state === 'done' || state === 'stopped');
  const repeats = Math.max(subject.settings.repeats, ...[...cells, ...(focus ? [focus] : [])].map((c) => c.repeat + 1));
  return playgroundToSend({
    version: 1,
    recipe: {
      task: sharedTask(subject.task),
      columns: subject.columns.map((column) => sharedColumn(column, subject.personas, sources)),
      settings: { ...subject.settings, repeats } satisfies Settings,
      model: sharedModel(subject.model),
    },
    recording: recording && cells.length > 0 ? sharedRecording(recording.run, cells) : null,
    focus: focus && { column: focus.column, repeat: focus.repeat },
  });
}

/** A text as UTF-8 can carry it. Everything else travels as it is; screens show what is hidden in it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function sharedTask({ id, shots, system, template, answerPrefix, schema }: TaskChoice): TaskChoice {
  const text = (given: string | null) => (given === null ? null : wellFormed(given));
  return {
    id,
    shots,
    system: text(system),
    // Other tasks do not read it; what the user once wrote for their own stays with them.
    template: id === 'own' ? wellFormed(template) : '',
    answerPrefix: text(answerPrefix),
    schema: text(schema),
  };
}

function sharedColumn(column: Column, personas: ShareSubject['personas'], sources: SourceOf): SharedColumn {
  const own = { model: column.model && sharedModel(column.model), settings: ownSettings(column.settings) };
  if (column.kind === 'control') return { kind: 'control', ...own };
  return { kind: 'persona', persona: sharedPersona(column.persona, personas, sources), ...own };
}

function ownSettings(settings: Column['settings']): Partial<ColumnSettings> | null {
  const set = columnSettingNames.flatMap((name) => (settings?.[name] === undefined ? [] : [[name, settings[name]]]));
  return set.length === 0 ? null : (Object.fromEntries(set) as Partial<ColumnSettings>);
}

function sharedPersona(persona: Persona, personas: ShareSubject['personas'], sources: SourceOf): SharedPersona {
  const source = persona.shard === null ? null : sharedSource(sources.get(persona.shard));
  if (personas === 'named' && source) return { kind: 'named', id: persona.id, source };
  const text = normalisePersona(persona.text);
  if (text === '') throw badInput('The text of a persona is not here. Take its column away, or import its collection.');
  return { kind: 'text', text, source };
}

/** Null for a collection that is gone or still being imported: it has no hash that others could know it by. */
function sharedSource(source: SharedSource | undefined): SharedSource | null {
  if (!source) return null;
  const hash = source.hash.toLowerCase().slice(0, 16);
  return /^[0-9a-f]{16}$/.test(hash) ? { name: label(source.name), hash, licence: label(source.licence) } : null;
}

function sharedRecording({ createdAt, environment }: Run, cells: readonly Cell[]): SharedRecording {
  const inOrder = [...cells].sort((a, b) => a.column - b.column || a.repeat - b.repeat);
  return { at: createdAt, environment: sharedEnvironment(environment ?? null), cells: inOrder.map(sharedCell) };
}

function sharedEnvironment(environment: RunEnvironment | null): RunEnvironment | null {
  if (environment === null) return null;
  const { app, browser, system, cores, isolated, gpu } = environment;
  return {
    app: label(app),
    browser: labelOrNull(browser),
    system: labelOrNull(system),
    cores,
    isolated,
    gpu: labelOrNull(gpu),
  };
}

function sharedCell(cell: Cell): SharedCell {
  const { column, repeat, attempt, text, finish, tokens, on } = cell;
  return {
    column,
    repeat,
    attempt,
    text: wellFormed(text),
    finish,
    tokens,
    tokensPerSecond: speedOf(cell),
    device: on?.device ?? null,
    threads: on?.threads ?? null,
    quantisation: labelOrNull(on?.quantisation ?? null),
  };
}

/** As screens show it: the first token falls before decoding starts. One decimal is more than anybody compares. */
function speedOf({ usage, tokens }: Cell): number | null {
  const count = usage?.completionTokens ?? tokens;
  if (!usage || count === null || count < 2 || usage.decodeMs <= 0) return null;
  return Math.round(((count - 1) * 10_000) / usage.decodeMs) / 10;
}
