import type { Attributes } from '../part-builder.ts';
import { hashBytes, type HashWords } from './text-hash.ts';

// Room for the attributes of most rows; it grows for others.
const FIRST_BYTES = 1024;

// Odd, so that multiplying by them loses nothing.
const PRIME_1 = 0x9e3779b1;
const PRIME_2 = 0x85ebca77;
// Keeps rows of zeros from leaving the state as it was.
const ROUND = 0x27d4eb2f;

/**
 * A running hash over the rows of a source, to tell at a checkpoint whether the same rows came again. A single
 * row that is another one always shows; two sources that differ in more agree by chance once in 2^128. It is not made
 * against somebody who seeks two such sources.
 */
export class Chain {
  private readonly state = new Uint32Array(4);
  private readonly other = new Uint32Array(4);
  // Attributes one behind the other, each with its kind and length.
  private bytes = new Uint8Array(FIRST_BYTES);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  /** A row by the hash of its text, and the attributes that came with it. */
  row(text: HashWords, attributes: Attributes): void {
    this.step(text);
    if (attributes.length === 0) return;
    for (const value of attributes) this.add(value);
    this.stepAdded();
  }

  /** A row that could not be read. */
  rejected(reason: string, line: number): void {
    this.add(reason);
    this.add(line);
    this.stepAdded();
  }

  /** 32 hex digits. */
  toString(): string {
    return [...this.state].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  private add(value: string | number | null): void {
    if (typeof value === 'string') this.addText(value);
    else if (value === null) this.addHead(0, 0);
    else {
      const at = this.addHead(1, 8); // first: it may put another view in the place of this one
      this.view.setFloat64(at, value, true);
    }
  }

  private addText(text: string): void {
    const at = this.addHead(2 + text.length, text.length * 2);
    const { bytes } = this;
    for (let i = 0, j = at; i < text.length; i += 1, j += 2) {
      const unit = text.charCodeAt(i);
      bytes[j] = unit;
      bytes[j + 1] = unit >>> 8;
    }
  }

  /** @returns where `size` bytes may be put */
  private addHead(kind: number, size: number): number {
    const at = this.length;
    const end = at + 4 + size;
    if (end > this.bytes.length) {
      const larger = new Uint8Array(end * 2);
      larger.set(this.bytes.subarray(0, at));
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    this.view.setUint32(at, kind, true);
    this.length = end;
    return at + 4;
  }

  private stepAdded(): void {
    hashBytes(this.view, 0, this.length, this.other);
    this.length = 0;
    this.step(this.other);
  }

  /** Takes in four words. Each step can be undone, so two states that differ stay different under the same rows. */
  private step(words: HashWords): void {
    const { state } = this;
    let a = (state[0] as number) ^ (words[0] as number);
    let b = (state[1] as number) ^ (words[1] as number);
    let c = (state[2] as number) ^ (words[2] as number);
    let d = (state[3] as number) ^ (words[3] as number);
    a = Math.imul((a << 13) | (a >>> 19), PRIME_1) + b;
    b = Math.imul((b << 15) | (b >>> 17), PRIME_2) + c;
    c = Math.imul((c << 17) | (c >>> 15), PRIME_1) + d;
    d = Math.imul((d << 18) | (d >>> 14), PRIME_2) + a;
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = (d ^ (d >>> 15)) + ROUND;
  }
}
