import type { ShardId } from '../../../lib/model/ids.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import { buildSegment, type TextRows } from '../../../lib/personas/search-index/segment-builder.ts';
import { Segment } from '../../../lib/personas/search-index/segment.ts';
import type { ShardStore } from '../../../lib/store/ports.ts';
import { partsOf, rowsOfPart } from '../load-parts.ts';
import type { Shelves } from '../ports.ts';
import { isCorrupt } from '../shelves.ts';

/** Which indexer makes segments: raised when folding, units or the layout change. Others' segments count as none. */
export const INDEXER = 1;

/** Rows of consecutive parts of a shard, with their index; null where only the rows are of interest. */
export interface RowSpan {
  readonly firstPart: number;
  readonly parts: number;
  readonly rows: number;
  readonly segment: Segment | null;
}

export interface MadeSegment {
  readonly firstPart: number;
  readonly parts: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** False when a damaged part's rows are missing. */
  readonly whole: boolean;
}

/** The segments of the shards in memory; read at the first use. */
export class ShardIndexes {
  private readonly kept = new Map<ShardId, { readonly hash: string; readonly spans: Promise<RowSpan[]> }>();
  /** Segments of single parts that no kept segment covers yet. */
  private readonly passing = new Map<ShardId, Map<number, Promise<Segment>>>();

  /** Shards with a segment that lacks the rows of a damaged part. */
  private readonly partial = new Set<ShardId>();

  constructor(
    private readonly store: Pick<ShardStore, 'segments'>,
    private readonly shelves: Pick<Shelves, 'part'>,
  ) {}

  /** What is indexed: spans from part 0 on, without gaps. An array that grows while the shard is being indexed. */
  spans(info: ShardInfo): Promise<RowSpan[]> {
    const known = this.kept.get(info.id);
    if (known?.hash === info.hash) return known.spans;
    this.passing.delete(info.id);
    const spans = this.read(info);
    this.kept.set(info.id, { hash: info.hash, spans });
    spans.catch(() => {
      if (this.kept.get(info.id)?.spans === spans) this.kept.delete(info.id);
    });
    return spans;
  }

  private async read(info: ShardInfo): Promise<RowSpan[]> {
    const spans: RowSpan[] = [];
    let next = 0;
    for (const { indexer, firstPart, parts, bytes } of await this.store.segments(info.id)) {
      if (indexer !== INDEXER || firstPart !== next) break;
      // Of other rows (before a repair), damaged, or cut: all as if it were not there.
      const segment = Segment.open(bytes, contentOf(info));
      if (segment?.rows !== rowsOfParts(info, firstPart, parts)) break;
      spans.push({ firstPart, parts, rows: segment.rows, segment });
      next += parts;
    }
    return spans;
  }

  /** The index of a single part, made now. */
  async ofPart(info: ShardInfo, part: number): Promise<RowSpan> {
    const made = this.passing.get(info.id) ?? new Map<number, Promise<Segment>>();
    this.passing.set(info.id, made);
    const segment = made.get(part) ?? this.make(info, part);
    made.set(part, segment);
    segment.catch(() => made.delete(part));
    return { firstPart: part, parts: 1, rows: rowsOfPart(info.count, part), segment: await segment };
  }

  private async make(info: ShardInfo, part: number): Promise<Segment> {
    const content = contentOf(info);
    const { rows, whole } = await this.textRows(info, part);
    if (!whole) this.partial.add(info.id);
    const segment = Segment.open(buildSegment([rows], content), content);
    if (!segment) throw new Error('A segment could not be read back.');
    return segment;
  }

  /** A part's texts; as many empty ones for a damaged part, so that the others are found all the same. */
  async textRows(info: ShardInfo, part: number): Promise<{ readonly rows: TextRows; readonly whole: boolean }> {
    try {
      return { rows: await this.shelves.part(info.id, part), whole: true };
    } catch (thrown) {
      if (!isCorrupt(thrown)) throw thrown;
      const count = rowsOfPart(info.count, part);
      return { rows: { count, text: new Uint8Array(0), offsets: new Uint32Array(count + 1) }, whole: false };
    }
  }

  /** Takes a finished segment in. */
  async add(info: ShardInfo, made: MadeSegment): Promise<void> {
    const { firstPart, parts, bytes, whole } = made;
    const spans = await this.spans(info);
    const segment = Segment.open(bytes, contentOf(info));
    if (!segment || firstPart !== coveredParts(spans)) return;
    spans.push({ firstPart, parts, rows: segment.rows, segment });
    if (!whole) this.partial.add(info.id);
    for (let part = firstPart; part < firstPart + parts; part += 1) this.passing.get(info.id)?.delete(part);
  }

  forget(id: ShardId): void {
    this.kept.delete(id);
    this.passing.delete(id);
    this.partial.delete(id);
  }

  /** Damaged parts of the shard (null: of any) may have been repaired: what was indexed without them goes. */
  reconsider(id: ShardId | null): void {
    for (const one of this.partial) if (id === null || one === id) this.forget(one);
  }

  /** Lets go of shards that are no longer held. */
  keepOnly(held: readonly ShardInfo[]): void {
    const ids = new Set(held.map(({ id }) => id));
    for (const id of [...this.kept.keys(), ...this.passing.keys()]) if (!ids.has(id)) this.forget(id);
  }
}

/** Parts from 0 on that the spans cover. */
export function coveredParts(spans: readonly RowSpan[]): number {
  const last = spans.at(-1);
  return last ? last.firstPart + last.parts : 0;
}

/** Spans of these parts without an index, a full segment's length each. */
export function bareSpans(info: ShardInfo, parts: number): RowSpan[] {
  const spans: RowSpan[] = [];
  const all = partsOf(info.count);
  for (let firstPart = 0; firstPart < all; firstPart += parts) {
    const some = Math.min(parts, all - firstPart);
    spans.push({ firstPart, parts: some, rows: rowsOfParts(info, firstPart, some), segment: null });
  }
  return spans;
}

function rowsOfParts(info: ShardInfo, firstPart: number, parts: number): number {
  return Math.min(info.count, (firstPart + parts) * PART_SIZE) - firstPart * PART_SIZE;
}

/** The shard's hash as 32 bytes: a segment belongs to these very texts. */
export function contentOf(info: ShardInfo): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(info.hash.slice(2 * i, 2 * i + 2), 16) || 0);
}
