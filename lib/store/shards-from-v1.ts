import * as v from 'valibot';
import type { ShardId } from '../model/ids.ts';
import { labelNames } from '../model/persona.ts';
import type { ColumnInfo, PackedPart, ShardInfo } from '../model/shard.ts';
import { hashPartNow, hashShard } from '../personas/shard-hash.ts';

// What version 1 of the database held: a shard's parts without hashes, whose columns were labels.
const oldInfo = v.object({
  id: v.string(),
  name: v.string(),
  source: v.string(),
  licence: v.string(),
  count: v.number(),
  importerVersion: v.number(),
});
const bytes = v.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);
const offsets = v.custom<Uint32Array<ArrayBuffer>>((value) => value instanceof Uint32Array);
const codes = v.custom<Uint16Array<ArrayBuffer>>((value) => value instanceof Uint16Array);
const oldPart = v.object({
  version: v.literal(1),
  index: v.number(),
  count: v.number(),
  text: bytes,
  offsets,
  columns: v.array(v.object({ name: v.picklist(labelNames), values: v.array(v.string()), codes })),
});

/**
 * A shard of version 1 in the shape of version 2; null when a record does not fit: such a shard cannot be kept.
 * @param parts in their order
 */
export function shardFromV1(
  info: unknown,
  parts: readonly unknown[],
  now: number,
): { readonly info: ShardInfo; readonly parts: readonly PackedPart[] } | null {
  const known = v.safeParse(oldInfo, info);
  const read = v.safeParse(v.array(oldPart), parts);
  if (!known.success || !read.success) return null;
  const shard = known.output.id as ShardId;
  const packed = read.output.map((part): PackedPart => {
    const columns = part.columns.map((column) => ({ kind: 'category' as const, ...column }));
    const draft = { ...part, version: 2 as const, shard, columns };
    return { ...draft, hash: hashPartNow(draft) };
  });
  return {
    info: {
      version: 2,
      ...known.output,
      id: shard,
      bytes: read.output.reduce((sum, part) => sum + part.text.byteLength + part.offsets.byteLength, 0),
      hash: hashShard(packed.map((part) => part.hash)),
      createdAt: now,
      columns: columnsOf(read.output),
      duplicates: 0,
      rejected: 0,
      state: 'whole',
      deletedAt: null,
    },
    parts: packed,
  };
}

function columnsOf(parts: readonly v.InferOutput<typeof oldPart>[]): readonly ColumnInfo[] {
  const used = new Set(parts.flatMap((part) => part.columns.map((column) => column.name)));
  return labelNames.filter((name) => used.has(name)).map((name) => ({ name, kind: 'category', role: name }));
}
