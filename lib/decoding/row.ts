import { badInput, fault, FaultError } from '../model/fault.ts';
import type { GenerateJob } from '../model/job.ts';
import type { FinishReason, Usage } from '../model/run.ts';
import { createRandom, type Random } from '../sampling/random.ts';
import type { EncodedPrompt } from './encode-chat.ts';
import { sampleToken } from './sample.ts';
import { TextStream } from './text-stream.ts';
import type { TokenCodec } from './token-codec.ts';
import { applyMask, type TokenMask } from './token-mask.ts';

/** One job in the batch: its random numbers, its text so far, its measurements. Knows nothing of its neighbours. */
export class Row {
  /** Tokens that the slot's cache holds. */
  length = 0;
  /** The token to feed next; not in the cache yet. */
  next = -1;
  completionTokens = 0;
  cancelled = false;
  /** Its end event is on its way. */
  ended = false;
  private readonly random: Random;
  private readonly text: TextStream;
  private readonly seen: Set<number>;
  private readonly limit: number;
  private firstAt = 0;
  private lastAt = 0;
  private rowSteps = 0;
  private steps = 0;

  /**
   * @param capacity tokens that the row may hold in all, at most the model's context.
   * @param mask what the answer is held to after its prefix; null lets it run free. The row's to dispose.
   * @param queuedAt, startedAt milliseconds of the scheduler's clock.
   */
  constructor(
    readonly job: GenerateJob,
    readonly prompt: EncodedPrompt,
    prefixIds: readonly number[],
    readonly capacity: number,
    private readonly queuedAt: number,
    private readonly startedAt: number,
    private readonly tokenizer: TokenCodec,
    private readonly mask: TokenMask | null,
  ) {
    this.random = createRandom(job.sampling.seed);
    this.text = new TextStream(job.sampling.stop);
    // The penalty counts the answer, not the prompt: a persona's own words stay as likely as they were.
    this.seen = new Set(prefixIds);
    this.limit = Math.min(job.sampling.maxTokens, capacity - prompt.ids.length);
  }

  /**
   * Samples the next token. @returns new text, and why the row ends if it does.
   * @param logits a view of this row's; changed in place.
   */
  async take(logits: Float32Array, now: number, rows: number): Promise<{ text: string; finish: FinishReason | null }> {
    if (this.mask && !applyMask(logits, await this.mask.allowed()))
      throw badInput('The format leaves the model nothing to write.');
    const id = sampleToken(logits, this.job.sampling, this.seen, () => this.random.nextFloat());
    if (this.completionTokens === 0) this.firstAt = now;
    else {
      this.rowSteps += rows;
      this.steps++;
    }
    this.lastAt = now;
    this.completionTokens++;
    this.seen.add(id);
    this.next = id;
    if (this.mask?.accept(id) === false)
      throw new FaultError(fault('internal', 'A token was chosen that the format does not allow.'));
    if (this.tokenizer.isControl(id)) return { text: this.text.end(), finish: 'end' };
    let text = this.text.push(this.tokenizer.tokenBytes(id));
    if (this.text.hasStopped()) return { text, finish: 'stop-string' };
    if (this.completionTokens < this.limit) return { text, finish: null };
    text += this.text.end();
    if (this.text.hasStopped()) return { text, finish: 'stop-string' };
    return { text, finish: this.limit < this.job.sampling.maxTokens ? 'context' : 'length' };
  }

  dispose(): void {
    this.mask?.dispose();
  }

  usage(): Usage {
    return {
      promptTokens: this.prompt.ids.length,
      sharedTokens: this.sharedTokens,
      completionTokens: this.completionTokens,
      queueMs: this.startedAt - this.queuedAt,
      firstTokenMs: this.completionTokens > 0 ? this.firstAt - this.startedAt : 0,
      decodeMs: this.completionTokens > 0 ? this.lastAt - this.firstAt : 0,
      rows: this.steps > 0 ? this.rowSteps / this.steps : 1,
    };
  }

  /** Set by the scheduler when the shared start was restored instead of computed. */
  sharedTokens = 0;
}
