import { fault, FaultError, faultOf, type Fault } from '../model/fault.ts';
import type { JobId } from '../model/ids.ts';
import type { ChatPrompt, GenerateJob, JobEvent, JobListener } from '../model/job.ts';
import type { EncodedPrompt } from './encode-chat.ts';
import type { DecoderModel } from './model-port.ts';
import { PrefixCache } from './prefixes.ts';
import { Row } from './row.ts';
import type { TokenCodec } from './token-codec.ts';
import type { MaskFor } from './token-mask.ts';
import { dropMask, type Prepared, type Waiting, waitingFor } from './waiting.ts';

export interface SchedulerOptions {
  readonly model: DecoderModel;
  readonly tokenizer: TokenCodec;
  readonly encode: (prompt: ChatPrompt) => EncodedPrompt;
  readonly emit: JobListener;
  /** Left out where answers can be held to no format. */
  readonly maskFor?: MaskFor;
  /** Rows decoded together at most. */
  readonly width: number;
  /** Milliseconds; only differences matter. */
  readonly now: () => number;
  /** Lets messages in between two steps, so that a cancel is seen within one. */
  readonly breathe: () => Promise<void>;
}

// Prompt tokens computed between two decode steps: about a quarter second on two cores, so that running columns keep
// streaming while another joins. Counted from the row's own boundaries, never from what else is going on.
const CHUNK = 64;
// Slots grow in steps of this many tokens: most task prompts with their answers fit one or two steps.
const CAPACITY_STEP = 256;
// An answer shorter than this is no answer: a prompt that leaves less room is refused before anything is computed.
const LEAST_ROOM = 8;

/** The row whose prompt is being computed; its slot lies behind the decoding rows until it joins them. */
interface Joining {
  readonly row: Row;
  slot: number;
}

/**
 * Continuous batching: every running job is a row; all rows advance one token a step; a row that ends leaves its slot to
 * the last row and a waiting job joins. Each job gets exactly one end event. Text depends on the job alone.
 */
export class BatchScheduler {
  private waiting: Waiting[] = [];
  private rows: Row[] = [];
  private joining: Joining | null = null;
  private running = false;
  private disposed = false;
  private capacity = 0;
  private slots = 0;
  private events: JobEvent[] = [];
  private readonly prefixes = new PrefixCache();

  constructor(private readonly options: SchedulerOptions) {}

  submit(job: GenerateJob): void {
    if (this.disposed) {
      this.options.emit([{ type: 'cancelled', id: job.id, usage: null }]);
      return;
    }
    this.waiting.push(waitingFor(job, this.options.now(), this.options.maskFor));
    if (!this.running) {
      this.running = true;
      void this.loop();
    }
  }

  cancel(id: JobId): void {
    const index = this.waiting.findIndex((w) => w.job.id === id);
    if (index >= 0) {
      const [gone] = this.waiting.splice(index, 1);
      if (gone) dropMask(gone);
      this.options.emit([{ type: 'cancelled', id, usage: null }]);
      return;
    }
    for (const row of [...this.rows, this.joining?.row]) if (row?.job.id === id) row.cancelled = true;
  }

  /** Cancels everything; the model is the caller's to dispose once `idle` says so. */
  dispose(): void {
    this.disposed = true;
    for (const { job } of [...this.waiting]) this.cancel(job.id);
    for (const row of [...this.rows, this.joining?.row]) if (row) row.cancelled = true;
  }

  get idle(): boolean {
    return !this.running;
  }

  private async loop(): Promise<void> {
    try {
      // Jobs that arrive in one turn start as one batch.
      await this.options.breathe();
      while (this.waiting.length > 0 || this.rows.length > 0 || this.joining) {
        try {
          this.dropCancelled();
          if (!this.joining) await this.begin();
          if (this.joining) await this.advance(this.joining);
          if (this.rows.length > 0) await this.step();
        } catch (thrown) {
          this.failAll(faultOf(thrown));
        }
        this.flush();
        await this.options.breathe();
      }
    } finally {
      this.running = false;
    }
  }

  /** Takes the next waiting job that fits; a job that can never fit fails here, before anything is computed. */
  private async begin(): Promise<void> {
    const next = this.waiting[0];
    if (!next) return;
    if (!next.mask) {
      // Rows that run do not stand still for it.
      if (this.rows.length > 0) return;
      await next.masked;
    }
    const { mask } = next;
    // Cancelled in the meantime.
    if (!mask || this.waiting[0] !== next) return;
    if (!mask.ok) {
      this.refuse(next, mask.fault);
      return;
    }
    try {
      next.prepared ??= this.prepare(next.job);
    } catch (thrown) {
      this.refuse(next, faultOf(thrown, 'bad-input'));
      return;
    }
    const { prompt, prefixIds, capacity } = next.prepared;
    try {
      if (!this.makeRoom(capacity)) return;
    } catch (thrown) {
      // A cache that could not grow may be half grown: nobody may go on with it.
      const why = faultOf(thrown, 'out-of-memory');
      this.refuse(next, why);
      this.capacity = this.slots = 0;
      this.failAll(why);
      return;
    }
    this.waiting.shift();
    const { now, tokenizer } = this.options;
    const row = new Row(next.job, prompt, prefixIds, capacity, next.at, now(), tokenizer, mask.value);
    this.joining = { row, slot: this.rows.length };
    this.events.push({ type: 'started', id: next.job.id, promptTokens: prompt.ids.length });
    const prefix = next.job.prompt.answerPrefix;
    if (prefix !== '') this.events.push({ type: 'delta', id: next.job.id, text: prefix, tokens: 0 });
  }

