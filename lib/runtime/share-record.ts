import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CatalogueEntry } from '../model/catalogue.ts';
import type { PersonaId, RunId } from '../model/ids.ts';
import type { Persona } from '../model/persona.ts';
import type { Cell, Column, ModelChoice, Run, Usage } from '../model/run.ts';
import type { SharedCell, SharedColumn, SharedModel, SharedPlayground, SharedRecipe } from '../model/share.ts';
import { modelOf } from '../prompt/columns.ts';
import { plannedCell } from '../run/plan.ts';

/** A model of the recipe as it is listed here; null where this copy of the app lists none. */
export type EntryOf = (model: SharedModel) => CatalogueEntry | null;

// As long as the ids of runs that are made here.
const ID_DIGITS = 32;

/**
 * The recording as a run of this app. Its id follows from what is in it, so the same recording opened twice is the same
 * run; one that was made from chosen cells of a run is another than that run.
 * @param personas by column, see `OpenedPlayground`
 * @param now in epoch milliseconds; a recording is never of the future
 */
export function recordedRun(
  { recipe, recording }: SharedPlayground,
  personas: readonly (Persona | null)[],
  entryOf: EntryOf,
  recorded: 'link' | 'file',
  now: number,
): { readonly run: Run; readonly cells: readonly Cell[] } | null {
  if (recording === null) return null;
  const at = Math.min(recording.at, now);
  const run: Run = {
    version: 2,
    id: recordedId({ recipe, recording }),
    createdAt: at,
    spec: {
      version: 2,
      task: recipe.task,
      columns: recipe.columns.map((column, i) => recordedColumn(column, personas[i] ?? null, entryOf)),
      settings: recipe.settings,
      model: choiceOf(recipe.model, entryOf),
    },
    recorded,
    ...(recording.environment && { environment: recording.environment }),
  };
  return { run, cells: recording.cells.map((cell) => recordedCell(run, cell, at)) };
}

/** Who answered in a recording, for people and for looking it up. */
export function choiceOf(model: SharedModel, entryOf: EntryOf): ModelChoice {
  // Somebody else's server or file: a name for people, under an id that no model here has.
  if (model.kind === 'own') return { engine: 'endpoint', model: `elsewhere:${model.name}`, name: model.name };
  const { engine, model: id } = model;
  return { engine, model: id, name: entryOf(model)?.choice.name ?? id };
}

function recordedColumn(column: SharedColumn, persona: Persona | null, entryOf: EntryOf): Column {
  const own = { model: column.model && choiceOf(column.model, entryOf), settings: column.settings };
  if (column.kind === 'control') return { kind: 'control', ...own };
  return { kind: 'persona', persona: persona ?? unheld(column.persona), ...own };
}

/** One that only its id is known of: the collection may come later. */
function unheld(persona: Extract<SharedColumn, { kind: 'persona' }>['persona']): Persona {
  const id = persona.kind === 'named' ? persona.id : ('' as PersonaId);
  return { id, text: '', labels: {}, shard: null };
}

function recordedCell(run: Run, shared: SharedCell, at: number): Cell {
  const { column, repeat, attempt, text, finish, tokens, device, threads, quantisation } = shared;
  const planned = plannedCell(run, { column, repeat, attempt });
  const by = modelOf(run.spec, run.spec.columns[column] ?? { model: null });
  return {
    ...planned,
    ...{ state: 'done', text, finish, tokens, usage: recordedUsage(shared), by, updatedAt: at },
    ...(device !== null && { on: { device, threads, quantisation } }),
  };
}

/** A recording tells its speed alone: it stands as the time that the answer took. */
function recordedUsage({ tokens, tokensPerSecond }: SharedCell): Usage | null {
  if (tokens === null || tokens < 2 || tokensPerSecond === null || tokensPerSecond <= 0) return null;
  // The first token falls before that time begins.
  const decodeMs = ((tokens - 1) * 1000) / tokensPerSecond;
  const unknown = { promptTokens: null, sharedTokens: null, queueMs: 0, firstTokenMs: 0 };
  return { ...unknown, completionTokens: tokens, decodeMs, rows: 1 };
}

/** Of the recipe and what came of it; where a link points to is not part of it. */
function recordedId(what: { readonly recipe: SharedRecipe; readonly recording: unknown }): RunId {
  return bytesToHex(sha256(utf8ToBytes(sorted(what)))).slice(0, ID_DIGITS) as RunId;
}

/** JSON with the keys of each object in order: two readers may build the same object differently. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
