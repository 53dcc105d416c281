/** A first size that most parts stay below. */
const START = 512 * 1024;
/** Up to here a loop copies faster than `set`, which needs a view on the source first. */
const SHORT = 128;

const encoder = new TextEncoder();

/** UTF-8 bytes of many texts, one behind the other, in a buffer that is used again. */
export class GrowingBytes {
  private bytes = new Uint8Array(0);
  length = 0;

  add(source: Uint8Array, from: number, to: number): void {
    const at = this.length;
    this.room(at + to - from);
    const { bytes } = this;
    if (to - from > SHORT) bytes.set(source.subarray(from, to), at);
    else for (let i = from, j = at; i < to; i += 1, j += 1) bytes[j] = source[i] ?? 0;
    this.length = at + to - from;
  }

  /** Lone surrogates become U+FFFD. @returns how many bytes the text takes */
  addText(text: string): number {
    const at = this.length;
    this.room(at + text.length * 3); // the most that UTF-8 takes for a UTF-16 unit
    const { bytes } = this;
    let j = at;
    if (text.length <= SHORT) {
      for (; j - at < text.length; j += 1) {
        const unit = text.charCodeAt(j - at);
        if (unit > 0x7f) break;
        bytes[j] = unit;
      }
    }
    // From the first character that is not ASCII, or from the start of a long text.
    if (j - at < text.length) {
      j += encoder.encodeInto(j === at ? text : text.slice(j - at), bytes.subarray(j)).written;
    }
    this.length = j;
    return j - at;
  }

  /** Back to an earlier length. */
  cut(length: number): void {
    this.length = length;
  }

  /** Back to at most `length`, between two characters. */
  cutBetween(start: number, length: number): void {
    let end = length;
    while (end > start && ((this.bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    this.length = end;
  }

  /** A copy of what is there; empty after it. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  private room(needed: number): void {
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(START, this.bytes.length * 2, needed));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** How many more bytes may be added: each grant adds to what earlier ones left over. */
export interface ByteBudget {
  grant(): void;
  /** @returns how many of `wanted` bytes may be used; those are then gone */
  use(wanted: number): number;
  reset(): void;
}

export function byteBudget(perGrant: number): ByteBudget {
  let left = 0;
  return {
    grant: () => void (left += perGrant),
    use(wanted) {
      const used = Math.min(wanted, left);
      left -= used;
      return used;
    },
    reset: () => void (left = 0),
  };
}
