import { LINE_FEED } from './bytes.ts';
import { HeldRow } from './held-bytes.ts';
import { MAX_ROW_BYTES } from './limits.ts';

export interface LineSink {
  /**
   * Asked at the start of a line, whose end nobody knows yet.
   * @returns where its line feed is, when the line was dealt with here; else -1
   */
  fast?(bytes: Uint8Array, from: number, line: number): number;
  /** A line without its line feed; `bytes` is valid during the call only. */
  line(bytes: Uint8Array, from: number, to: number, line: number): void;
  /** A line beyond the limit, of which only the start is known. */
  overlong(head: Uint8Array, line: number): void;
}

/** Cuts bytes at line feeds, however they arrive. Holds one line at most, and none that is beyond the limit. */
export class LineSplitter {
  private readonly held = new HeldRow();
  private number = 1;

  constructor(private readonly sink: LineSink) {}

  push(chunk: Uint8Array): void {
    let from = 0;
    while (from < chunk.length) {
      let to = this.held.empty ? this.fast(chunk, from) : -1;
      if (to < 0) {
        to = chunk.indexOf(LINE_FEED, from);
        if (to < 0) break;
        this.finish(chunk, from, to);
      }
      this.number++;
      from = to + 1;
    }
    if (from < chunk.length) this.held.append(chunk, from, chunk.length);
  }

  end(): void {
    if (!this.held.empty) this.release();
  }

  private fast(chunk: Uint8Array, from: number): number {
    return this.sink.fast ? this.sink.fast(chunk, from, this.number) : -1;
  }

  private finish(chunk: Uint8Array, from: number, to: number): void {
    if (this.held.empty && to - from <= MAX_ROW_BYTES) {
      this.sink.line(chunk, from, to, this.number);
      return;
    }
    this.held.append(chunk, from, to);
    this.release();
  }

  private release(): void {
    const { bytes, overlong } = this.held;
    if (overlong) this.sink.overlong(bytes, this.number);
    else this.sink.line(bytes, 0, bytes.length, this.number);
    this.held.clear();
  }
}
