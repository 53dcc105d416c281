import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, csvHeader, csvRows, withoutGuard } from './csv.ts';

/** RFC 4180 as simply as it can be read. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"' && quoted && text.charAt(at + 1) === '"') {
      field += '"';
      at += 1;
    } else if (char === '"') quoted = !quoted;
    else if (quoted || (char !== ',' && char !== '\r')) field += char;
    else {
      row.push(field);
      field = '';
      if (char === ',') continue;
      rows.push(row);
      row = [];
      // The line feed after it.
      at += 1;
    }
  }
  return rows;
}

const nasty = fc.string({
  unit: fc.constantFrom(
    ...['=', '+', '-', '@', '＝', '－', '\t', '\r', '\n', '"', '“', ',', ';', ' ', "'", '\u200b', 'a', '雪', '😀'],
  ),
});
const text = fc.oneof(nasty, fc.string({ unit: 'grapheme' }));

const toCsv = (records: readonly object[]) => {
  const names = Object.keys(records[0] ?? {});
  return csvHeader(names) + csvRows(names, records);
};

describe('CSV', () => {
  it('gives every field back as it was, once the apostrophe before formulas is taken away', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 6 }), (table) => {
        const records = table.map(([a, b, c]) => ({ a, 'b, "c"': b, '=d': c }));
        const [header, ...rows] = parse(toCsv(records));
        expect(header).toEqual(['a', 'b, "c"', "'=d"]);
        expect(rows.map((row) => row.map(withoutGuard))).toEqual(table);
      }),
    );
  });

  it('never starts a field with what a spreadsheet would run', () => {
    fc.assert(
      fc.property(text, (value) => {
        const [[field = ''] = []] = parse(`${csvField(value)}\r\n`);
        // As a spreadsheet may see it that drops quotes, spaces and what cannot be seen; a leading apostrophe is text to it.
        const dropped = field.startsWith("'") ? field : field.replace(/^["“ \n\u200b]+/, '');
        expect(dropped).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      }),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['＝1', "'＝1"],
    ['"=1', '"\'""=1"'],
    [' -1', "' -1"],
    ["'=1", "''=1"],
    ['\u202e=1', "'\u202e=1"],
    ["'quoted'", "'quoted'"],
    ['- a point', "'- a point"],
    ['a = b', 'a = b'],
    ['a;=1', '"a;=1"'],
  ])('writes %j as %s', (value, field) => {
    expect(csvField(value)).toBe(field);
    const [[read = ''] = []] = parse(`${field}\r\n`);
    expect(withoutGuard(read)).toBe(value);
  });

  it('writes numbers bare, nothing for null, and lists as JSON', () => {
    expect(toCsv([{ vote: -1, persona: null, dedup: [{ keep: 'first' }], rate: 0.5 }])).toBe(
      'vote,persona,dedup,rate\r\n-1,,"[{""keep"":""first""}]",0.5\r\n',
    );
  });
});
