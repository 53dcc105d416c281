import { badInput } from '../../../lib/model/fault.ts';
import type { PersonaId } from '../../../lib/model/ids.ts';
import type { LabelName, RowRef } from '../../../lib/model/persona.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { PART_SIZE } from '../../../lib/personas/pack.ts';
import type { PersonaRow, PersonaSample, SampleSpec, Scope } from '../../../lib/protocol/shards.ts';
import { drawQuotas, joinQuotas, type Shortfall } from '../../../lib/sampling/quotas.ts';
import { spreadOut } from '../../../lib/sampling/spread.ts';
import { sampleIndices } from '../../../lib/sampling/uniform.ts';
import type { LabelReader, Shelves } from '../ports.ts';
import type { Removals } from '../removals/removals.ts';
import { recipeOf } from './recipe.ts';
import { numberWords } from './words.ts';

/** The rows of a scope in their order, without holding one object for each. */
export interface ResolvedRows {
  readonly length: number;
  at(i: number): RowRef;
  /** The shards that they are from. */
  readonly shards: readonly Pick<ShardInfo, 'id'>[];
}

export interface SamplingWorld {
  readonly shelves: Pick<Shelves, 'info' | 'text'>;
  readonly labels: Pick<LabelReader, 'part'>;
  readonly removals: Pick<Removals, 'mask'>;
  readonly resolve: (scope: Scope) => Promise<ResolvedRows>;
  readonly rows: (refs: readonly RowRef[]) => Promise<readonly PersonaRow[]>;
  readonly breathe: () => Promise<void>;
}

// A screenful of voices is eight, a file some thousands; beyond that the scope itself should be exported.
const MAX_COUNT = 100_000;
/**
 * Spread-out samples are chosen from a uniform draw of this many, or of POOL_EACH for each row wanted: comparing all
 * pairs of a million would take hours, and the farthest of thousands are hardly nearer than the farthest of all.
 */
const POOL = 2_000;
const POOL_EACH = 20;
// Farthest-point search takes time with pool x count: at this count some ten seconds.
const MAX_SPREAD = 2_000;

/**
 * Draws samples. The same shard (by hash), decisions about near-duplicates, scope, way and seed give the same personas in every browser, and a larger
 * count begins with the smaller one where the sample is uniform.
 */
export function createSampling(world: SamplingWorld): { drawSample(spec: SampleSpec): Promise<PersonaSample> } {
  return { drawSample: (spec) => drawSample(world, spec) };
}

async function drawSample(world: SamplingWorld, spec: SampleSpec): Promise<PersonaSample> {
  const { count, how, scope, seed } = spec;
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT)
    throw badInput(`A sample has 1 to ${MAX_COUNT.toLocaleString('en')} personas, not ${count}.`);
  if (how.kind === 'spread' && count > MAX_SPREAD)
    throw badInput(`A spread-out sample has ${MAX_SPREAD.toLocaleString('en')} personas at most.`);
  const from = await world.resolve(scope);
  const drawn = await draw(world, from, spec);
  const refs = drawn.positions.slice(0, count).map((at) => from.at(at));
  const shards = new Set(refs.map(({ shard }) => shard));
  const infos = await Promise.all([...shards].sort().map((shard) => world.shelves.info(shard)));
  // Also of shards from which nothing was drawn: with their rows the draw would be another.
  const decisions = (await world.removals.mask()).inForceFor(from.shards.map(({ id }) => id)).map(({ id }) => id);
  return { rows: await world.rows(refs), short: drawn.short, recipe: recipeOf(scope, how, seed, infos, decisions) };
}

interface Drawn {
  readonly positions: readonly number[];
  readonly short: readonly Shortfall[];
}

async function draw(
  world: SamplingWorld,
  from: ResolvedRows,
  { count, exclude, how, seed }: SampleSpec,
): Promise<Drawn> {
  switch (how.kind) {
    case 'uniform': {
      // As many more as might have to be left out.
      const positions = sampleIndices(from.length, count + exclude.length, seed, none);
      return { positions: await without(world, from, positions, exclude), short: [] };
    }
    case 'spread': {
      const pool = Math.max(POOL, POOL_EACH * count);
      const drawn = sampleIndices(from.length, pool + exclude.length, seed, none);
      const positions = await without(world, from, drawn, exclude);
      const words = numberWords();
      const texts: Uint32Array[] = [];
      for (const at of positions) texts.push(words(await world.shelves.text(from.at(at))));
      await world.breathe();
      return { positions: spreadOut(texts, count).map((at) => positions[at] ?? 0), short: [] };
    }
    case 'quotas': {
      const values = Object.keys(how.shares).sort();
      const codes = await labelCodes(world, from, how.label, values);
      const draws = drawQuotas(codes, values, how.shares, count, seed, exclude.length);
      const drawn = draws.flatMap(({ positions }) => positions);
      const kept = new Set(await without(world, from, drawn, exclude));
      return joinQuotas(draws, seed, (at) => !kept.has(at));
    }
  }
}

const none: ReadonlySet<number> = new Set();

async function without(
  world: SamplingWorld,
  from: ResolvedRows,
  positions: readonly number[],
  exclude: readonly PersonaId[],
): Promise<readonly number[]> {
  if (exclude.length === 0) return positions;
  const rows = await world.rows(positions.map((at) => from.at(at)));
  const out = new Set(exclude);
  return positions.filter((_, i) => {
    const row = rows[i];
    return row !== undefined && !out.has(row.id);
  });
}

/** Which of `values` each row has; -1 for another one, or none. */
async function labelCodes(
  { breathe, labels }: SamplingWorld,
  from: ResolvedRows,
  label: LabelName,
  values: readonly string[],
): Promise<Int32Array> {
  const codes = new Int32Array(from.length).fill(-1);
  let place = '';
  let own: Uint16Array | null = null;
  let meaning: readonly number[] = [];
  for (let i = 0; i < from.length; i += 1) {
    const { row, shard } = from.at(i);
    const index = Math.floor(row / PART_SIZE);
    const here = `${shard}/${index}`;
    if (here !== place) {
      place = here;
      const column = (await labels.part(shard, index))?.columns.find(({ name }) => name === label);
      own = column?.codes ?? null;
      meaning = [-1, ...(column?.values ?? []).map((value) => values.indexOf(value))];
      // A scope in another order than its shards' would change parts at each row.
      if (index % 16 === 0) await breathe();
    }
    codes[i] = own ? (meaning[own[row % PART_SIZE] ?? 0] ?? -1) : -1;
  }
  return codes;
}
