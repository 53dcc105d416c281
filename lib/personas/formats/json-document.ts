import { fault, FaultError } from '../../model/fault.ts';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  decodeStrictly,
  excerptOf,
  isBlank,
  isJsonSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './bytes.ts';
import { fieldReader, isObject } from './fields.ts';
import { HeldBytes, HeldRow } from './held-bytes.ts';
import { readJsonRow } from './jsonl.ts';
import { FlatObjectScanner } from './flat-object.ts';
import { MAX_ROW_BYTES } from './limits.ts';
import type { RecordSink, RowReader } from './ports.ts';

const COLON = 0x3a;
const COMMA = 0x2c;

/**
 * A JSON document with rows: an array at the top, the first array of objects or texts under a first-level key, or else one
 * object that is the only row. Rows are numbered from 1. Brackets and strings alone decide where a row ends, so a row that is
 * damaged inside is rejected and the next ones are read.
 */
export function createJsonReader(textField: string, sink: RecordSink): RowReader {
  const reader = new JsonDocumentReader(textField, sink);
  return {
    push: (chunk) => reader.push(chunk),
    end: () => reader.end(),
  };
}

/** `small`: a document that begins with an object is kept while it is small, to see what it is. */
type State = 'start' | 'small' | 'keys' | 'rows' | 'after-rows' | 'after';

class JsonDocumentReader {
  private state: State = 'start';
  private readonly small = new HeldBytes(MAX_ROW_BYTES);
  private readonly held = new HeldRow();
  private row = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** Behind a first-level colon; behind the bracket that follows it. */
  private at: 'key' | 'value' | 'array' = 'key';
  private inObject = false;
  private readonly scanner: FlatObjectScanner;

  constructor(
    private readonly textField: string,
    private readonly sink: RecordSink,
  ) {
    this.scanner = new FlatObjectScanner(textField);
  }

  push(chunk: Uint8Array): void {
    if (this.state === 'start') this.start(chunk);
    else if (this.state === 'small') this.keep(chunk);
    else this.walk(chunk, 0);
  }

  end(): void {
    if (this.state === 'small') this.endSmall();
    if (this.state === 'rows') throw corrupt('The file breaks off in the middle of its list.');
    if (this.state === 'keys') throw corrupt('The file breaks off before any list of rows.');
  }

  private start(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && isJsonSpace(chunk[at] as number)) at++;
    if (at === chunk.length) return;
    if (chunk[at] === OPEN_BRACKET) {
      this.state = 'rows';
      this.walk(chunk, at + 1);
    } else if (chunk[at] === OPEN_BRACE) {
      this.state = 'small';
      this.inObject = true;
      this.keep(chunk.subarray(at));
    } else {
      throw corrupt('The file is neither a JSON list nor a JSON object.');
    }
  }

  private keep(chunk: Uint8Array): void {
    if (this.small.append(chunk, 0, chunk.length)) return;
    const before = this.takeSmall();
    this.state = 'keys';
    this.walk(before, 1);
    this.walk(chunk, before.length === 0 ? 1 : 0);
  }

  private endSmall(): void {
    const bytes = this.takeSmall();
    const document = parse(bytes);
    if (document !== undefined && this.isOneRow(document)) {
      this.sink.record(document, 1, () => excerptOf(bytes, 0, bytes.length));
      this.state = 'after';
      return;
    }
    this.state = 'keys';
    this.walk(bytes, 1);
  }

  private isOneRow(document: unknown): boolean {
    if (fieldReader(this.textField)(document) !== undefined) return true;
    if (!isObject(document)) return true;
    return !Object.values(document).some(
      (value) => Array.isArray(value) && (isObject(value[0]) || typeof value[0] === 'string'),
    );
  }

  private takeSmall(): Uint8Array {
    const bytes = this.small.bytes.slice();
    this.small.clear();
    return bytes;
  }

  private walk(chunk: Uint8Array, from: number): void {
    let at = from;
    if (this.state === 'keys') at = this.walkKeys(chunk, at);
    if (this.state === 'rows') at = this.walkRows(chunk, at);
    if (this.state === 'after' && !isBlank(chunk, at, chunk.length))
      throw corrupt('Something follows the end of the JSON document.');
  }

  /** First-level keys of an object, up to an array that begins with an object or a text. */
  private walkKeys(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (this.skipString(byte) || isJsonSpace(byte)) continue;
      if (this.at === 'array' && (byte === OPEN_BRACE || byte === QUOTE)) {
        this.state = 'rows';
        this.depth = 0;
        return at;
      }
      const place = this.at;
      this.at = 'key';
      if (byte === QUOTE) this.inString = true;
      else if (byte === COLON && this.depth === 0) this.at = 'value';
      else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
        this.depth++;
        if (place === 'value' && byte === OPEN_BRACKET) this.at = 'array';
      } else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) {
        if (this.depth === 0) throw corrupt('There is no list of rows in the file.');
        this.depth--;
      }
    }
    return chunk.length;
  }

  private walkRows(chunk: Uint8Array, from: number): number {
    let start = from;
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (this.skipString(byte)) continue;
      if (byte === QUOTE) this.inString = true;
      else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) this.depth++;
      else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) {
        if (this.depth > 0) this.depth--;
        else if (byte === CLOSE_BRACKET) {
          this.endRow(chunk, start, at, true);
          // What an object has behind its rows is none of them.
          this.state = this.inObject ? 'after-rows' : 'after';
          return at + 1;
        }
      } else if (byte === COMMA && this.depth === 0) {
        this.endRow(chunk, start, at, false);
        start = at + 1;
      }
    }
    this.held.append(chunk, start, chunk.length);
    return chunk.length;
  }

  /** Whether the byte belongs to a string that began before it. */
  private skipString(byte: number): boolean {
    if (!this.inString) return false;
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inString = false;
    return true;
  }

  /** @param last whether the list ends here: then nothing but white space is no row */
  private endRow(chunk: Uint8Array, from: number, to: number, last: boolean): void {
    if (this.held.empty && to - from <= MAX_ROW_BYTES) {
      if (!last || !isBlank(chunk, from, to)) this.read(chunk, from, to, ++this.row);
      return;
    }
    this.held.append(chunk, from, to);
    const { bytes, overlong } = this.held;
    if (overlong) this.sink.reject('line-too-long', ++this.row, excerptOf(bytes, 0, bytes.length));
    else if (!last || !isBlank(bytes, 0, bytes.length)) this.read(bytes, 0, bytes.length, ++this.row);
    this.held.clear();
  }

  private read(bytes: Uint8Array, from: number, to: number, row: number): void {
    readJsonRow(bytes, from, to, row, this.scanner, this.sink);
  }
}

function parse(bytes: Uint8Array): unknown {
  const text = decodeStrictly(bytes, 0, bytes.length);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function corrupt(message: string): FaultError {
  return new FaultError(fault('file-corrupt', message));
}
