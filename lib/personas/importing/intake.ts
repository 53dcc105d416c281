import type { ShardId } from '../../model/ids.ts';
import type { ColumnInfo, PackedPart, Rejection, RejectReason } from '../../model/shard.ts';
import type { RowSink } from '../formats/ports.ts';
import { normalisePersona } from '../normalise.ts';
import { type Attributes, MAX_TEXT_BYTES, PART_SIZE, PartBuilder, type PartDraft } from '../part-builder.ts';
import { Chain } from './chain.ts';
import type { TextSet } from './text-set.ts';
import { addRows } from './unpack-rows.ts';

/** Rejections that are kept with their words; the count of them goes on. Ten thousand tell what is wrong with a file. */
export const MAX_REJECTIONS = 10_000;

/** How far an import is, at the end of some row. */
export interface Checkpoint {
  readonly rows: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly chain: string;
}

/** What came since the cut before: at most one part, and where the import stands behind it. */
export interface Cut {
  /** Null where no row was kept. One that is not full is replaced by a later cut of the same index. */
  readonly draft: PartDraft | null;
  readonly rejections: readonly Rejection[];
  readonly at: Checkpoint;
}

/** What an import begins with: nothing, or what an earlier one left. */
export interface IntakeStart {
  readonly shard: ShardId;
  readonly columns: readonly ColumnInfo[];
  /** Texts that are held already; those that are kept are added. */
  readonly known: TextSet;
  readonly from: Checkpoint | null;
  /** The part at the checkpoint, where it is not full. */
  readonly lastPart: PackedPart | null;
}

/**
 * Takes the rows of a source and cuts them into parts. When it begins at a checkpoint, the rows before it must come
 * again: they only become known texts, and their chain shows whether they are the same.
 */
export class Intake implements RowSink {
  /** The name of the file whose rows come now, for rejections. */
  file = '';
  /** Set when the rows before the checkpoint are others than they were; from then on rows are passed over. */
  changed = false;
  private readonly builder: PartBuilder;
  private readonly chain = new Chain();
  private readonly replayUntil: number;
  private readonly wantedChain: string;
  private readonly cuts: Cut[] = [];
  private rejections: Rejection[] = [];
  private seen = 0;
  private kept: number;
  private duplicates: number;
  private rejected: number;
  private nextPart: number;
  /** Where the last cut was made. */
  private cutAt: number;
  // Room for a text that is too long by little: it must be measured.
  private readonly scratch = new Uint8Array(MAX_TEXT_BYTES * 3);
  private readonly encoder = new TextEncoder();

  constructor(private readonly start: IntakeStart) {
    const { from, lastPart, columns } = start;
    this.builder = new PartBuilder(columns);
    this.replayUntil = this.cutAt = from?.rows ?? 0;
    this.wantedChain = from?.chain ?? '';
    this.kept = from?.kept ?? 0;
    this.duplicates = from?.duplicates ?? 0;
    this.rejected = from?.rejected ?? 0;
    this.nextPart = lastPart?.index ?? Math.ceil(this.kept / PART_SIZE);
    if (lastPart) addRows(this.builder, columns, lastPart);
  }

  /** Rows that came so far, those before the checkpoint too. */
  get rows(): number {
    return this.seen;
  }

  get replaying(): boolean {
    return this.seen < this.replayUntil;
  }

  plain(bytes: Uint8Array, from: number, to: number, line: number): void {
    this.take(bytes, from, to, [], line);
  }

  row(text: string, attributes: Attributes, line: number): void {
    // Most texts are normal as they are, and this way costs a fraction.
    const ascii = copyPlain(text, this.scratch);
    if (ascii > 0) {
      this.take(this.scratch, 0, ascii, attributes, line);
      return;
    }
    const normal = normalisePersona(text);
    // Each UTF-16 unit takes a byte at least.
    const tooLong = normal.length > MAX_TEXT_BYTES;
    const bytes = tooLong ? 0 : this.encoder.encodeInto(normal, this.scratch).written;
    if (tooLong || bytes > MAX_TEXT_BYTES) this.reject('text-too-long', line, normal);
    else if (bytes === 0) this.reject('empty-text', line, text);
    else this.take(this.scratch, 0, bytes, attributes, line);
  }

