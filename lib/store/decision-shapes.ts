import * as v from 'valibot';
import { keepRules, type DedupDecision, type RemovedAnswers, type RemovedPersonas } from '../model/dedup.ts';
import type { CellId, ShardId } from '../model/ids.ts';
import type { VectorPack } from './ports.ts';
import { readAll, reader } from './shard-shapes.ts';

/** Characters of a content id. */
const ID_LENGTH = 16;

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const text = v.pipe(v.string(), v.nonEmpty());
const shardId = v.custom<ShardId>((value) => typeof value === 'string' && value !== '');
const cellId = v.custom<CellId>((value) => typeof value === 'string' && value !== '');
// What lies in the database has plain buffers: shared ones cannot be stored.
const uint16 = v.custom<Uint16Array<ArrayBuffer>>((value) => value instanceof Uint16Array);
const uint32 = v.custom<Uint32Array<ArrayBuffer>>((value) => value instanceof Uint32Array);
const shares = v.custom<Float32Array<ArrayBuffer>>(
  (value) => value instanceof Float32Array && value.every((one) => one >= 0 && one <= 1),
);

const tokens = v.object({
  kind: v.picklist(['words', 'characters']),
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)),
});

const method = v.variant('kind', [
  v.object({ kind: v.literal('exact'), tokens }),
  v.object({ kind: v.literal('minhash'), tokens, permutations: whole, seed: whole, verified: v.boolean() }),
  v.object({ kind: v.literal('semantic'), model: v.string(), fast: v.boolean() }),
]);

const personas: v.GenericSchema<unknown, RemovedPersonas> = v.pipe(
  v.object({
    kind: v.literal('personas'),
    shards: v.array(shardId),
    hashes: v.exactOptional(v.array(v.string())),
    shard: uint16,
    rows: uint32,
    keptShard: uint16,
    keptRows: uint32,
    similarity: shares,
  }),
  v.check(({ shards, hashes = shards, shard, rows, keptShard, keptRows, similarity }) => {
    const lengths = new Set([shard, rows, keptShard, keptRows, similarity].map(({ length }) => length));
    const named = (place: number) => place < shards.length;
    return lengths.size === 1 && hashes.length === shards.length && shard.every(named) && keptShard.every(named);
  }, 'Its lists do not fit each other.'),
);

const answers: v.GenericSchema<unknown, RemovedAnswers> = v.pipe(
  v.object({ kind: v.literal('answers'), cells: v.array(cellId), kept: v.array(cellId), similarity: shares }),
  v.check(
    ({ cells, kept, similarity }) => cells.length === kept.length && cells.length === similarity.length,
    'Its lists do not fit each other.',
  ),
);

const decisionOf = (
  removed: v.GenericSchema<unknown, DedupDecision['removed']>,
): v.GenericSchema<unknown, DedupDecision> =>
  v.object({
    version: v.literal(1),
    id: text,
    createdAt: v.pipe(v.number(), v.finite()),
    scope: v.string(),
    method,
    threshold: share,
    keep: v.picklist(keepRules),
    byHand: whole,
    before: whole,
    clusters: whole,
    removed,
  });

const packShape: v.GenericSchema<unknown, VectorPack> = v.pipe(
  v.object({
    version: v.literal(1),
    model: v.string(),
    index: whole,
    dimensions: v.pipe(whole, v.minValue(1)),
    ids: v.string(),
    vectors: uint16,
  }),
  v.check(
    ({ ids, dimensions, vectors }) =>
      ids.length % ID_LENGTH === 0 && vectors.length === (ids.length / ID_LENGTH) * dimensions,
    'Its lists do not fit each other.',
  ),
);

/** Null for a decision that this version cannot read (a newer one's, damaged), and for one of answers. */
export const readPersonaDecision = reader(decisionOf(personas));
/** As `readPersonaDecision`, for decisions of answers. */
export const readAnswerDecision = reader(decisionOf(answers));
/** Null for a pack that this version cannot read. */
export const readPack = reader(packShape);

/** Those that can be read, newest first. */
export function decisionsOf(
  records: readonly unknown[],
  read: (record: unknown) => DedupDecision | null,
): readonly DedupDecision[] {
  return readAll(records, read).sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}
