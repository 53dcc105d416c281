import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cuts, mappingOf, readAll, shapeOf, utf8 } from './collect.test-help.ts';

const read = (text: string, field = 'persona', lengths: readonly number[] = []) =>
  readAll(shapeOf('json'), mappingOf(field), utf8(text), lengths).calls;

describe('a JSON document', () => {
  it('gives the rows of any list, however it is printed, cut and wrapped', () => {
    // A list that is written as a text is taken apart elsewhere.
    const persona = fc.stringMatching(/^[a-z{}[\],"\\:é]{1,9}$/).filter((text) => !/^\[.*\]$/.test(text));
    const row = fc.record({ persona, x: fc.anything({ maxDepth: 2 }) });
    const wrap = fc.constantFrom('', 'data', 'rows');
    fc.assert(
      fc.property(fc.array(row), wrap, fc.constantFrom(0, 2), cuts, (rows, key, indent, lengths) => {
        // As JSON has it: without undefined, functions and such.
        const plain = JSON.parse(
          JSON.stringify(rows.map(({ persona }) => ({ persona, x: [{ y: persona }] }))),
        ) as unknown[];
        const document: unknown = key === '' ? plain : { version: 1, notes: [1, [2]], [key]: plain, more: [{ a: 1 }] };
        if (key !== '' && rows.length === 0) return;
        const expected = rows.map(({ persona }, i) => `${i + 1}: ${persona}`);
        expect(read(JSON.stringify(document, null, indent), 'persona', lengths)).toEqual(expected);
      }),
    );
  });

  it.each([
    ['[]', []],
    ['{"persona":"only one"}', ['1: only one']],
    ['{"persona":{"name":"Oscar","age":30},"skills":[{"a":1}]}', ['1: Oscar, 30.']],
    ['[{"persona":"a"},{"persona":tru},{"persona":"c"}]', ['1: a', '2! not-json: {"persona":tru}', '3: c']],
    ['[{"persona":"a"} {"persona":"b"},3]', ['1! not-json: {"persona":"a"} {"persona":"b"}', '2! not-an-object: 3']],
    ['[{"persona":"a"},{"pers', ['1: a', 'fault file-corrupt']],
    ['[{"persona":"a"}] x', ['1: a', 'fault file-corrupt']],
    ['{"persona":"a"}\n{"persona":"b"}', ['fault file-corrupt']],
    ['hello', ['fault file-corrupt']],
    ['[{"persona":"a"},,{"persona":"b"},]', ['1: a', '2! not-json: ', '3: b']],
    ['  ', []],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(read(text, 'persona', [1])).toEqual(expected);
  });

  it('takes bare texts for rows', () => {
    expect(read('["A nurse", "A  cook"]', 'text')).toEqual(['1: A nurse', '2: A cook']);
  });

  it('streams a large object and rejects an element beyond the limit alone', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => ({ persona: `Person number ${i} of the list` }));
    const rows: unknown[] = [...many, { persona: 'x'.repeat(1 << 21) }, { persona: 'last' }];
    const calls = read(JSON.stringify({ about: 'personas', rows }), 'persona', [65_536]);
    expect(calls.length).toBe(30_002);
    expect(calls[29_999]).toBe('30000: Person number 29999 of the list');
    expect(calls[30_000]?.slice(0, 22)).toBe('30001! line-too-long: ');
    expect(calls[30_001]).toBe('30002: last');
  });
});
