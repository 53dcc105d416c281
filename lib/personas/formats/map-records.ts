import type { Mapping } from '../../model/file-shape.ts';
import { fieldReader, isObject } from './fields.ts';
import { MAX_TEXT_BYTES } from './limits.ts';
import { LINE_FIELD } from './lines.ts';
import type { RecordSink, RowSink } from './ports.ts';
import { attributeOf, personaText } from './values.ts';

/** Makes rows of what a format's reader found: text and attributes as the mapping says. */
export function mapRecords(mapping: Mapping, sink: RowSink): RecordSink {
  const textField = fieldReader(mapping.text);
  const columns = mapping.columns.map(({ field, kind }) => ({ read: fieldReader(field), kind }));

  function record(value: unknown, line: number, excerpt: () => string): void {
    // A list of bare texts is a list of rows with nothing else in them.
    const row = typeof value === 'string' && mapping.text === LINE_FIELD ? { [LINE_FIELD]: value } : value;
    if (!isObject(row)) {
      sink.reject('not-an-object', line, excerpt());
      return;
    }
    const text = personaText(textField(row));
    if (text === null) sink.reject('no-text', line, excerpt());
    else if (text === '') sink.reject('empty-text', line, excerpt());
    else if (isTooLong(text)) sink.reject('text-too-long', line, excerpt());
    else {
      sink.row(
        text,
        columns.map(({ read, kind }) => attributeOf(read(row), kind)),
        line,
      );
    }
  }

  const reject: RecordSink['reject'] = (reason, line, excerpt) => sink.reject(reason, line, excerpt);
  if (columns.length > 0) return { record, reject };
  return { record, reject, plain: (bytes, from, to, line) => sink.plain(bytes, from, to, line) };
}

function isTooLong(text: string): boolean {
  // A UTF-16 unit takes three bytes at most, so most texts need no counting.
  if (text.length * 3 <= MAX_TEXT_BYTES) return false;
  return text.length > MAX_TEXT_BYTES || new TextEncoder().encode(text).length > MAX_TEXT_BYTES;
}
