import { fault, FaultError, faultOf } from '../../../lib/model/fault.ts';
import type { GenerateJob, JobEvent } from '../../../lib/model/job.ts';
import type { FinishReason, Usage } from '../../../lib/model/run.ts';
import type { Piece } from './answer.ts';
import type { ChatClient } from './chat.ts';

export interface JobSurroundings {
  readonly now: () => number;
  readonly queuedAt: number;
  readonly emit: (event: JobEvent) => void;
  /** Jobs that run now, this one included. */
  readonly neighbours: () => number;
  /** Called once, after the job's last event. */
  readonly onEnd: () => void;
}

type End = Piece & { readonly type: 'end' };

/** One job from leaving the queue to its one end. */
export class RunningJob {
  private readonly controller = new AbortController();
  private readonly startedAt: number;
  private firstAt: number | null = null;
  private lastAt: number | null = null;
  private pieces = 0;
  private rows = 0;
  /** Of the answer, without a beginning that was given. */
  private text = '';
  private ended = false;

  constructor(
    private readonly job: GenerateJob,
    private readonly world: JobSurroundings,
  ) {
    this.startedAt = world.now();
  }

  async run(client: ChatClient): Promise<void> {
    const { id } = this.job;
    this.world.emit({ type: 'started', id, promptTokens: null });
    try {
      for await (const piece of client.answer(this.job, this.controller.signal)) {
        if (this.ended) return;
        this.take(piece);
      }
    } catch (thrown) {
      this.end({ type: 'failed', id, fault: faultOf(thrown) });
    }
  }

  /** Its end comes at once; what the server still sends is not read. */
  cancel(): void {
    if (this.ended) return;
    this.end({ type: 'cancelled', id: this.job.id, usage: this.usage(null) });
    this.controller.abort(new FaultError(fault('cancelled', 'Cancelled.')));
  }

  private take(piece: Piece): void {
    const { id } = this.job;
    if (piece.type === 'end') {
      this.finish(piece);
      return;
    }
    if (piece.type !== 'begun') {
      this.lastAt = this.world.now();
      this.firstAt ??= this.lastAt;
      this.pieces++;
      this.rows += this.world.neighbours();
    }
    if (piece.type === 'thought') return;
    if (piece.type === 'text') this.text += piece.text;
    // Pieces are not tokens: how many there are comes only with the end.
    this.world.emit({ type: 'delta', id, text: piece.text, tokens: null });
  }

  private finish(end: End): void {
    const { id, format } = this.job;
    if (format.kind === 'json' && end.finish === 'end' && !isJson(this.text)) {
      const why = fault('unsupported', 'The server did not hold the answer to the schema.');
      this.end({ type: 'failed', id, fault: why });
      return;
    }
    this.end({ type: 'done', id, finish: end.finish satisfies FinishReason, usage: this.usage(end) });
  }

  private end(event: JobEvent): void {
    if (this.ended) return;
    this.ended = true;
    this.world.emit(event);
    this.world.onEnd();
  }

  private usage(end: End | null): Usage {
    const { queuedAt, now } = this.world;
    const firstAt = this.firstAt ?? now();
    return {
      promptTokens: end?.promptTokens ?? null,
      sharedTokens: end?.sharedTokens ?? null,
      completionTokens: end?.completionTokens ?? null,
      queueMs: this.startedAt - queuedAt,
      firstTokenMs: firstAt - this.startedAt,
      decodeMs: (this.lastAt ?? firstAt) - firstAt,
      rows: this.pieces === 0 ? 1 : this.rows / this.pieces,
    };
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
