import { CARRIAGE_RETURN, decodeStrictly, excerptOf, isBlank, isPlain, OPEN_BRACKET } from './bytes.ts';
import { MAX_TEXT_BYTES } from './limits.ts';
import { LineSplitter } from './line-splitter.ts';
import type { RecordSink, RowReader } from './ports.ts';

/** The only field of a file of plain lines. */
export const LINE_FIELD = 'text';

/** A persona on each line. Lines of white space are no rows. */
export function createLinesReader(sink: RecordSink): RowReader {
  const splitter = new LineSplitter({
    line(bytes, from, to, line) {
      const end = to > from && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to;
      if (sink.plain && end - from <= MAX_TEXT_BYTES && bytes[from] !== OPEN_BRACKET && isPlain(bytes, from, end)) {
        sink.plain(bytes, from, end, line);
        return;
      }
      if (isBlank(bytes, from, end)) return;
      const text = decodeStrictly(bytes, from, end);
      if (text === null) sink.reject('bad-encoding', line, excerptOf(bytes, from, end));
      else sink.record({ [LINE_FIELD]: text }, line, () => excerptOf(bytes, from, end));
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
