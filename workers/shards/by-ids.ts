import type { PersonaId } from '../../lib/model/ids.ts';
import type { RowRef } from '../../lib/model/persona.ts';
import type { ShardInfo } from '../../lib/model/shard.ts';
import { idWord, idWordOfText } from '../../lib/personas/id-words.ts';
import { PART_SIZE } from '../../lib/personas/part-builder.ts';
import type { PersonaRow } from '../../lib/protocol/shards.ts';
import { partsOf } from './load-parts.ts';
import type { ShardsWorld, Shelves } from './ports.ts';
import type { Rows } from './rows.ts';
import { isCorrupt } from './shelves.ts';
import type { ShardsRoom } from './api.ts';

/**
 * Finds personas by content id. Parts hold texts and no ids, so the first look into a shard hashes all of its texts; from
 * then on the first 32 bits of each id stay in memory (4 MB for a million rows), and what agrees there is read.
 */
export function createByIds(
  shelves: Pick<Shelves, 'list' | 'part'>,
  { rows }: Pick<Rows, 'rows'>,
  breathe: ShardsWorld['breathe'],
): ShardsRoom<'byIds'>['byIds'] {
  /** By the shard's hash: two shards of one hash hold the same rows. */
  const indexes = new Map<string, Uint32Array>();

  async function indexOf({ id, hash, count }: ShardInfo): Promise<Uint32Array> {
    const known = indexes.get(hash);
    if (known) return known;
    const words = new Uint32Array(count);
    let whole = true;
    for (let index = 0; index < partsOf(count); index += 1) {
      try {
        const { text, offsets, count: held } = await shelves.part(id, index);
        for (let i = 0; i < held; i += 1)
          words[index * PART_SIZE + i] = idWordOfText(text.subarray(offsets[i], offsets[i + 1]));
      } catch (thrown) {
        // A damaged part is for `verify` to tell; it may be whole at the next look.
        if (!isCorrupt(thrown)) throw thrown;
        whole = false;
      }
      await breathe();
    }
    if (whole) indexes.set(hash, words);
    return words;
  }

  /** Rows of the shard that may be these: whether they are, their texts tell. */
  async function look(info: ShardInfo, wanted: ReadonlyMap<number, unknown>): Promise<readonly PersonaRow[]> {
    const refs: RowRef[] = [];
    (await indexOf(info)).forEach((word, row) => {
      if (wanted.has(word)) refs.push({ shard: info.id, row });
    });
    const read = await Promise.all(
      refs.map((ref) =>
        rows([ref]).catch((thrown: unknown) => {
          if (isCorrupt(thrown)) return [];
          throw thrown;
        }),
      ),
    );
    return read.flat();
  }

  return async (ids, among) => {
    const found = new Map<PersonaId, PersonaRow>();
    const words = ids.map((id) => [idWord(id), id] as const).filter(([word]) => word !== null);
    const missing = new Map(words as readonly (readonly [number, PersonaId])[]);
    const isAsked = ({ hash }: ShardInfo) =>
      among === null || among.some((start) => start !== '' && hash.startsWith(start));
    const all = await shelves.list();
    for (const hash of indexes.keys()) if (!all.some((info) => info.hash === hash)) indexes.delete(hash);
    for (const info of all.filter(isAsked)) {
      if (missing.size === 0) break;
      for (const row of await look(info, missing)) {
        if (!ids.includes(row.id) || found.has(row.id)) continue;
        found.set(row.id, row);
        if (words.every(([word, id]) => word !== idWord(row.id) || found.has(id))) missing.delete(idWord(row.id) ?? -1);
      }
    }
    return ids.map((id) => found.get(id) ?? null);
  };
}
