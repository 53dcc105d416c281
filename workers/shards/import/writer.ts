import type { Fault } from '../../../lib/model/fault.ts';
import type { PackedPart, Rejection, ShardInfo } from '../../../lib/model/shard.ts';
import type { Checkpoint, Cut } from '../../../lib/personas/importing/intake.ts';
import { partBytes } from '../../../lib/personas/pack.ts';
import { sealPart } from '../../../lib/personas/part-builder.ts';
import { hashShard } from '../../../lib/personas/shard-hash.ts';
import type { ImportJournal, ImportStep } from '../../../lib/store/ports.ts';
import type { ShardsWorld } from '../ports.ts';

// Parts of one transaction at most: fewer transactions are quicker, and one is never far from the next checkpoint.
const BATCH = 4;
// Parts on their way at most: one transaction is written while the next one fills.
const OUTSTANDING = 2 * BATCH;
// And bytes: parts with long texts or many attributes are some ten times larger than others.
const OUTSTANDING_BYTES = 24 * 1024 * 1024;

interface Waiting {
  readonly cut: Cut;
  readonly part: Promise<PackedPart> | null;
  readonly bytes: number;
  readonly bytesRead: number;
}

/** What is known of a part that was written. */
export interface PartMark {
  readonly hash: string;
  readonly bytes: number;
}

/**
 * Writes cuts in their order, each transaction with the journal that fits it, while reading goes on. After a write that
 * failed nothing more is written until somebody asks by `settle`; what was written before stays.
 */
export class Writer {
  /** Why a write failed; null as long as none did. */
  failure: Error | null = null;
  private readonly waiting: Waiting[] = [];
  private flying: readonly Waiting[] = [];
  private loop: Promise<void> | null = null;
  private step: Promise<void> = Promise.resolve();
  /** Of all parts. */
  private bytes: number;

  constructor(
    private readonly world: ShardsWorld,
    private info: ShardInfo,
    private journalNow: ImportJournal,
    private readonly marks: PartMark[],
  ) {
    this.bytes = marks.reduce((sum, mark) => sum + mark.bytes, 0);
  }

  /** What the store holds. */
  get journal(): ImportJournal {
    return this.journalNow;
  }

  /** Takes a cut. @param bytesRead bytes of the source that were read by then */
  put(cut: Cut, bytesRead: number): void {
    if (this.failure) return; // it would stand behind a gap
    this.waiting.push(waitingFor(cut, bytesRead));
    this.loop ??= this.run();
  }

  /** Resolves when another cut may come. @throws the reason why a write failed */
  async room(): Promise<void> {
    while (this.failure === null && this.isFull()) await this.step;
    if (this.failure) throw this.failure;
  }

  get isIdle(): boolean {
    return this.loop === null;
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    while (this.loop) await this.loop;
  }

  /**
   * Writes how the import stands, behind everything that was put. @throws FaultError of the store: of an earlier write (at
   * the first call after it), or of this one
   */
  async settle(state: ImportJournal['state'], fault: Fault | null): Promise<void> {
    await this.idle();
    const { failure } = this;
    this.failure = null;
    if (failure) throw failure;
    await this.commit([], { state, fault }, (step) => this.world.store.commit(step));
  }

  /** Makes a whole shard of it. @throws FaultError of the store */
  async finish(cut: Cut | null, bytesRead: number): Promise<void> {
    await this.idle();
    if (this.failure) throw this.failure;
    const batch = cut ? [waitingFor(cut, bytesRead)] : [];
    await this.commit(batch, {}, (step) => {
      const hash = hashShard(this.marks.map((mark) => mark.hash));
      return this.world.store.finish({ ...step.info, hash, state: 'whole' }, step);
    });
  }

  private isFull(): boolean {
    const all = [...this.flying, ...this.waiting];
    return all.length >= OUTSTANDING || all.reduce((sum, { bytes }) => sum + bytes, 0) >= OUTSTANDING_BYTES;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0 && this.failure === null) {
      this.flying = this.waiting.splice(0, BATCH);
      this.step = this.commit(this.flying, {}, (step) => this.world.store.commit(step)).catch((thrown: unknown) => {
        this.failure = thrown instanceof Error ? thrown : new Error(String(thrown));
        this.waiting.length = 0;
      });
      await this.step;
      this.flying = [];
    }
    this.loop = null;
  }

  private async commit(
    batch: readonly Waiting[],
    change: Partial<Pick<ImportJournal, 'state' | 'fault'>>,
    write: (step: ImportStep) => Promise<void>,
  ): Promise<void> {
    // A part that was not full and came again: the last one holds everything.
    const parts = new Map<number, PackedPart>();
    const rejections: Rejection[] = [];
    for (const { part, cut } of batch) {
      if (part) {
        const sealed = await part;
        parts.set(sealed.index, sealed);
      }
      rejections.push(...cut.rejections);
    }
    const undo = [...parts.values()].map((part) => this.mark(part.index, { hash: part.hash, bytes: partBytes(part) }));
    const last = batch.at(-1);
    const at: Checkpoint = last?.cut.at ?? this.journalNow;
    const { rows, kept, duplicates, rejected, chain } = at;
    const bytesRead = Math.max(this.journalNow.bytesRead, last?.bytesRead ?? 0);
    const journal = { ...this.journalNow, ...change, rows, kept, duplicates, rejected, chain, bytesRead };
    const info: ShardInfo = { ...this.info, count: kept, bytes: this.bytes, duplicates, rejected };
    try {
      await write({ info, journal, parts: [...parts.values()], rejections });
    } catch (thrown) {
      for (const back of undo.reverse()) back();
      throw thrown;
    }
    this.info = info;
    this.journalNow = journal;
  }

  /** @returns takes it back */
  private mark(index: number, mark: PartMark): () => void {
    const before = this.marks[index];
    this.marks[index] = mark;
    this.bytes += mark.bytes - (before?.bytes ?? 0);
    return () => {
      this.bytes -= mark.bytes - (before?.bytes ?? 0);
      if (before) this.marks[index] = before;
      else this.marks.length = index;
    };
  }
}

function waitingFor(cut: Cut, bytesRead: number): Waiting {
  const part = cut.draft && sealPart(cut.draft);
  // Heard when its turn comes; until then it must not count as unhandled.
  part?.catch(() => undefined);
  return { cut, part, bytes: cut.draft ? partBytes(cut.draft) : 0, bytesRead };
}