  /** Fails the first waiting job. */
  private refuse({ job, mask }: Waiting, why: Fault): void {
    this.waiting.shift();
    if (mask?.ok) mask.value?.dispose();
    this.events.push({ type: 'failed', id: job.id, fault: why });
  }

  private prepare(job: GenerateJob): Prepared {
    const { model, tokenizer, encode } = this.options;
    const prompt = encode(job.prompt);
    const room = model.context - prompt.ids.length;
    if (room < LEAST_ROOM) {
      const message = `The prompt has ${prompt.ids.length} tokens and the model holds ${model.context}.`;
      throw new FaultError(fault('context-overflow', message));
    }
    const prefixIds = tokenizer.encode([{ text: job.prompt.answerPrefix, special: false }]);
    return { prompt, prefixIds, capacity: prompt.ids.length + Math.min(job.sampling.maxTokens, room) };
  }

  /** Whether a row of this many tokens can join now; grows the cache if that is what it takes. */
  private makeRoom(tokens: number): boolean {
    const { model, width } = this.options;
    const needed = Math.min(model.context, Math.ceil(tokens / CAPACITY_STEP) * CAPACITY_STEP);
    const empty = this.rows.length === 0;
    const capacity = empty ? needed : Math.max(needed, this.capacity);
    const slots = Math.max(1, Math.min(width, model.slotsAt(capacity)));
    if (this.rows.length + 1 > slots) return false;
    // An empty batch keeps a larger cache unless it is more than twice too large.
    if (empty && this.slots >= slots && this.capacity >= needed && this.capacity <= 2 * needed) return true;
    if (capacity !== this.capacity || slots !== this.slots) {
      model.reserve(
        slots,
        capacity,
        this.rows.map((row) => row.length),
      );
      this.capacity = capacity;
      this.slots = slots;
    }
    return true;
  }

  /** One chunk of the joining row's prompt; after the last one it becomes a row. */
  private async advance(joining: Joining): Promise<void> {
    const { model, now } = this.options;
    const { row } = joining;
    const { ids, shared } = row.prompt;
    const sharedIds = ids.slice(0, shared);
    if (row.length === 0 && shared > 0) {
      const saved = this.prefixes.get(sharedIds);
      if (saved) {
        model.restore(saved, joining.slot);
        row.length = shared;
        row.sharedTokens = shared;
      }
    }
    const end = row.length < shared ? shared : ids.length;
    const chunk = ids.slice(row.length, Math.min(end, row.length + CHUNK));
    const logits = await model.prefill(joining.slot, chunk, row.length);
    row.length += chunk.length;
    if (row.length === shared) this.prefixes.put(sharedIds, model.save(joining.slot, shared));
    if (row.length < ids.length || row.cancelled) return;
    if (joining.slot !== this.rows.length) model.move(joining.slot, this.rows.length, row.length);
    this.joining = null;
    this.rows.push(row);
    if (await this.sample(row, logits, now(), 1)) this.leave(this.rows.length - 1);
  }

  private async step(): Promise<void> {
    const { model, now } = this.options;
    const rows = [...this.rows];
    const logits = await model.decode(
      rows.map((row) => row.next),
      rows.map((row) => row.length),
    );
    const at = now();
    const ended: number[] = [];
    for (const [slot, row] of rows.entries()) {
      row.length++;
      if (row.cancelled) continue;
      const own = logits.subarray(slot * model.vocab, (slot + 1) * model.vocab);
      if (await this.sample(row, own, at, rows.length)) ended.push(slot);
    }
    for (const slot of ended.reverse()) this.leave(slot);
  }

  /** One token of one row; a row whose numbers are unusable fails alone. @returns whether the row ended. */
  private async sample(row: Row, logits: Float32Array, at: number, rows: number): Promise<boolean> {
    const { id } = row.job;
    try {
      const { text, finish } = await row.take(logits, at, rows);
      this.events.push({ type: 'delta', id, text, tokens: row.completionTokens });
      if (finish) this.end(row, { type: 'done', id, finish, usage: row.usage() });
      return finish !== null;
    } catch (thrown) {
      this.end(row, { type: 'failed', id, fault: faultOf(thrown) });
      return true;
    }
  }

  private dropCancelled(): void {
    if (this.joining?.row.cancelled) {
      const { row } = this.joining;
      this.end(row, { type: 'cancelled', id: row.job.id, usage: row.usage() });
      this.joining = null;
    }
    for (let slot = this.rows.length - 1; slot >= 0; slot--) {
      const row = this.rows[slot];
      if (!row?.cancelled) continue;
      this.end(row, { type: 'cancelled', id: row.job.id, usage: row.usage() });
      this.leave(slot);
    }
  }

  /** The last row takes the slot of the one that leaves. */
  private leave(slot: number): void {
    const last = this.rows.pop();
    if (!last || slot === this.rows.length) return;
    this.rows[slot] = last;
    this.options.model.move(this.rows.length, slot, last.length);
  }

  /** A move that fails may leave an ended row in the batch: it does not end twice. */
  private end(row: Row, event: JobEvent): void {
    if (row.ended) return;
    row.ended = true;
    row.dispose();
    this.events.push(event);
  }

  private failAll(why: Fault): void {
    for (const row of [...this.rows, this.joining?.row])
      if (row) this.end(row, { type: 'failed', id: row.job.id, fault: why });
    this.rows = [];
    this.joining = null;
  }

  private flush(): void {
    if (this.events.length === 0) return;
    const events = this.events;
    this.events = [];
    this.options.emit(events);
  }
}
