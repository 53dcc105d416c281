import * as Comlink from 'comlink';
import type { ShardId } from '../../lib/model/ids.ts';
import { unpackAttributes, unpackText } from '../../lib/personas/pack.ts';
import { hashPart, hashShard } from '../../lib/personas/shard-hash.ts';
import { openDexieStores } from '../../lib/store/dexie.ts';

const stores = openDexieStores();

/** Reads what is kept with nothing of the importer: part by part, with hashes made anew. */
const reader = {
  async held(shard: ShardId) {
    const { shards } = await stores;
    const info = await shards.getShard(shard);
    if (!info) return null;
    const texts = new Set<string>();
    const hashes: string[] = [];
    let rows = 0;
    for (let i = 0; i * 4096 < info.count; i += 1) {
      const [part] = await shards.parts(shard, [i]);
      if (!part) break;
      hashes.push(await hashPart(part));
      for (let row = 0; row < part.count; row += 1) texts.add(unpackText(part, row));
      rows += part.count;
    }
    const [beyond] = await shards.parts(shard, [Math.ceil(info.count / 4096)]);
    const rejections = await shards.rejections(shard, 0, 20_000);
    const journal = await shards.getJournal(shard);
    const hash = hashShard(hashes);
    const [start] = await shards.parts(shard, [0]);
    const first = start ? unpackText(start, 0) : null;
    const attributes = start ? [...unpackAttributes(start, 0)] : [];
    return { first, attributes, info, rows, distinct: texts.size, hash, beyond: beyond !== null, rejections, journal };
  },
  /** Shards that are whole, and those with a journal. */
  async stored() {
    const { shards } = await stores;
    const whole = (await shards.listShards()).filter(({ state }) => state === 'whole').map(({ id }) => id);
    return { whole, open: (await shards.listJournals()).map(({ shard }) => shard) };
  },
  /** Takes a shard away as if it had never been there, its copy too: nothing is lost that could be brought back. */
  async remove(shard: ShardId) {
    await (await stores).shards.deleteShard(shard);
    const root = await navigator.storage.getDirectory();
    await root.removeEntry('shards', { recursive: true }).catch(() => undefined);
  },
};

export type ImportReader = typeof reader;
Comlink.expose(reader);
