import type { DedupDecision } from '../../../lib/model/dedup.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import type { ShardStore } from '../../../lib/store/ports.ts';
import type { Shelves } from '../ports.ts';
import { Mask } from './mask.ts';

/** Tells which rows decisions removed: every list of rows asks it. */
export interface Removals {
  /** The same object as long as nothing changed. */
  mask(): Promise<Mask>;
  /** Decisions or shards may have changed, in this tab or another: they are read again at the next call. */
  refresh(): void;
}

export function createRemovals(store: Pick<ShardStore, 'listDecisions'>, shelves: Pick<Shelves, 'list'>): Removals {
  let reading: Promise<Mask> | null = null;
  let known: { readonly key: string; readonly mask: Mask } | null = null;

  async function read(): Promise<Mask> {
    const [decisions, infos] = await Promise.all([store.listDecisions(), shelves.list()]);
    const key = keyOf(decisions, infos);
    if (known?.key !== key) known = { key, mask: new Mask(decisions, infos) };
    return known.mask;
  }

  return {
    async mask() {
      const asked = (reading ??= read());
      try {
        return await asked;
      } catch {
        if (reading === asked) reading = null;
        // A storage that refuses says so where shards are read; those held in memory answer all the same.
        return known?.mask ?? new Mask([], []);
      }
    },
    refresh: () => void (reading = null),
  };
}

/** Decisions never change but when rows of their shards do, and then their hashes or their lengths do too. */
function keyOf(decisions: readonly DedupDecision[], infos: readonly ShardInfo[]): string {
  if (decisions.length === 0) return '';
  return JSON.stringify([
    decisions.map(({ id, removed }) => [
      id,
      removed.similarity.length,
      removed.kind === 'personas' ? (removed.hashes ?? []) : [],
    ]),
    infos.map(({ id, hash, count }) => [id, hash, count]),
  ]);
}