  reject(reason: RejectReason, line: number, excerpt: string): void {
    if (this.changed) return;
    this.chain.rejected(reason, line);
    const isNew = !this.replaying;
    this.seen += 1;
    if (!isNew) {
      this.compare();
      return;
    }
    if (this.rejected < MAX_REJECTIONS) {
      const { shard } = this.start;
      this.rejections.push({ shard, index: this.rejected, file: this.file, line, reason, excerpt: excerptOf(excerpt) });
    }
    this.rejected += 1;
  }

  /** The full parts since the last call. */
  takeFull(): Cut[] {
    return this.cuts.splice(0);
  }

  /**
   * A cut at the last row that came, with a part that may not be full: the rows in it stay here too, for the full one.
   * Null when nothing came since the last cut. Call it when `takeFull` has nothing.
   */
  takeRest(): Cut | null {
    if (this.replaying || this.seen === this.cutAt) return null;
    if (this.builder.count === 0) return this.cut(null);
    const draft = this.builder.take(this.start.shard, this.nextPart);
    addRows(this.builder, this.start.columns, { ...draft, hash: '' });
    return this.cut(draft);
  }

  /** The source is over. @returns false when it ended before the checkpoint, or differed there */
  end(): boolean {
    if (this.replaying) this.changed = true;
    return !this.changed;
  }

  private take(bytes: Uint8Array, from: number, to: number, attributes: Attributes, line: number): void {
    if (this.changed) return;
    if (to - from > MAX_TEXT_BYTES) {
      this.reject('text-too-long', line, new TextDecoder().decode(bytes.subarray(from, from + MAX_EXCERPT)));
      return;
    }
    const isNew = !this.replaying;
    this.seen += 1;
    const added = this.start.known.add(bytes, from, to);
    this.chain.row(this.start.known.hash, attributes);
    if (!isNew) {
      this.compare();
      return;
    }
    if (!added) {
      this.duplicates += 1;
      return;
    }
    this.builder.addBytes(bytes, from, to, attributes);
    this.kept += 1;
    if (this.builder.full) {
      this.cuts.push(this.cut(this.builder.take(this.start.shard, this.nextPart)));
      this.nextPart += 1;
    }
  }

  private compare(): void {
    if (this.seen === this.replayUntil && this.chain.toString() !== this.wantedChain) this.changed = true;
  }

  private cut(draft: PartDraft | null): Cut {
    const { seen: rows, kept, duplicates, rejected, rejections } = this;
    this.rejections = [];
    this.cutAt = rows;
    return { draft, rejections, at: { rows, kept, duplicates, rejected, chain: this.chain.toString() } };
  }
}

/** UTF-16 units of a row that are shown: enough to find it by. */
const MAX_EXCERPT = 200;

function excerptOf(text: string): string {
  return text.length <= MAX_EXCERPT ? text : text.slice(0, MAX_EXCERPT);
}

const SPACE = 0x20;
const LAST_PRINTED = 0x7e;

/**
 * Copies a text of printable ASCII with single spaces inside: such a text is normal. @returns its length; 0 for any other
 * text, and for one that is too long
 */
function copyPlain(text: string, into: Uint8Array): number {
  const { length } = text;
  if (length > MAX_TEXT_BYTES) return 0;
  let before = SPACE;
  for (let i = 0; i < length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > LAST_PRINTED || unit < SPACE || (unit === SPACE && before === SPACE)) return 0;
    into[i] = unit;
    before = unit;
  }
  return before === SPACE ? 0 : length;
}
