import { decodeStrictly, excerptOf, isBlank, LINE_FEED } from './bytes.ts';
import { FlatObjectScanner } from './flat-object.ts';
import { MAX_ROW_BYTES, MAX_TEXT_BYTES } from './limits.ts';
import { LineSplitter } from './line-splitter.ts';
import type { RecordSink, RowReader } from './ports.ts';

/**
 * JSON Lines. Lines of white space are no rows. Rows that consist of plain texts go to the sink as bytes where it takes them,
 * all others through JSON.parse; both lanes give the same rows.
 * @param textField the field whose text may take the fast lane
 */
export function createJsonlReader(textField: string, sink: RecordSink): RowReader {
  const scanner = new FlatObjectScanner(textField);
  const splitter = new LineSplitter({
    // Most lines are scanned before anybody looks for their end.
    fast(bytes, from, line) {
      if (!sink.plain) return -1;
      const end = scanner.scan(bytes, from, bytes.length);
      if (end < 0 || bytes[end] !== LINE_FEED || end - from > MAX_ROW_BYTES || !fits(scanner)) return -1;
      sink.plain(bytes, scanner.from, scanner.to, line);
      return end;
    },
    line(bytes, from, to, line) {
      if (!isBlank(bytes, from, to)) readJsonRow(bytes, from, to, line, scanner, sink);
    },
    overlong(head, line) {
      sink.reject('line-too-long', line, excerptOf(head, 0, head.length));
    },
  });
  return {
    push: (chunk) => splitter.push(chunk),
    end: () => splitter.end(),
  };
}

/** Reads one JSON value, in either lane. */
export function readJsonRow(
  bytes: Uint8Array,
  from: number,
  to: number,
  line: number,
  scanner: FlatObjectScanner,
  sink: RecordSink,
): void {
  if (sink.plain && scanner.scan(bytes, from, to) === to && fits(scanner)) {
    sink.plain(bytes, scanner.from, scanner.to, line);
    return;
  }
  const text = decodeStrictly(bytes, from, to);
  if (text === null) {
    sink.reject('bad-encoding', line, excerptOf(bytes, from, to));
    return;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    sink.reject('not-json', line, excerptOf(bytes, from, to));
    return;
  }
  sink.record(value, line, () => excerptOf(bytes, from, to));
}

function fits({ from, to }: FlatObjectScanner): boolean {
  return to - from <= MAX_TEXT_BYTES;
}
