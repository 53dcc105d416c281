import * as v from 'valibot';
import type { ShardId } from '../model/ids.ts';
import { labelNames } from '../model/persona.ts';
import type { PersonaSet, ShardInfo } from '../model/shard.ts';
import type { ImportJournal } from './ports.ts';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const shardId = v.pipe(
  v.string(),
  v.transform((id) => id as ShardId),
);

const infoShape: v.GenericSchema<unknown, ShardInfo> = v.object({
  version: v.literal(2),
  id: shardId,
  name: v.string(),
  source: v.string(),
  licence: v.string(),
  count: whole,
  bytes: whole,
  hash: v.string(),
  importerVersion: v.number(),
  createdAt: v.number(),
  columns: v.array(
    v.object({
      name: v.string(),
      kind: v.picklist(['category', 'integer', 'text']),
      role: v.nullable(v.picklist(labelNames)),
    }),
  ),
  duplicates: whole,
  rejected: whole,
  state: v.picklist(['importing', 'whole']),
  deletedAt: v.nullable(v.number()),
});

const journalShape: v.GenericSchema<unknown, ImportJournal> = v.object({
  version: v.literal(1),
  shard: shardId,
  state: v.picklist(['running', 'paused', 'failed']),
  request: v.unknown(),
  rows: whole,
  kept: whole,
  duplicates: whole,
  rejected: whole,
  bytesRead: whole,
  bytesTotal: v.nullable(whole),
  chain: v.string(),
  fault: v.nullable(
    v.custom<NonNullable<ImportJournal['fault']>>(
      (value) => typeof value === 'object' && value !== null && 'code' in value && 'message' in value,
    ),
  ),
});

const setShape: v.GenericSchema<unknown, PersonaSet> = v.object({
  version: v.literal(1),
  id: v.string(),
  name: v.string(),
  createdAt: v.number(),
  how: v.string(),
  members: v.array(v.object({ shard: shardId, row: whole })),
});

/** What is read of shards; null for a record that this version cannot read: written by a newer one, or damaged. */
export const readInfo = reader(infoShape);
/** As `readInfo`. */
export const readJournal = reader(journalShape);
/** As `readInfo`. */
export const readSet = reader(setShape);

/** Those that can be read. */
export function readAll<T>(records: readonly unknown[], read: (record: unknown) => T | null): T[] {
  return records.flatMap((record) => read(record) ?? []);
}

/** Reads a record of a shape; null for anything else. */
export function reader<T>(shape: v.GenericSchema<unknown, T>): (record: unknown) => T | null {
  return (record) => {
    const found = v.safeParse(shape, record, { abortEarly: true });
    return found.success ? found.output : null;
  };
}

/** A shard's info that was written as JSON; null for anything else. */
export function parseInfo(json: string): ShardInfo | null {
  try {
    return readInfo(JSON.parse(json));
  } catch {
    return null;
  }
}
