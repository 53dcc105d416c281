import { badInput, fault, FaultError } from '../../model/fault.ts';
import { decodeStrictly, excerptOf, isAscii, LINE_FEED, QUOTE } from './bytes.ts';
import { CsvRecord } from './csv-record.ts';
import { EXCERPT_BYTES, MAX_ROW_BYTES } from './limits.ts';
import type { RecordSink, RowReader } from './ports.ts';

const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const TAB = 0x09;

export interface CsvOptions {
  readonly format: 'csv' | 'tsv';
  readonly header: boolean;
  /** Columns to read; null for all. The first one must be there. */
  readonly fields: readonly string[] | null;
}

/**
 * CSV as RFC 4180 has it, or TSV: quotes, line breaks in quotes, LF or CRLF. "CSV" with semicolons is told by its first line.
 * Empty lines are no rows. A row with quotes that do not fit together costs its own line only: reading goes on with the next
 * line, so an unclosed quote never takes the rest of the file. A line is where a record begins.
 */
export function createCsvReader(options: CsvOptions, sink: RecordSink): RowReader {
  const reader = new CsvReader(options, sink);
  return {
    push: (chunk) => reader.push(chunk),
    end: () => reader.end(),
  };
}

interface Column {
  readonly name: string;
  readonly index: number;
}

class CsvReader {
  /** The record that is not whole yet, from its start. */
  private rest = new Uint8Array(0);
  private skipping = false;
  private line = 1;
  private width = 0;
  private columns: readonly Column[] | null = null;
  private record: CsvRecord | null = null;

  constructor(
    private readonly options: CsvOptions,
    private readonly sink: RecordSink,
  ) {}

  push(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.rest.length > 0) {
      bytes = new Uint8Array(this.rest.length + chunk.length);
      bytes.set(this.rest);
      bytes.set(chunk, this.rest.length);
    }
    this.rest = bytes.slice(this.walk(bytes, false));
  }

  end(): void {
    this.walk(this.rest, true);
    this.rest = new Uint8Array(0);
  }

  /** Reads all whole records. @returns where the first one begins that is not whole */
  private walk(bytes: Uint8Array, last: boolean): number {
    let at = 0;
    while (at < bytes.length) {
      if (this.skipping) {
        const end = bytes.indexOf(LINE_FEED, at);
        if (end < 0) return bytes.length;
        this.skipping = false;
        this.line++;
        at = end + 1;
        continue;
      }
      const record = this.recordReader(bytes, at, last);
      if (!record) break;
      const outcome = record.read(bytes, at, last);
      // Behind the last byte that decided it, so that it does not depend on how much has arrived.
      const length = (outcome === 'open' ? bytes.length : record.end) - at;
      if (length > MAX_ROW_BYTES + 1) at = this.refuse(bytes, at, 'line-too-long');
      else if (outcome === 'whole') at = this.take(record, bytes, at);
      else if (outcome === 'broken' && (last || bytes.includes(LINE_FEED, at)))
        at = this.refuse(bytes, at, 'unreadable');
      else if (bytes.length - at > MAX_ROW_BYTES + 1) at = this.refuse(bytes, at, 'line-too-long');
      else break;
    }
    return at;
  }

  /** Null while the first line, which tells the delimiter, is not there yet. */
  private recordReader(bytes: Uint8Array, at: number, last: boolean): CsvRecord | null {
    if (this.record) return this.record;
    const end = bytes.indexOf(LINE_FEED, at);
    if (end < 0 && !last && bytes.length - at <= MAX_ROW_BYTES) return null;
    const first = bytes.subarray(at, Math.min(end < 0 ? bytes.length : end, at + MAX_ROW_BYTES));
    this.record = new CsvRecord(this.options.format === 'tsv' ? TAB : delimiterOf(first));
    return this.record;
  }

  /** Rejects the line on which a record begins. @returns where reading goes on */
  private refuse(bytes: Uint8Array, at: number, reason: 'line-too-long' | 'unreadable'): number {
    if (this.options.header && !this.columns) throw corrupt('The first line, which names the columns, cannot be read.');
    const end = bytes.indexOf(LINE_FEED, at);
    const to = end < 0 ? bytes.length : end;
    const long = to - at > MAX_ROW_BYTES;
    this.sink.reject(
      long ? 'line-too-long' : reason,
      this.line,
      excerptOf(bytes, at, Math.min(to, at + EXCERPT_BYTES)),
    );
    this.skipping = end < 0;
    this.line += end < 0 ? 0 : 1;
    return end < 0 ? bytes.length : end + 1;
  }

  private take(record: CsvRecord, bytes: Uint8Array, at: number): number {
    const line = this.line;
    this.line += record.breaks;
    if (record.count === 1 && record.isEmpty(0)) return record.end;
    if (this.columns) this.takeRow(record, bytes, at, line, this.columns);
    else if (this.options.header) this.takeHeader(record, bytes, at);
    else {
      this.columns = this.chosen(Array.from({ length: record.count }, (_, i) => String(i + 1)));
      this.takeRow(record, bytes, at, line, this.columns);
    }
    return record.end;
  }

  private takeHeader(record: CsvRecord, bytes: Uint8Array, at: number): void {
    if (decodeStrictly(bytes, at, record.end) === null)
      throw corrupt('The first line, which names the columns, is not UTF-8.');
    const names: string[] = [];
    for (let i = 0; i < record.count; i++) names.push(freeName(record.text(bytes, i).trim() || String(i + 1), names));
    this.columns = this.chosen(names);
  }

  private chosen(names: readonly string[]): readonly Column[] {
    this.width = names.length;
    const all = names.map((name, index) => ({ name, index }));
    const { fields } = this.options;
    if (!fields) return all;
    if (fields[0] !== undefined && !names.includes(fields[0])) throw badInput(`The file has no column “${fields[0]}”.`);
    return all.filter(({ name }) => fields.includes(name));
  }

  private takeRow(record: CsvRecord, bytes: Uint8Array, at: number, line: number, columns: readonly Column[]): void {
    const end = record.end;
    const excerpt = () => excerptOf(bytes, at, end);
    if (record.count !== this.width) this.sink.reject('wrong-columns', line, excerpt());
    else if (!isAscii(bytes, at, end) && decodeStrictly(bytes, at, end) === null) {
      this.sink.reject('bad-encoding', line, excerpt());
    } else {
      const row: Record<string, string> = {};
      for (const { name, index } of columns) set(row, name, record.text(bytes, index));
      this.sink.record(row, line, excerpt);
    }
  }
}

/** Also for a column that is called "__proto__". */
function set(row: Record<string, string>, name: string, value: string): void {
  if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true });
  else row[name] = value;
}

/** A name that no column before has: "name (2)". */
function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let i = 2; taken.includes(free); i++) free = `${name} (${i})`;
  return free;
}

/** A comma, unless the line has more semicolons outside quotes. */
function delimiterOf(line: Uint8Array): number {
  let commas = 0;
  let semicolons = 0;
  let quoted = false;
  for (const byte of line) {
    if (byte === QUOTE) quoted = !quoted;
    else if (!quoted && byte === COMMA) commas++;
    else if (!quoted && byte === SEMICOLON) semicolons++;
  }
  return semicolons > commas ? SEMICOLON : COMMA;
}

function corrupt(message: string): FaultError {
  return new FaultError(fault('file-corrupt', message));
}
