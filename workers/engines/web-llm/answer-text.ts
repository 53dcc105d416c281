import { TextStream } from '../../../lib/decoding/text-stream.ts';

/**
 * The text of an answer as web-llm decodes it, whole after each token, to pieces that are certain: a character that is
 * not whole yet (U+FFFD at the end) waits, and so does what may be the start of a stop string.
 */
export class AnswerText {
  private taken = 0;
  private readonly own: TextStream;
  private readonly asked: TextStream;
  private readonly encoder = new TextEncoder();

  /**
   * @param own the template's stop strings: the answer ends by itself.
   * @param asked the job's.
   */
  constructor(own: readonly string[], asked: readonly string[]) {
    this.own = new TextStream(own);
    this.asked = new TextStream(asked);
  }

  /** Why the answer ends here, if a stop string was found. */
  get stopped(): 'end' | 'stop-string' | null {
    // The text behind a stop string of the job was never asked for, so that one counts.
    if (this.asked.hasStopped()) return 'stop-string';
    return this.own.hasStopped() ? 'end' : null;
  }

  /**
   * @param message all of the answer so far.
   * @returns the text that is certain now and was not before.
   */
  push(message: string): string {
    const whole = message.replace(/\uFFFD+$/, '');
    const news = whole.slice(this.taken);
    this.taken = Math.max(this.taken, whole.length);
    return this.pass(this.own.push(this.encoder.encode(news)));
  }

  /** What is still held when the answer ends; half a character is left out. */
  end(): string {
    return this.pass(this.own.end()) + this.asked.end();
  }

  private pass(text: string): string {
    return text === '' ? '' : this.asked.push(this.encoder.encode(text));
  }
}

/**
 * What the decoder of some tokenizers takes off the start of a text: a first token that begins a word loses its space.
 * After an answer's prefix the space belongs to the answer.
 * @param before tokens of the prefix, not empty.
 * @param first the first token of the answer.
 */
export function lostStart(
  decode: (ids: readonly number[]) => string,
  before: readonly number[],
  first: number,
): string {
  const alone = decode([first]);
  const after = decode([...before, first]).slice(decode(before).length);
  return after.endsWith(alone) ? after.slice(0, after.length - alone.length) : '';
}
