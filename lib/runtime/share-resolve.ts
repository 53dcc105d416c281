import { type CatalogueEntry, modelKey } from '../model/catalogue.ts';
import type { PersonaId, ShardId } from '../model/ids.ts';
import type { Persona } from '../model/persona.ts';
import type { SharedModel, SharedPersona, SharedPlayground, SharedRecipe, SharedSource } from '../model/share.ts';
import type { PersonaRow } from '../protocol/shards.ts';
import { personaOf } from './hub-play.ts';
import type { ModelsStore } from './models-state.ts';
import { writePersona } from './play-draft.ts';
import type { EntryOf } from './share-record.ts';
import type { ShardsClient } from './shards-client.ts';

/** Digits of a shard's hash that travel. */
const HASH_DIGITS = 16;

type Named = Extract<SharedPersona, { kind: 'named' }>;

/** What the personas of a recipe are here. Named ones are looked up in their collection first, then everywhere. */
export async function resolvePersonas(
  recipe: SharedRecipe,
  shards: Pick<ShardsClient, 'byIds'>,
): Promise<readonly (Persona | null)[]> {
  const given = recipe.columns.map((column) => (column.kind === 'persona' ? column.persona : null));
  const written = given.map((persona) => (persona?.kind === 'text' ? writePersona(persona.text) : null));
  const ids = given.map((persona, i) => (persona?.kind === 'named' ? persona.id : (written[i]?.id ?? null)));
  const sources = given.flatMap((persona) => (persona?.source ? [persona.source.hash] : []));
  const found = await lookUp(ids, [...new Set(sources)], shards);
  const lost = given.flatMap((persona) => (persona?.kind === 'named' && !found.has(persona.id) ? [persona] : []));
  const elsewhere = await lookUp(
    lost.map(({ id }: Named) => id),
    null,
    shards,
  );
  return given.map((_, i) => {
    const row = found.get(ids[i] as PersonaId) ?? elsewhere.get(ids[i] as PersonaId);
    return row ? personaOf(row) : (written[i] ?? null);
  });
}

async function lookUp(
  ids: readonly (PersonaId | null)[],
  hashes: readonly string[] | null,
  shards: Pick<ShardsClient, 'byIds'>,
): Promise<ReadonlyMap<PersonaId, PersonaRow>> {
  const asked = [...new Set(ids.filter((id) => id !== null))];
  if (asked.length === 0 || hashes?.length === 0) return new Map();
  const rows = await shards.byIds(asked, hashes);
  // A worker that died holds nothing; what was opened can still be looked at.
  return new Map((rows.ok ? rows.value : []).flatMap((row) => (row ? [[row.id, row] as const] : [])));
}

/** The recipe's models, each once: what columns without one run on comes first. */
export function modelsOf({ recipe }: SharedPlayground): readonly SharedModel[] {
  const all = [recipe.model, ...recipe.columns.flatMap(({ model }) => (model ? [model] : []))];
  return [...new Map(all.map((model) => [JSON.stringify(nameOf(model)), model])).values()];
}

const nameOf = (model: SharedModel) => (model.kind === 'own' ? [model.name] : [model.engine, model.model]);

/** What is listed here. The catalogue's list is read (a file of this app) only when a model of it is asked for. */
export async function entriesFor(
  wanted: readonly SharedModel[],
  models: Pick<ModelsStore, 'getState' | 'subscribe'> & {
    readonly actions: Pick<ModelsStore['actions'], 'openCatalogue'>;
  },
): Promise<EntryOf> {
  const entryOf: EntryOf = (model) => (model.kind === 'listed' ? find(models.getState().entries, model) : null);
  if (wanted.some((model) => model.kind === 'listed' && model.engine === 'web-llm' && entryOf(model) === null)) {
    models.actions.openCatalogue();
    await until(models, ({ catalogue }) => catalogue === 'ready' || catalogue === 'failed');
  }
  return entryOf;
}

function find(entries: readonly CatalogueEntry[], model: Extract<SharedModel, { kind: 'listed' }>) {
  const key = modelKey(model);
  return entries.find(({ choice }) => modelKey(choice) === key) ?? null;
}

/** Where the personas of each shard come from, as it travels. */
export async function sourcesOf(shards: Pick<ShardsClient, 'call'>): Promise<ReadonlyMap<ShardId, SharedSource>> {
  const held = await shards.call((remote) => remote.shards());
  // Without them personas travel as their texts alone.
  const views = held.ok ? held.value : [];
  return new Map(
    views.map(({ info: { id, name, hash, licence } }) => [id, { name, hash: hash.slice(0, HASH_DIGITS), licence }]),
  );
}

/** Resolves once the state is so. */
export function until<State>(
  store: { readonly getState: () => State; readonly subscribe: (listener: () => void) => () => void },
  holds: (state: State) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    const look = () => {
      if (!holds(store.getState())) return;
      stop?.();
      resolve();
    };
    stop = store.subscribe(look);
    look();
  });
}
