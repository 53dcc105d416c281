import * as v from 'valibot';
import type { FinishReason } from '../../../lib/model/run.ts';
import type { ServerAnswer } from './server.ts';
import { SseParser } from './sse.ts';
import { refused } from './words.ts';

/** What comes of an answer, in order: begun at most once and first, then texts and thoughts, then one end. */
export type Piece =
  /** The server goes on from this text, which belongs to the answer. */
  | { readonly type: 'begun'; readonly text: string }
  | { readonly type: 'text'; readonly text: string }
  /** The model wrote something that is not part of the answer. */
  | { readonly type: 'thought' }
  | {
      readonly type: 'end';
      readonly finish: FinishReason;
      readonly promptTokens: number | null;
      /** Of promptTokens, those that the server had computed before. */
      readonly sharedTokens: number | null;
      readonly completionTokens: number | null;
    };

const text = v.fallback(v.nullish(v.string(), ''), '');
const tokens = v.fallback(v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)), null), null);
// Servers put in what they like: what is not as expected counts as absent.
const chunkShape = v.object({
  choices: v.fallback(
    v.array(
      v.object({
        delta: v.fallback(v.object({ content: text, reasoning_content: text, reasoning: text }), {
          content: '',
          reasoning_content: '',
          reasoning: '',
        }),
        finish_reason: v.nullish(v.string(), null),
        // vLLM's: the stop string or token that ended it.
        stop_reason: v.fallback(v.nullish(v.union([v.string(), v.number()]), null), null),
      }),
    ),
    [],
  ),
  usage: v.fallback(
    v.nullish(
      v.object({
        prompt_tokens: tokens,
        completion_tokens: tokens,
        prompt_tokens_details: v.fallback(v.nullish(v.object({ cached_tokens: tokens }), null), null),
      }),
      null,
    ),
    null,
  ),
});
type Chunk = v.InferOutput<typeof chunkShape>;

/** Reads the stream of one answer. */
export class AnswerReader {
  private readonly parser = new SseParser();
  private usage: Chunk['usage'] = null;
  private reason: string | null = null;
  private stopString = false;
  private isOver = false;

  /**
   * @param failure turns the text of an error that the server sends in mid-stream into a fault.
   * @param maxTokens what the server was told to stop at.
   */
  constructor(
    private readonly failure: (text: string) => Error,
    private readonly maxTokens: number,
  ) {}

  /** @throws FaultError for an error in mid-stream, a broken piece, and an answer that breaks off. */
  async *read({ chunks, contentType }: ServerAnswer): AsyncGenerator<Piece, void, undefined> {
    if (contentType.startsWith('application/json')) throw await this.unstreamed(chunks);
    for await (const bytes of chunks) {
      yield* this.take(this.parser.push(bytes));
      if (this.isOver) break;
    }
    yield* this.take(this.parser.finish());
    if (this.reason === null && !this.isOver)
      throw refused(
        'The server ended its answer in the middle.',
        'Try again; if it stays, look into the server’s log.',
      );
    const completionTokens = this.usage?.completion_tokens ?? null;
    yield {
      type: 'end',
      finish: this.finish(completionTokens),
      promptTokens: this.usage?.prompt_tokens ?? null,
      sharedTokens: this.usage?.prompt_tokens_details?.cached_tokens ?? null,
      completionTokens,
    };
  }

  private *take(events: readonly string[]): Generator<Piece, void, undefined> {
    for (const data of events) {
      if (data.trim() === '[DONE]') this.isOver = true;
      if (this.isOver) return;
      const { usage, choices } = this.chunk(data);
      this.usage = usage ?? this.usage;
      // Only one answer was asked for.
      const [choice] = choices;
      if (!choice) continue;
      const { content, reasoning, reasoning_content } = choice.delta;
      if (content) yield { type: 'text', text: content };
      else if (reasoning || reasoning_content) yield { type: 'thought' };
      this.reason = choice.finish_reason ?? this.reason;
      this.stopString ||= typeof choice.stop_reason === 'string';
    }
  }

  private chunk(data: string): Chunk {
    let value: unknown;
    try {
      value = JSON.parse(data) as unknown;
    } catch {
      throw refused('The server sent a piece that is not JSON.');
    }
    if (typeof value === 'object' && value !== null && 'error' in value && value.error) throw this.failure(data);
    const parsed = v.safeParse(chunkShape, value);
    if (!parsed.success) throw refused('The server sent a piece that is not part of an answer.');
    return parsed.output;
  }

  private finish(tokens: number | null): FinishReason {
    if (this.reason === 'content_filter')
      throw refused('The server’s content filter stopped the answer.', 'Change the task or choose another model.');
    if (this.stopString) return 'stop-string';
    if (this.reason !== 'length' && this.reason !== 'max_tokens') return 'end';
    // It was cut off before the limit that we gave: the model had no more room.
    return tokens !== null && tokens < this.maxTokens ? 'context' : 'length';
  }

  /** An error that came with status 200, or a server that does not know `stream`. */
  private async unstreamed(chunks: AsyncIterable<Uint8Array>): Promise<Error> {
    const decoder = new TextDecoder();
    let body = '';
    for await (const bytes of chunks) body += decoder.decode(bytes, { stream: true });
    return /"error"\s*:\s*[^n\s]/.test(body) ? this.failure(body) : refused('The server does not stream its answers.');
  }
}
