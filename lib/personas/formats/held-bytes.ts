import { EXCERPT_BYTES, MAX_ROW_BYTES } from './limits.ts';

/** Collects the pieces of a row that lies over several chunks, up to a limit. */
export class HeldBytes {
  private buffer = new Uint8Array(4096); // most rows fit at once
  private held = 0;

  constructor(private readonly limit: number) {}

  get length(): number {
    return this.held;
  }

  /** What was collected; valid until the next call of another method. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.held);
  }

  /** @returns false, with nothing changed, when it would be more than the limit */
  append(chunk: Uint8Array, from: number, to: number): boolean {
    const length = this.held + to - from;
    if (length > this.limit) return false;
    if (length > this.buffer.length) {
      const larger = new Uint8Array(Math.min(Math.max(length, this.buffer.length * 2), this.limit));
      larger.set(this.bytes);
      this.buffer = larger;
    }
    this.buffer.set(chunk.subarray(from, to), this.held);
    this.held = length;
    return true;
  }

  clear(): void {
    this.held = 0;
  }
}

/** A row that lies over several chunks; of one beyond the limit only the start is kept. */
export class HeldRow {
  private readonly whole = new HeldBytes(MAX_ROW_BYTES);
  private readonly head = new HeldBytes(EXCERPT_BYTES);
  private tooLong = false;

  /** Whether the row is beyond the limit: then `bytes` is its start. */
  get overlong(): boolean {
    return this.tooLong;
  }

  get empty(): boolean {
    return this.whole.length === 0 && !this.tooLong;
  }

  /** Valid until the next call of another method. */
  get bytes(): Uint8Array {
    return this.tooLong ? this.head.bytes : this.whole.bytes;
  }

  append(chunk: Uint8Array, from: number, to: number): void {
    if (this.tooLong || this.whole.append(chunk, from, to)) return;
    const { bytes } = this.whole;
    this.head.append(bytes, 0, Math.min(bytes.length, EXCERPT_BYTES));
    this.head.append(chunk, from, Math.min(to, from + EXCERPT_BYTES - this.head.length));
    this.whole.clear();
    this.tooLong = true;
  }

  clear(): void {
    this.whole.clear();
    this.head.clear();
    this.tooLong = false;
  }
}
