import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFormats } from '../../model/file-shape.ts';
import { normalisePersona } from '../normalise.ts';
import { cuts, mappingOf, readAll, shapeOf, utf8 } from './collect.test-help.ts';
import { textOfList } from './values.ts';
import { MAX_TEXT_BYTES } from './limits.ts';

const streamed = fileFormats.filter((format) => format !== 'parquet');

/** Bytes that make readers work: what their formats consist of, broken UTF-8 and letters. */
const pieces = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ';',
  '\n',
  '\r\n',
  '\r',
  '\\',
  '\t',
  ' ',
  'a',
  'é',
  '"a"',
  '{"a":"b c"}',
  '{"data":[',
  '""',
  '\\u',
  'null',
  '一',
].map(utf8);
const soup = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 3 }) },
    ),
    { maxLength: 40 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

describe.each(streamed)('the %s reader', (format) => {
  it('gives the same rows however the bytes are cut, and throws nothing but faults', () => {
    fc.assert(
      fc.property(soup, cuts, fc.boolean(), fc.boolean(), (bytes, lengths, header, columns) => {
        const mapping = mappingOf('a', columns ? { data: 'text' } : {});
        const shape = shapeOf(format, { header });
        expect(readAll(shape, mapping, bytes, lengths).calls).toEqual(readAll(shape, mapping, bytes).calls);
      }),
      { numRuns: 600 },
    );
  });

  it('does so for UTF-16', () => {
    fc.assert(
      fc.property(soup, cuts, fc.constantFrom('utf-16le', 'utf-16be'), (bytes, lengths, encoding) => {
        const shape = shapeOf(format, { encoding });
        expect(readAll(shape, mappingOf('a'), bytes, lengths).calls).toEqual(
          readAll(shape, mappingOf('a'), bytes).calls,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('gives no row for an empty file', () => {
    expect(readAll(shapeOf(format), mappingOf('text'), new Uint8Array(0)).calls).toEqual([]);
  });
});

// Values that meet each rule of the fast lane: escapes, spaces, lists written as text, other scripts, control characters.
const value = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'B', ' ', '.', '"', '\\', '\n', '\u007f', 'é', '[', "'", ']', '一', '\ud800'),
    maxLength: 8,
  }),
  fc.constantFrom('A nurse in Porto', ' x', 'x ', 'a  b', '', "['a', 'b']", '[x'),
  fc.integer(),
  fc.constant(null),
  fc.constant(['a', 'b']),
);
const key = fc.constantFrom('persona', 'a', 'persona.name', '__proto__', 'é');
const spaces = fc.constantFrom('', '', '', ' ', '\t');
const line = fc
  .tuple(fc.array(fc.tuple(key, value), { maxLength: 3 }), spaces, fc.constantFrom('', '', '', '', '\r', ' x', '}'))
  .map(([entries, space, tail]) => {
    const inside = entries
      .map(([k, v]) => `${space}${JSON.stringify(k)}:${space}${JSON.stringify(v)}`)
      .join(`${space},`);
    return `{${inside}${space}}${tail}`;
  });

/** What a line means, the plain way. */
function slowly(text: string, number: number): string[] {
  if (text.trim() === '') return [];
  const excerpt = normalisePersona(text).slice(0, 200);
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return [`${number}! not-json: ${excerpt}`];
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return [`${number}! not-an-object: ${excerpt}`];
  const persona = Object.entries(row).find(([name]) => name === 'persona')?.[1] as unknown;
  const joined = Array.isArray(persona) ? persona.join(' ') : persona;
  if (typeof joined !== 'string') return [`${number}! no-text: ${excerpt}`];
  const normalised = normalisePersona(textOfList(joined) ?? joined);
  return [normalised === '' ? `${number}! empty-text: ${excerpt}` : `${number}: ${normalised}`];
}

describe('JSON Lines', () => {
  it('agrees with JSON.parse line by line, in either lane', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(line, fc.constantFrom('', ' ', '[]', '"x"', '{"persona":"a\tb"}'))),
        cuts,
        (lines, lengths) => {
          const bytes = utf8(lines.join('\n'));
          const expected = lines.flatMap((text, i) => slowly(text, i + 1));
          expect(readAll(shapeOf('jsonl'), mappingOf('persona'), bytes, lengths).calls).toEqual(expected);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('takes the fast lane for what most files consist of, and gives the same as the slow one', () => {
    const bytes = utf8('{"persona":"A nurse in Porto"}\n{ "id": "7", "persona": "Two" }\r\n{"persona":"Très"}\n');
    const fast = readAll(shapeOf('jsonl'), mappingOf('persona'), bytes);
    expect(fast.plains).toBe(2);
    expect(fast.calls).toEqual(['1: A nurse in Porto', '2: Two', '3: Très']);
    const slow = readAll(shapeOf('jsonl'), mappingOf('persona', { id: 'text' }), bytes);
    expect(slow.plains).toBe(0);
    expect(slow.calls).toEqual(['1: A nurse in Porto [null]', '2: Two ["7"]', '3: Très [null]']);
  });

  it('rejects a row alone for its encoding, its length or its text', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"persona":"one"}\n{"persona":"caf'),
      Buffer.from([0xe9]),
      Buffer.from(
        `"}\n{"persona":"${'x'.repeat(MAX_TEXT_BYTES + 1)}"}\n{"persona":"${'一'.repeat(MAX_TEXT_BYTES / 3 + 1)}"}\n{"persona":"${'x'.repeat(1 << 20)}"}\n`,
      ),
      Buffer.from(
        `{"persona":"${'x'.repeat(MAX_TEXT_BYTES)}"}\nnull\n{"persona":" "}\n{"persona":3}\n{"persona":"last"}`,
      ),
    ]);
    const short = readAll(shapeOf('jsonl'), mappingOf('persona'), bytes, [40_000]).calls.map((call) =>
      call.slice(0, 30),
    );
    expect(short).toEqual(
      [
        '1: one',
        '2! bad-encoding: {"persona":"c',
        '3! text-too-long: {"persona":"',
        '4! text-too-long: {"persona":"',
        '5! line-too-long: {"persona":"',
        `6: ${'x'.repeat(27)}`,
        '7! not-an-object: null',
        '8! empty-text: {"persona":" "}',
        '9! no-text: {"persona":3}',
        '10: last',
      ].map((call) => call.slice(0, 30)),
    );
  });

  it('holds no more than a row of a line without end', () => {
    const calls: string[] = [];
    const chunk = new Uint8Array(1 << 20).fill(0x78);
    const result = readAll(
      shapeOf('jsonl'),
      mappingOf('persona'),
      Buffer.concat([...Array<Uint8Array>(8).fill(chunk), utf8('\n{"persona":"b"}')]),
      [65_536],
    );
    calls.push(...result.calls);
    expect(calls).toEqual([`1! line-too-long: ${'x'.repeat(200)}`, '2: b']);
  });
});

describe('encodings', () => {
  it.each([
    ['utf-8', Buffer.from('\ufeff{"persona":"Zoë 👩‍🌾"}\n', 'utf8')],
    ['utf-16le', Buffer.from('\ufeff{"persona":"Zoë 👩‍🌾"}\n', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeff{"persona":"Zoë 👩‍🌾"}\n', 'utf16le').swap16()],
  ] as const)('reads %s with its mark, cut anywhere', (encoding, bytes) => {
    for (const length of [1, 2, 3, 100]) {
      expect(readAll(shapeOf('jsonl', { encoding }), mappingOf('persona'), bytes, [length]).calls).toEqual([
        '1: Zoë 👩‍🌾',
      ]);
    }
  });

  it('rejects the row with half a surrogate pair', () => {
    const bytes = Buffer.from('{"persona":"a"}\n{"persona":"\ud83d"}\n{"persona":"b"}', 'utf16le');
    const { calls } = readAll(shapeOf('jsonl', { encoding: 'utf-16le' }), mappingOf('persona'), bytes);
    expect(calls.map((call) => call.slice(0, 15))).toEqual(['1: a', '2! bad-encoding', '3: b']);
  });
});

describe('plain lines', () => {
  it('makes a persona of each line', () => {
    const bytes = utf8('A nurse\r\n\n  spaced   out \n一位在成都的厨师\n');
    const { calls, plains } = readAll(shapeOf('lines'), mappingOf('text'), bytes);
    expect(calls).toEqual(['1: A nurse', '3: spaced out', '4: 一位在成都的厨师']);
    expect(plains).toBe(1);
  });
});
