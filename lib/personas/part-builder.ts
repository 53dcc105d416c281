import { badInput } from '../model/fault.ts';
import type { ColumnInfo, PackedColumn, PackedPart } from '../model/shard.ts';
import type { ShardId } from '../model/ids.ts';
import { columnBuilder, type ColumnBuilder } from './column-builder.ts';
import { byteBudget, GrowingBytes, type ByteBudget } from './growing-bytes.ts';
import { hashPart } from './shard-hash.ts';

/**
 * Personas in a full part. Larger parts are written somewhat faster (16,384 rows: 122,000 rows a second against 73,000)
 * but read four times slower (23 ms against 5 ms), and showing a few personas is the common case. At a few hundred
 * bytes a persona a part stays near 1 MB, far below what browsers accept as one value.
 */
export const PART_SIZE = 4096;

/**
 * UTF-8 bytes of one persona's text. Prompts have no room for more, and a full part's texts stay within 32 MiB: Chrome
 * refuses values above 133 MB.
 */
export const MAX_TEXT_BYTES = 8 * 1024;

/**
 * UTF-8 bytes of attributes that each row may bring, on average over the rows of its part so far. What goes beyond is
 * cut off, so that a part stays below 64 MiB in all.
 */
export const ATTRIBUTE_BYTES = 7 * 1024;

/** A part without its hash. */
export type PartDraft = Omit<PackedPart, 'hash'>;

/** One value for each column of the shard, in their order. */
export type Attributes = readonly (string | number | null)[];

/**
 * Packs rows one after the other; used again for the next part. The same rows always give the same bytes, however they
 * were added.
 *
 *     const builder = new PartBuilder(columns);
 *     for (const row of rows) {
 *       builder.addText(row.text, row.attributes); // or addBytes
 *       if (builder.full) parts.push(await sealPart(builder.take(shard, parts.length)));
 *     }
 *     if (builder.count > 0) parts.push(await sealPart(builder.take(shard, parts.length)));
 *
 * Texts must be normalised (`normalisePersona`), not empty, and at most MAX_TEXT_BYTES long in UTF-8. Attributes are
 * taken as they are: an integer column takes whole numbers from -2^31 + 1 to 2^31 - 1, a category or text column texts
 * or numbers; null, an empty text and what an integer column cannot hold are unknown. No attributes at all (`[]`) means
 * that all are unknown.
 */
export class PartBuilder {
  private readonly text = new GrowingBytes();
  private offsets = new Uint32Array(PART_SIZE + 1);
  private readonly columns: readonly ColumnBuilder[];
  private readonly budget: ByteBudget = byteBudget(ATTRIBUTE_BYTES);
  private rows = 0;

  constructor(columns: readonly ColumnInfo[]) {
    this.columns = columns.map((column) => columnBuilder(column, PART_SIZE));
  }

  /** Rows added since the last `take`. */
  get count(): number {
    return this.rows;
  }

  /** Whether `take` is due; adding to a full part is a `bad-input` fault. */
  get full(): boolean {
    return this.rows === PART_SIZE;
  }

  /** Adds the UTF-8 bytes `from` to `to` (not included) of `bytes`, which are copied. */
  addBytes(bytes: Uint8Array, from: number, to: number, attributes: Attributes = []): void {
    this.check(to - from);
    this.text.add(bytes, from, to);
    this.addAttributes(attributes);
  }

  /** @returns how many bytes the text takes in UTF-8 */
  addText(text: string, attributes: Attributes = []): number {
    this.check(text.length); // each UTF-16 unit takes a byte at least
    const before = this.text.length;
    const added = this.text.addText(text);
    if (added > MAX_TEXT_BYTES) {
      this.text.cut(before);
      this.check(added);
    }
    this.addAttributes(attributes);
    return added;
  }

  /** The rows added so far as part `index` of a shard; the builder is empty after it. */
  take(shard: ShardId, index: number): PartDraft {
    const count = this.rows;
    const columns: PackedColumn[] = [];
    for (const column of this.columns) {
      const packed = column.take(count);
      if (packed !== null) columns.push(packed);
    }
    const offsets = this.offsets.slice(0, count + 1);
    const text = this.text.take();
    this.rows = 0;
    this.budget.reset();
    return { version: 2, shard, index, count, text, offsets, columns };
  }

  private check(bytes: number): void {
    if (this.rows === PART_SIZE) throw badInput(`A part holds ${PART_SIZE} personas at most.`);
    if (bytes === 0) throw badInput('A persona has no text.');
    if (bytes > MAX_TEXT_BYTES) throw badInput(`A persona’s text is longer than ${MAX_TEXT_BYTES / 1024} KiB.`);
  }

  private addAttributes(attributes: Attributes): void {
    const row = this.rows;
    if (this.columns.length > 0) {
      this.budget.grant();
      for (let i = 0; i < this.columns.length; i += 1) this.columns[i]?.add(row, attributes[i] ?? null, this.budget);
    }
    this.rows = row + 1;
    this.offsets[row + 1] = this.text.length;
  }
}

/** Puts the hash to a part: by the browser's own SHA-256 where there is one, which lets other work go on. */
export async function sealPart(draft: PartDraft): Promise<PackedPart> {
  return { ...draft, hash: await hashPart(draft) };
}
