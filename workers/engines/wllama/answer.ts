import { TextStream } from '../../../lib/decoding/text-stream.ts';
import type { GenerateJob } from '../../../lib/model/job.ts';
import type { FinishReason, Usage } from '../../../lib/model/run.ts';
import type { LlamaStep } from './llama-runtime.ts';

const encoder = new TextEncoder();

/** One running job: what its slot has told so far. */
export class Answer {
  /** Ends the slot's work. */
  readonly controller = new AbortController();
  /** True once its end was told; what its slot still says is dropped. */
  ended = false;
  /** Null until the engine tells. */
  tokens: number | null = null;
  private readonly stream: TextStream;
  private promptTokens: number | null = null;
  private cachedTokens: number | null = null;
  private finish: LlamaStep['finish'] = null;
  private firstAt: number | null = null;
  private lastAt: number | null = null;
  private steps = 0;
  private rows = 0;

  constructor(
    readonly job: GenerateJob,
    private readonly queuedAt: number,
    private readonly startedAt: number,
  ) {
    this.stream = new TextStream(job.sampling.stop);
  }

  /** @param rows answers that run now. @returns the text that is certain now. */
  take(step: LlamaStep, now: number, rows: number): string {
    this.promptTokens = step.promptTokens ?? this.promptTokens;
    this.cachedTokens = step.cachedTokens ?? this.cachedTokens;
    this.finish = step.finish ?? this.finish;
    if (step.tokens !== null && step.tokens > (this.tokens ?? 0)) {
      this.tokens = step.tokens;
      this.firstAt ??= now;
      this.lastAt = now;
      this.steps += 1;
      this.rows += rows;
    }
    return this.stream.push(encoder.encode(step.text));
  }

  stopped(): boolean {
    return this.stream.hasStopped();
  }

  /** What was held back as a possible start of a stop string. */
  rest(): string {
    return this.stream.end();
  }

  /** Why it ended; the engine calls a full window a length. */
  reason(): FinishReason {
    if (this.stopped()) return 'stop-string';
    if (this.finish !== 'length') return 'end';
    return (this.tokens ?? 0) < this.job.sampling.maxTokens ? 'context' : 'length';
  }

  usage(now: number): Usage {
    const first = this.firstAt ?? now;
    return {
      promptTokens: this.promptTokens,
      sharedTokens: this.cachedTokens,
      completionTokens: this.tokens ?? 0,
      queueMs: this.startedAt - this.queuedAt,
      firstTokenMs: first - this.startedAt,
      decodeMs: (this.lastAt ?? first) - first,
      rows: this.steps === 0 ? 1 : this.rows / this.steps,
    };
  }
}
