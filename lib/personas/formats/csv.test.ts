import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cuts, mappingOf, readAll, shapeOf, utf8 } from './collect.test-help.ts';

const quote = (cell: string) => (/[",;\t\r\n]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell);
const cell = fc.string({
  unit: fc.constantFrom('a', 'b', '"', ',', '\n', '\r\n', 'é', ';', '\t', '.'),
  minLength: 1,
  maxLength: 6,
});

describe('CSV', () => {
  it('reads what a writer wrote, with the lines on which records begin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell)),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.boolean(),
        cuts,
        (rows, lineEnd, tabs, lastEnd, lengths) => {
          const header = ['note', 'persona'];
          const records = [header, ...rows.map(([note, text]) => [note, `x${text}x`])];
          const text =
            records.map((record) => record.map(quote).join(tabs ? '\t' : ',')).join(lineEnd) + (lastEnd ? lineEnd : '');
          let line = 2;
          const expected = rows.map(([note, persona]) => {
            const said = (value: string) => value.replace(/\s+/g, ' ').trim();
            const call = `${line}: ${said(`x${persona}x`)} ${JSON.stringify([said(note) || null])}`;
            line += 1 + (note + persona).split('\n').length - 1;
            return call;
          });
          const { calls } = readAll(
            shapeOf(tabs ? 'tsv' : 'csv'),
            mappingOf('persona', { note: 'text' }),
            utf8(text),
            lengths,
          );
          expect(calls).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  const read = (text: string, field = 'persona', header = true) => {
    const calls = readAll(shapeOf('csv', { header }), mappingOf(field), utf8(text)).calls;
    expect(readAll(shapeOf('csv', { header }), mappingOf(field), utf8(text), [1]).calls).toEqual(calls);
    return calls;
  };

  it.each([
    [
      'ragged rows',
      'a,persona\n1,x\n2\n3,y,z\n4,w\n',
      ['2: x', '3! wrong-columns: 2', '4! wrong-columns: 3,y,z', '5: w'],
    ],
    ['an unclosed quote', 'a,persona\n1,"x\n2,y\n3,z\n', ['2! unreadable: 1,"x', '3: y', '4: z']],
    ['letters behind a quote', 'a,persona\n1,"x"y\n2,y\n', ['2! unreadable: 1,"x"y', '3: y']],
    ['empty lines', 'a,persona\r\n\r\n1,x\r\n\r\n', ['3: x']],
    ['semicolons', 'a;persona\n1;x, y\n', ['2: x, y']],
    ['a column that is not there', 'a,b\n1,x\n', ['fault bad-input']],
    ['a header with a name twice', 'persona,persona\nx,y\n', ['2: x']],
    ['a quote in the middle of a cell', 'persona\nthe "old" cook\n', ['2: the "old" cook']],
  ])('reads %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('tells apart columns of one name, and numbers those without one', () => {
    expect(read('persona,persona,\nx,y,z\n', 'persona (2)')).toEqual(['2: y']);
    expect(read('persona,persona,\nx,y,z\n', '3')).toEqual(['2: z']);
    expect(read('x,y\nz,w\n', '2', false)).toEqual(['1: y', '2: w']);
  });

  it('rejects bytes that are no UTF-8 in their row only', () => {
    const bytes = Buffer.concat([Buffer.from('persona,a\nx,1\nca'), Buffer.from([0xff]), Buffer.from(',2\ny,3\n')]);
    const { calls } = readAll(shapeOf('csv'), mappingOf('persona'), bytes);
    expect(calls.map((call) => call.slice(0, 15))).toEqual(['2: x', '3! bad-encoding', '4: y']);
  });

  it('rejects a record beyond the limit and goes on behind its first line', () => {
    const long = 'x'.repeat(1 << 20);
    const text = `persona,a\nx,1\n${long},2\ny,3\n"${long}\n${long}",4\nz,5\n`;
    for (const lengths of [[], [65_536], [1 << 20]]) {
      const { calls } = readAll(shapeOf('csv'), mappingOf('persona'), utf8(text), lengths);
      expect(calls.map((call) => call.slice(0, 16))).toEqual([
        '2: x',
        '3! line-too-long',
        '4: y',
        '5! line-too-long',
        '6! line-too-long',
        '7: z',
      ]);
    }
  });
});
