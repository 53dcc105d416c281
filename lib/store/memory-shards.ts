import type { DedupDecision } from '../model/dedup.ts';
import type { ShardId } from '../model/ids.ts';
import type { LabelPart, PackedPart, PersonaSet, Rejection, ShardInfo } from '../model/shard.ts';
import { checkLimit, checkParts, checkShard, checkStep } from './check.ts';
import { decisionsOf, readPersonaDecision } from './decision-shapes.ts';
import type { ImportJournal, ImportStep, SearchSegment, ShardStore } from './ports.ts';
import { readAll, readInfo, readJournal, readSet } from './shard-shapes.ts';

/** Does a piece of work at once, if the store is open; what it throws becomes a rejection with a FaultError. */
export type Call = <T>(work: () => T) => Promise<T>;

/** Everything that belongs to one shard. */
class Held {
  info: ShardInfo | null = null;
  journal: ImportJournal | null = null;
  readonly parts = new Map<number, PackedPart>();
  readonly labels = new Map<number, LabelPart>();
  readonly segments = new Map<number, SearchSegment>();
  readonly rejections = new Map<number, Rejection>();
}

/** The shard store in memory. Whatever a call gives is cloned before anything changes, so that it is all or nothing. */
export function memoryShards(call: Call): ShardStore {
  const shards = new Map<ShardId, Held>();
  const sets = new Map<string, PersonaSet>();
  const decisions = new Map<string, DedupDecision>();

  const at = (id: ShardId): Held => {
    const held = shards.get(id) ?? new Held();
    shards.set(id, held);
    return held;
  };
  const putStep = ({ info, journal, parts, rejections }: ImportStep, whole: boolean) => {
    const held = at(info.id);
    held.info = info;
    held.journal = whole ? null : journal;
    putAll(held.parts, parts);
    putAll(held.rejections, rejections);
  };
  const pick = <T>(records: ReadonlyMap<number, T> | undefined, indexes: readonly number[]) =>
    structuredClone(indexes.map((index) => records?.get(index) ?? null));
  const byId = () => [...shards].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, held]) => held);

  return {
    putShard: (info, parts) =>
      call(() => {
        checkShard(info, parts);
        const given = structuredClone({ info, parts });
        shards.delete(info.id);
        const held = at(info.id);
        held.info = given.info;
        putAll(held.parts, given.parts);
      }),
    putInfo: (info) =>
      call(() => {
        const held = shards.get(info.id);
        if (held?.info) held.info = structuredClone(info);
      }),
    getShard: (id) => call(() => readInfo(structuredClone(shards.get(id)?.info))),
    listShards: () =>
      call(() =>
        readAll(
          byId().map((held) => structuredClone(held.info)),
          readInfo,
        ),
      ),
    parts: (id, indexes) => call(() => pick(shards.get(id)?.parts, indexes)),
    replaceParts: (info, parts) =>
      call(() => {
        checkParts(info.id, parts);
        const given = structuredClone({ info, parts });
        const held = at(info.id);
        held.info = given.info;
        putAll(held.parts, given.parts);
      }),
    deleteShard: (id) => call(() => void shards.delete(id)),

    commit: (step) =>
      call(() => {
        checkStep(step);
        putStep(structuredClone(step), false);
      }),
    getJournal: (id) => call(() => readJournal(structuredClone(shards.get(id)?.journal))),
    listJournals: () =>
      call(() =>
        readAll(
          byId().map((held) => structuredClone(held.journal)),
          readJournal,
        ),
      ),
    finish: (info, step) =>
      call(() => {
        const last = { ...step, info };
        checkStep(last);
        putStep(structuredClone(last), true);
      }),
    rejections: (id, from, limit) =>
      call(() => {
        checkLimit(from);
        checkLimit(limit);
        const all = byIndex(shards.get(id)?.rejections);
        return structuredClone(all.filter(({ index }) => index >= from).slice(0, limit));
      }),

    putLabels: (parts) =>
      call(() => {
        for (const part of structuredClone(parts)) at(part.shard).labels.set(part.index, part);
      }),
    labels: (id, indexes) => call(() => pick(shards.get(id)?.labels, indexes)),
    putSegment: (segment) => call(() => void at(segment.shard).segments.set(segment.index, structuredClone(segment))),
    segments: (id) => call(() => structuredClone(byIndex(shards.get(id)?.segments))),

    listSets: () =>
      call(() => {
        const all = readAll(structuredClone([...sets.values()]), readSet);
        return all.sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1));
      }),
    putSet: (set) => call(() => void sets.set(set.id, structuredClone(set))),
    deleteSet: (id) => call(() => void sets.delete(id)),

    listDecisions: () => call(() => decisionsOf(structuredClone([...decisions.values()]), readPersonaDecision)),
    putDecision: (decision) => call(() => void decisions.set(decision.id, structuredClone(decision))),
    deleteDecision: (id) => call(() => void decisions.delete(id)),
  };
}

function putAll<T extends { readonly index: number }>(records: Map<number, T>, given: readonly T[]): void {
  for (const record of given) records.set(record.index, record);
}

function byIndex<T extends { readonly index: number }>(records: ReadonlyMap<number, T> | undefined): T[] {
  return [...(records?.values() ?? [])].sort((a, b) => a.index - b.index);
}
