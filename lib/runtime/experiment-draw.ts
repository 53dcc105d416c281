import type { HubDraw } from '../model/experiment.ts';
import { fault } from '../model/fault.ts';
import type { Persona } from '../model/persona.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { PersonaRow, SampleSpec } from '../protocol/shards.ts';
import type { DraftDraw } from './experiment-state.ts';
import { personaOf } from './hub-play.ts';
import { failed } from './outcome.ts';
import type { ShardsClient } from './shards-client.ts';

export interface Drawn {
  readonly hub: readonly Persona[];
  readonly draw: HubDraw;
}

type Shards = Pick<ShardsClient, 'call' | 'ensureStarter'>;

/** Draws as many personas as there are answers, or says why that cannot be. */
export async function drawHub(shards: Shards, { how, seed, scope }: DraftDraw, count: number): Promise<Outcome<Drawn>> {
  const sample = await drawRows(shards, { how, seed, scope }, count);
  if (!sample.ok) return sample;
  const { rows, recipe } = sample.value;
  if (rows.length < count) return tooFew(rows.length, count);
  const licence = await licenceOf(shards, rows);
  const from = scope.kind === 'shard' || scope.kind === 'set' ? scope : null;
  return { ok: true, value: { hub: rows.map(personaOf), draw: { how, seed, recipe, licence, from } } };
}

/**
 * The personas of a draw and those that come after them.
 * @param to how many there are to be in all
 */
export async function drawMore(
  shards: Shards,
  hub: readonly Persona[],
  draw: HubDraw,
  to: number,
): Promise<Outcome<readonly Persona[]>> {
  const { from, how, seed } = draw;
  if (from === null || how === 'given')
    return failed(fault('bad-input', 'Nobody knows where these personas were drawn from.', 'Begin a new experiment.'));
  // A larger uniform sample begins with the smaller one; a spread-out one, or a collection that grew, may not.
  const sample = await drawRows(shards, { how, seed, scope: from }, to);
  if (!sample.ok) return sample;
  const held = new Set(hub.map(({ id }) => id));
  const more = sample.value.rows.filter(({ id }) => !held.has(id)).map(personaOf);
  const all = [...hub, ...more].slice(0, to);
  return all.length < to ? tooFew(all.length, to) : { ok: true, value: all };
}

async function drawRows(shards: Shards, { how, seed, scope }: DraftDraw, count: number) {
  if (scope.kind === 'shard' && scope.shard === 'starter') {
    const starter = await shards.ensureStarter();
    if (!starter.ok) return starter;
  }
  const spec: SampleSpec = { scope, count, seed, how: { kind: how }, exclude: [] };
  return shards.call((remote) => remote.drawSample(spec));
}

function tooFew(there: number, wanted: number): Outcome<never> {
  return failed(
    fault(
      'bad-input',
      `Only ${there} personas are there, and ${wanted} answers need one each.`,
      'Choose a larger collection, or fewer answers.',
    ),
  );
}

/** Of the collections that the rows are from, each once; null where none says. */
async function licenceOf(shards: Shards, rows: readonly PersonaRow[]): Promise<string | null> {
  const from = new Set(rows.map(({ ref }) => ref.shard));
  const held = await shards.call((remote) => remote.shards());
  if (!held.ok) return null;
  const said = held.value.filter(({ info }) => from.has(info.id)).map(({ info }) => info.licence);
  return [...new Set(said.filter((licence) => licence !== ''))].join(', ') || null;
}
