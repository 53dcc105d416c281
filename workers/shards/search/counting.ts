import type { ShardId } from '../../../lib/model/ids.ts';
import { labelNames, type LabelName, type RowRef } from '../../../lib/model/persona.ts';
import type { LabelPart, ShardInfo } from '../../../lib/model/shard.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import type { LabelCounts } from '../../../lib/protocol/shards.ts';
import { partsOf, rowsOfPart } from '../load-parts.ts';
import type { LabelReader, ShardsWorld } from '../ports.ts';
import type { Mask } from '../removals/mask.ts';

/** Parts between two breaths. */
const PARTS_A_BREATH = 64;

type Values = Map<string | null, number>;

/** Counts the labels of rows, given part by part. */
class LabelTally {
  private rows = 0;
  private labelled = 0;
  private readonly counts = new Map<LabelName, Values>(
    labelNames.map((name) => [name, new Map<string | null, number>()]),
  );

  /** @param chosen rows of the part, from 0; null for all of its `count` */
  add(part: LabelPart | null, count: number, chosen: readonly number[] | null): void {
    const some = chosen ? chosen.length : count;
    this.rows += some;
    if (!part) return;
    this.labelled += some;
    for (const [name, values] of this.counts) {
      const column = part.columns.find((held) => held.name === name);
      const times = new Uint32Array((column?.values.length ?? 0) + 1);
      const codes = column?.codes;
      if (!codes) times[0] = some;
      else if (chosen) for (const i of chosen) times[codes[i] ?? 0] = (times[codes[i] ?? 0] ?? 0) + 1;
      else for (let i = 0; i < count; i += 1) times[codes[i] ?? 0] = (times[codes[i] ?? 0] ?? 0) + 1;
      for (const [code, n] of times.entries()) {
        if (n === 0) continue;
        const value = code === 0 ? null : (column?.values[code - 1] ?? null);
        values.set(value, (values.get(value) ?? 0) + n);
      }
    }
  }

  /** Most frequent first; unknown where its number puts it. */
  result(): LabelCounts {
    const labels = {} as { -readonly [Name in LabelName]: LabelCounts['labels'][Name] };
    for (const [name, values] of this.counts) {
      const counts = [...values].map(([value, count]) => ({ value, count }));
      labels[name] = counts.sort((a, b) => b.count - a.count || ((a.value ?? '') < (b.value ?? '') ? -1 : 1));
    }
    return { rows: this.rows, labelled: this.labelled, labels };
  }
}

type CountingWorld = Pick<ShardsWorld, 'breathe'>;

/** Counts all rows of the shards that stay. */
export async function countShards(
  world: CountingWorld,
  labels: Pick<LabelReader, 'part'>,
  shards: readonly ShardInfo[],
  mask: Mask,
): Promise<LabelCounts> {
  const tally = new LabelTally();
  for (const info of shards) {
    const removed = mask.of(info);
    for (let part = 0; part < partsOf(info.count); part += 1) {
      if (part % PARTS_A_BREATH === PARTS_A_BREATH - 1) await world.breathe();
      const count = rowsOfPart(info.count, part);
      tally.add(await labels.part(info.id, part), count, removed?.keptOfPart(part, count) ?? null);
    }
  }
  return tally.result();
}

/** @param refs rows sorted by shard and row, which is what makes this linear */
export async function countRows(
  world: CountingWorld,
  labels: Pick<LabelReader, 'part'>,
  refs: Iterable<RowRef>,
): Promise<LabelCounts> {
  const tally = new LabelTally();
  let parts = 0;
  for (const { shard, part, rows } of byPart(refs)) {
    tally.add(await labels.part(shard, part), rows.length, rows);
    parts += 1;
    if (parts % PARTS_A_BREATH === 0) await world.breathe();
  }
  return tally.result();
}

interface PartRows {
  readonly shard: ShardId;
  readonly part: number;
  /** From 0 in the part. */
  readonly rows: number[];
}

function* byPart(refs: Iterable<RowRef>): Generator<PartRows> {
  let now = null as PartRows | null;
  for (const { shard, row } of refs) {
    const part = Math.floor(row / PART_SIZE);
    if (now?.shard !== shard || now.part !== part) {
      if (now) yield now;
      now = { shard, part, rows: [] };
    }
    now.rows.push(row % PART_SIZE);
  }
  if (now) yield now;
}
