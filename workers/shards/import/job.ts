import { badInput, fault, FaultError, faultOf, type Fault } from '../../../lib/model/fault.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { type Cut, Intake } from '../../../lib/personas/importing/intake.ts';
import type { ImportRequest } from '../../../lib/personas/importing/request.ts';
import type { ImportState, ImportView } from '../../../lib/protocol/shards.ts';
import type { ShardsWorld } from '../ports.ts';
import type { SourceFile } from '../sources/source-file.ts';
import type { Adopted } from './adopt.ts';
import { knownTexts } from './known-texts.ts';
import { Meter } from './meter.ts';
import { TURN } from './names.ts';
import { RoomWatch } from './room.ts';
import type { Sources } from './sources.ts';
import { Writer } from './writer.ts';

// A slow source fills a part in minutes: what came is written at least so often.
const CHECKPOINT_EVERY_MS = 1_000;
// The eye needs no more, and each one is a message.
const REPORT_EVERY_MS = 200;
// The worker answers other calls within this time.
const BREATHE_EVERY_MS = 8;

/** How the user ended it: `keep` makes a shard of what was read, `drop` removes it. */
export type Ending = 'pause' | 'keep' | 'drop';

/** One import on its way, from its place in the queue to its end. */
export class ImportJob {
  /** Whether its journal is gone: a whole shard, or nothing, is left. */
  isOver = false;
  private readonly writer: Writer;
  private state: ImportState = 'waiting';
  private fault: Fault | null = null;
  private ending: Ending | null = null;
  private readonly abort = new AbortController();
  private readonly meter = new Meter();
  private intake: Intake | null = null;
  private readonly room: RoomWatch;
  private readonly info: ShardInfo;
  private readonly bytesTotal: number | null;
  private bytesBefore = 0;
  private bytesNow = 0;
  private reportedAt = -Infinity;
  private breathedAt = 0;
  private checkpointAt = 0;
  private readonly ended: Promise<void>;

  /** Begins at once, or when its turn comes. The caller holds the lock of this import until `end`. */
  constructor(
    private readonly world: ShardsWorld,
    private readonly sources: Sources,
    private readonly adopted: Adopted,
    private readonly request: ImportRequest,
    private readonly files: readonly SourceFile[],
  ) {
    const { info, journal, marks } = adopted;
    this.info = info;
    this.bytesTotal = totalBytes(files) ?? journal.bytesTotal;
    this.writer = new Writer(world, info, { ...journal, bytesTotal: this.bytesTotal }, marks);
    this.room = new RoomWatch(world);
    this.ended = this.run();
  }

  get view(): ImportView {
    const { rows, kept, duplicates, rejected, bytesRead } = this.writer.journal;
    const runs = this.state === 'running';
    const left = this.bytesTotal === null ? null : this.bytesTotal - this.bytesNow;
    return {
      shard: this.info.id,
      name: this.info.name,
      state: this.state,
      // What is written, so that a tab that is killed never showed more than what is there afterwards.
      ...{ rows, kept, duplicates, rejected, bytesRead },
      bytesTotal: this.bytesTotal,
      rowsPerSecond: runs ? this.meter.rowsPerSecond : null,
      secondsLeft: runs ? this.meter.secondsLeft(left) : null,
      replaying: runs && rows > 0 && (this.intake?.replaying ?? true),
      fault: this.fault,
      needs: null,
    };
  }

  /** Ends it within a chunk of the source. The last of several calls counts. */
  stop(ending: Ending): Promise<void> {
    this.ending = ending;
    if (this.state === 'waiting' || this.state === 'running') this.to('pausing');
    this.abort.abort();
    return this.ended;
  }

  /** Never rejects; the view then says how it ended. */
  end(): Promise<void> {
    return this.ended;
  }

  private async run(): Promise<void> {
    // Nothing is told before the constructor's caller knows of this job.
    await Promise.resolve();
    try {
      this.to('waiting');
      await this.world.locks.hold(TURN, this.abort.signal, () =>
        this.work().catch((thrown: unknown) => this.settle(thrown)),
      );
    } catch (thrown) {
      // It was stopped while it waited for its turn.
      await this.settle(thrown);
    }
  }

  private async work(): Promise<void> {
    const { signal } = this.abort;
    signal.throwIfAborted();
    this.to('running');
    await this.writer.settle('running', null);
    const known = await knownTexts(this.world, signal);
    const { journal, lastPart } = this.adopted;
    const from = journal.rows === 0 ? null : journal;
    const intake = new Intake({ shard: this.info.id, columns: this.info.columns, known, from, lastPart });
    this.intake = intake;
    this.checkpointAt = this.world.now();
    const { shape, mapping } = this.request;
    for (const file of this.files) {
      intake.file = file.name;
      await this.sources.read(file, shape, mapping, intake, (bytes) => this.between(intake, bytes), signal);
      this.bytesBefore += file.bytes ?? this.bytesNow - this.bytesBefore;
      this.bytesNow = this.bytesBefore;
    }
    await this.between(intake, 0);
    if (!intake.end()) throw sourceChanged(this.info.name);
    await this.makeWhole();
  }

