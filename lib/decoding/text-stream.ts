/**
 * Bytes of sampled tokens to text, a piece at a time: a character that is not whole yet waits, and so does text that
 * may be the start of a stop string.
 */
export class TextStream {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private held = '';
  private found = false;

  constructor(private readonly stops: readonly string[]) {}

  /** True once a stop string was found; nothing comes out after it. */
  hasStopped(): boolean {
    return this.found;
  }

  /** @returns the text that is certain now, without any stop string. */
  push(bytes: Uint8Array): string {
    if (this.found) return '';
    this.held += this.decoder.decode(bytes, { stream: true });
    return this.release();
  }

  /** What is still held when the answer ends; a broken character comes out as U+FFFD. */
  end(): string {
    if (this.found) return '';
    this.held += this.decoder.decode();
    const rest = this.release();
    // `release` empties what is held when it finds a stop string.
    const last = this.held;
    this.held = '';
    return rest + last;
  }

  private release(): string {
    const cut = this.firstStop();
    if (cut >= 0) {
      this.found = true;
      const out = this.held.slice(0, cut);
      this.held = '';
      return out;
    }
    let keep = 0;
    for (const stop of this.stops)
      for (let n = Math.min(stop.length - 1, this.held.length); n > keep; n--)
        if (this.held.endsWith(stop.slice(0, n))) keep = n;
    const out = this.held.slice(0, this.held.length - keep);
    this.held = this.held.slice(this.held.length - keep);
    return out;
  }

  /**
   * Where the stop string that is whole first begins, the longest of those that end there; -1 for none. By its end and not
   * by its start: an answer that comes letter by letter stops there, and must not differ from one that comes in one piece.
   */
  private firstStop(): number {
    let cut = -1;
    let end = Infinity;
    for (const stop of this.stops) {
      const at = stop === '' ? -1 : this.held.indexOf(stop);
      if (at < 0 || at + stop.length > end || (at + stop.length === end && at >= cut)) continue;
      cut = at;
      end = at + stop.length;
    }
    return cut;
  }
}
