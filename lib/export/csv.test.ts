import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, toCsv } from './csv.ts';

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
  unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ' ', "'", 'a', 'é', '雪', '😀'),
});
const text = fc.oneof(nasty, fc.string({ unit: 'grapheme' }));
const seen = (value: string) => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

describe('toCsv', () => {
  it('gives every field back as it was, formulas with an apostrophe in front', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 6 }), (table) => {
        const records = table.map(([a, b, c]) => ({ a, 'b, "c"': b, '=d': c }));
        expect(parse(toCsv(records))).toEqual([['a', 'b, "c"', "'=d"], ...table.map((row) => row.map(seen))]);
      }),
    );
  });

  it('never starts a field with what a spreadsheet would run', () => {
    fc.assert(
      fc.property(text, (value) => {
        const [[field = ''] = []] = parse(`${csvField(value)}\r\n`);
        expect(field).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  it('writes numbers bare, nothing for null, and lists as JSON', () => {
    expect(toCsv([{ vote: -1, persona: null, dedup: [{ keep: 'first' }], rate: 0.5 }])).toBe(
      'vote,persona,dedup,rate\r\n-1,,"[{""keep"":""first""}]",0.5\r\n',
    );
    expect(toCsv([])).toBe('');
  });
});