  /** What happens between two chunks of the source. @param bytes read of the file so far */
  private async between(intake: Intake, bytes: number): Promise<void> {
    this.abort.signal.throwIfAborted();
    this.bytesNow = this.bytesBefore + bytes;
    if (intake.changed) throw sourceChanged(this.info.name);
    const now = this.world.now();
    const full = intake.takeFull();
    for (const cut of full) this.writer.put(cut, this.bytesNow);
    if (full.length > 0) this.checkpointAt = now;
    else if (now - this.checkpointAt >= CHECKPOINT_EVERY_MS && this.writer.isIdle) {
      this.checkpointAt = now;
      const rest = intake.takeRest();
      if (rest) this.writer.put(rest, this.bytesNow);
    }
    this.meter.at(now, intake.rows, this.bytesNow);
    if (now - this.reportedAt >= REPORT_EVERY_MS) this.report();
    await this.writer.room();
    const short = await this.room.look();
    if (short) throw new FaultError(short);
    if (now - this.breathedAt >= BREATHE_EVERY_MS) {
      await this.world.breathe();
      this.breathedAt = this.world.now();
    }
    this.abort.signal.throwIfAborted();
  }

  /** How the import stands after something stopped it. Never rejects. */
  private async settle(thrown: unknown): Promise<void> {
    try {
      if (this.ending === 'drop') {
        await this.writer.idle();
        await this.remove(fault('cancelled', 'Removed.'));
        return;
      }
      if (this.ending === 'keep') {
        await this.makeWhole();
        return;
      }
      const why = this.ending === 'pause' ? null : faultOf(thrown);
      // What has nothing to do with the source may go on later with the same.
      const state = why === null || why.code.startsWith('storage-') ? 'paused' : 'failed';
      for (const cut of this.rest()) this.writer.put(cut, this.bytesNow);
      await this.writer.settle(state, why);
      this.to(state, why);
    } catch (failed) {
      const why = faultOf(failed);
      // Where even so little cannot be written, the next visit finds an interrupted import.
      await this.writer.settle('paused', why).catch(() => undefined);
      this.to('paused', why);
    }
  }

  private async makeWhole(): Promise<void> {
    const rest = this.rest();
    const last = rest.pop() ?? null;
    for (const cut of rest) this.writer.put(cut, this.bytesNow);
    const { kept, rejected, duplicates } = last?.at ?? this.writer.journal;
    if (kept > 0) {
      await this.writer.finish(last, this.bytesNow);
      this.isOver = true;
      this.to('done');
      this.world.changed(this.info.id);
      return;
    }
    // Rows that could not be read are kept for the user to look at, unless this is the end.
    if (rejected > 0 && this.ending === null) {
      const what = duplicates > 0 ? 'is a persona that is not already here' : 'could be read as a persona';
      const why = badInput(`None of the rows of “${this.info.name}” ${what}.`).fault;
      if (last) this.writer.put(last, this.bytesNow);
      await this.writer.settle('failed', why);
      this.to('failed', why);
      return;
    }
    const what = duplicates > 0 ? 'no persona that is not already here' : 'no rows';
    await this.remove(badInput(`There are ${what} in “${this.info.name}”.`).fault);
  }

  private async remove(why: Fault): Promise<void> {
    await this.world.store.deleteShard(this.info.id);
    this.isOver = true;
    this.to('failed', why);
    this.world.changed(null);
  }

  /** What was read and is not on its way to the store; nothing while rows are read again. */
  private rest(): Cut[] {
    const { intake } = this;
    if (!intake || intake.changed) return [];
    const full = intake.takeFull();
    const last = intake.takeRest();
    return last ? [...full, last] : full;
  }

  private to(state: ImportState, why: Fault | null = null): void {
    this.state = state;
    this.fault = why;
    this.report();
  }

  private report(): void {
    this.reportedAt = this.world.now();
    this.world.emit({ kind: 'import', view: this.view });
  }
}

function sourceChanged(name: string): FaultError {
  const message = `The source of “${name}” is no longer the one that the import began with.`;
  return new FaultError(fault('source-changed', message));
}

function totalBytes(files: readonly SourceFile[]): number | null {
  let total = 0;
  for (const { bytes } of files) {
    if (bytes === null) return null;
    total += bytes;
  }
  return total;
}
