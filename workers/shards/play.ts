import type { PersonaId, ShardId } from '../../lib/model/ids.ts';
import type { Persona } from '../../lib/model/persona.ts';
import { sampleIndices } from '../../lib/sampling/uniform.ts';
import type { PersonaRow } from '../../lib/protocol/shards.ts';
import type { Shelves } from './ports.ts';
import type { Removals } from './removals/removals.ts';
import type { Rows } from './rows.ts';

/**
 * `count` personas of a shard without repetition: the same for the same shard hash, decisions about near-duplicates and
 * seed in every browser. The seed decides an order of all rows that stay; the sample is its start without those excluded. So only what is drawn is read, also
 * from a million.
 * @throws FaultError `bad-input` for a wrong count or seed, or a shard that is not held
 */
export async function samplePersonas(
  shelves: Shelves,
  { rows }: Pick<Rows, 'rows'>,
  removals: Removals,
  shard: ShardId,
  count: number,
  seed: number,
  exclude: readonly PersonaId[],
): Promise<readonly Persona[]> {
  const info = await shelves.info(shard);
  const kept = (await removals.mask()).of(info)?.kept();
  const total = kept?.length ?? info.count;
  const excluded = new Set(exclude);
  // A text is in a shard once, so as many more are enough. A wrong count is refused as it was given.
  const more = Number.isSafeInteger(count) && count >= 0 ? excluded.size : 0;
  const places = sampleIndices(total, count + more, seed, new Set());
  const drawn = await rows(places.map((place) => ({ shard, row: kept ? (kept[place] ?? 0) : place })));
  return drawn
    .filter(({ id }) => !excluded.has(id))
    .slice(0, count)
    .map(personaOf);
}

/** A voice of Play: with what is said about the person, not about the text. */
function personaOf({ ref, id, text, labels }: PersonaRow): Persona {
  const { region, country, age, occupation, gender, language } = labels;
  const ofPerson = Object.entries({ region, country, age, occupation, gender, language });
  return {
    id,
    text,
    labels: Object.fromEntries(ofPerson.filter(([, value]) => value !== undefined)),
    shard: ref.shard,
  };
}
