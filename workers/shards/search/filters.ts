import { badInput } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { RowRef } from '../../../lib/model/persona.ts';
import type { PackedColumn, ShardInfo } from '../../../lib/model/shard.ts';
import { UNKNOWN_INTEGER } from '../../../lib/personas/column-builder.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import { RowSet } from '../../../lib/personas/search-index/row-set.ts';
import type { HubFilter, HubQuery } from '../../../lib/protocol/shards.ts';
import type { ShardStore } from '../../../lib/store/ports.ts';
import type { LabelReader, Shelves } from '../ports.ts';
import { isCorrupt } from '../shelves.ts';
import type { RowSpan } from './shard-index.ts';

/** Rows of each shard that belong to a set; null for no set. */
export type Members = ReadonlyMap<ShardId, readonly number[]> | null;

/** @throws FaultError `bad-input` for a set that is not there */
export async function setRows(store: Pick<ShardStore, 'listSets'>, set: string): Promise<readonly RowRef[]> {
  const found = (await store.listSets()).find(({ id }) => id === set);
  if (!found) throw badInput('This set is not here (any more).');
  return found.members;
}

/** Faults as `setRows`. */
export async function membersOf(store: Pick<ShardStore, 'listSets'>, set: string | null): Promise<Members> {
  if (set === null) return null;
  const members = new Map<ShardId, number[]>();
  for (const { shard, row } of await setRows(store, set)) {
    const rows = members.get(shard);
    if (rows) rows.push(row);
    else members.set(shard, [row]);
  }
  return members;
}

/** Takes rows out that a query's filters or its set leave out. */
export class RowFilters {
  constructor(
    private readonly shelves: Pick<Shelves, 'part' | 'partNow'>,
    private readonly labels: Pick<LabelReader, 'part'>,
    private readonly filters: HubQuery['filters'],
    private readonly members: Members,
  ) {}

  /** @param rows rows of the span, from 0 */
  async apply(info: ShardInfo, span: RowSpan, rows: RowSet): Promise<void> {
    if (this.members) {
      const first = span.firstPart * PART_SIZE;
      const chosen = new RowSet(span.rows);
      for (const row of this.members.get(info.id) ?? []) {
        if (row >= first && row < first + span.rows) chosen.add(row - first);
      }
      rows.keep(chosen);
    }
    if (this.filters.length === 0) return;
    for (let k = 0; k < span.parts; k += 1) {
      const from = k * PART_SIZE;
      const to = Math.min(span.rows, from + PART_SIZE);
      if (!rows.hasAny(from, to)) continue;
      for (const filter of this.filters) {
        const allowed = await this.allowed(filter, info.id, span.firstPart + k);
        rows.forEach(
          (row) => {
            if (!allowed(row - from)) rows.delete(row);
          },
          from,
          to,
        );
      }
    }
  }

  /** Whether persona i of a part has one of the values. */
  private async allowed(filter: HubFilter, shard: ShardId, part: number): Promise<(i: number) => boolean> {
    const wanted = new Set(filter.values);
    const unknown = wanted.has(null);
    if (filter.by === 'label') {
      const column = (await this.labels.part(shard, part))?.columns.find(({ name }) => name === filter.name);
      return column ? byCode(column, wanted) : () => unknown;
    }
    try {
      const held = this.shelves.partNow(shard, part) ?? (await this.shelves.part(shard, part));
      const column = held.columns.find(({ name }) => name === filter.name);
      return column ? byColumn(column, wanted) : () => unknown;
    } catch (thrown) {
      if (isCorrupt(thrown)) return () => false;
      throw thrown;
    }
  }
}

type Wanted = ReadonlySet<string | null>;

function byCode(column: { readonly values: readonly string[]; readonly codes: Uint16Array }, wanted: Wanted) {
  const allowed = [wanted.has(null), ...column.values.map((value) => wanted.has(value))];
  return (i: number) => allowed[column.codes[i] ?? 0] ?? false;
}

function byColumn(column: PackedColumn, wanted: Wanted): (i: number) => boolean {
  if (column.kind === 'category') return byCode(column, wanted);
  if (column.kind === 'integer') {
    const { numbers } = column;
    return (i) => {
      const number = numbers[i] ?? UNKNOWN_INTEGER;
      return wanted.has(number === UNKNOWN_INTEGER ? null : String(number));
    };
  }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const { text, offsets } = column;
  return (i) => {
    const value = decoder.decode(text.subarray(offsets[i], offsets[i + 1]));
    return wanted.has(value === '' ? null : value);
  };
}
