import { CARRIAGE_RETURN, decodeStrictly, LINE_FEED, QUOTE } from './bytes.ts';

/** One record of CSV at a time: where its cells lie, without making texts of them. */
export class CsvRecord {
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly doubled: boolean[] = [];
  private cells = 0;
  private next = 0;
  private lineFeeds = 0;

  constructor(private readonly delimiter: number) {}

  get count(): number {
    return this.cells;
  }

  /** Behind the record and its line feed; of a broken one, where it broke. */
  get end(): number {
    return this.next;
  }

  /** Line feeds in the record, with the one at its end. */
  get breaks(): number {
    return this.lineFeeds;
  }

  /**
   * @param last whether the file ends with these bytes
   * @returns `broken` when a quote is not closed by the file's end, or is followed by something else than a delimiter; `open`
   *   when more bytes are needed
   */
  read(bytes: Uint8Array, start: number, last: boolean): 'whole' | 'open' | 'broken' {
    this.cells = 0;
    this.lineFeeds = 0;
    let at = start;
    for (;;) {
      const quoted = bytes[at] === QUOTE;
      const end = quoted ? this.quoted(bytes, at + 1, last) : this.unquoted(bytes, at);
      this.next = end < 0 ? bytes.length : end;
      if (end < 0) return last ? 'broken' : 'open';
      if (end >= bytes.length) {
        return last ? 'whole' : 'open';
      }
      const byte = bytes[end];
      if (byte === this.delimiter) {
        at = end + 1;
      } else if (byte === LINE_FEED) {
        this.lineFeeds++;
        this.next = end + 1;
        return 'whole';
      } else if (byte === CARRIAGE_RETURN && bytes[end + 1] === LINE_FEED) {
        this.lineFeeds++;
        this.next = end + 2;
        return 'whole';
      } else if (byte === CARRIAGE_RETURN && end + 1 === bytes.length) {
        if (!last) return 'open';
        this.next = bytes.length;
        return 'whole';
      } else {
        return 'broken';
      }
    }
  }

  isEmpty(cell: number): boolean {
    return this.from[cell] === this.to[cell];
  }

  /** The text of a cell; its bytes must be UTF-8. */
  text(bytes: Uint8Array, cell: number): string {
    const text = decodeStrictly(bytes, this.from[cell] ?? 0, this.to[cell] ?? 0) ?? '';
    return this.doubled[cell] === true ? text.replaceAll('""', '"') : text;
  }

  /** @returns where the closing quote is followed, or -1 without one */
  private quoted(bytes: Uint8Array, from: number, last: boolean): number {
    let doubled = false;
    let at = from;
    for (;;) {
      at = bytes.indexOf(QUOTE, at);
      if (at < 0) return -1;
      if (at + 1 === bytes.length && !last) return -1; // it may be the first of two
      if (bytes[at + 1] !== QUOTE) break;
      doubled = true;
      at += 2;
    }
    this.add(from, at, doubled);
    for (let i = bytes.indexOf(LINE_FEED, from); i >= 0 && i < at; i = bytes.indexOf(LINE_FEED, i + 1))
      this.lineFeeds++;
    return at + 1;
  }

  private unquoted(bytes: Uint8Array, from: number): number {
    const { delimiter } = this;
    let at = from;
    while (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== LINE_FEED) at++;
    const ends = at === bytes.length || bytes[at] === LINE_FEED;
    const cut = ends && at > from && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
    this.add(from, cut, false);
    return at;
  }

  private add(from: number, to: number, doubled: boolean): void {
    this.from[this.cells] = from;
    this.to[this.cells] = to;
    this.doubled[this.cells] = doubled;
    this.cells++;
  }
}
