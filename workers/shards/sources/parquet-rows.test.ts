import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { mappingOf, shapeOf } from '../../../lib/personas/formats/collect.test-help.ts';
import { memoryFile, rowsOf } from './files.test-help.ts';

const shape = shapeOf('parquet');

const optional = { repetition_type: 'OPTIONAL' } as const;
const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', ...optional } as const;

/** A struct, a list and columns of other kinds, with gaps in all of them. */
function nestedFile(): Uint8Array {
  const written = parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: 4 },
      { name: 'persona', num_children: 2, ...optional },
      { name: 'name', ...text },
      { name: 'age', type: 'INT32', ...optional },
      { name: 'lines', converted_type: 'LIST', num_children: 1, ...optional },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', ...text },
      { name: 'id', type: 'INT64', ...optional },
      { name: 'country', ...text },
    ],
    columnData: [
      { name: 'persona', data: [{ name: 'Ana', age: 30 }, { name: 'Ben', age: null }, null] },
      { name: 'lines', data: [['I sing.', 'I cook.'], null, ['I swim.']] },
      { name: 'id', data: [1n, null, 3n] },
      { name: 'country', data: ['PT', 'None', null] },
    ],
  });
  return new Uint8Array(written);
}

describe('Parquet', () => {
  it('reads all rows of several groups, in order, and says how much of the file is behind', async () => {
    const count = 2500;
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'persona', data: Array.from({ length: count }, (_, i) => `Person  ${i + 1}`), type: 'STRING' },
          { name: 'age', data: Array.from({ length: count }, (_, i) => i % 90), type: 'INT32' },
          { name: 'unused', data: Array.from({ length: count }, (_, i) => `text ${i}`), type: 'STRING' },
        ],
        rowGroupSize: 1100,
      }),
    );
    const { calls, told } = await rowsOf(
      memoryFile('a.parquet', bytes),
      shape,
      mappingOf('persona', { age: 'integer', absent: 'text' }),
    );
    expect(calls).toEqual(Array.from({ length: count }, (_, i) => `${i + 1}: Person ${i + 1} [${i % 90},null]`));
    expect(told.every((each, i) => each >= (told[i - 1] ?? 0) && each <= bytes.length)).toBe(true);
    expect(told.at(-1)).toBe(bytes.length);
  });

  it('reads structs and lists, and rejects rows whose text is missing', async () => {
    const file = memoryFile('a.parquet', nestedFile());
    const columns = { 'persona.age': 'integer', id: 'integer', country: 'category' } as const;
    expect((await rowsOf(file, shape, mappingOf('persona.name', columns))).calls).toEqual([
      '1: Ana [30,1,"PT"]',
      '2: Ben [null,null,null]',
      '3! no-text: {"persona":null,"id":3,"country":null}',
    ]);
    expect((await rowsOf(file, shape, mappingOf('lines'))).calls).toEqual([
      '1: I sing. I cook.',
      '2! no-text: {"lines":null}',
      '3: I swim.',
    ]);
  });

  it('refuses a mapping to a column that is not there', async () => {
    const { calls } = await rowsOf(memoryFile('a.parquet', nestedFile()), shape, mappingOf('text'));
    expect(calls).toEqual(['fault bad-input']);
  });

  it('answers damage anywhere, and files that break off, with faults only', async () => {
    const whole = nestedFile();
    const damaged = fc.tuple(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length)).map(([at, byte, length]) => {
      const bytes = whole.slice();
      bytes[at] = byte;
      return bytes.subarray(0, length);
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.uint8Array()), async (bytes) => {
        await rowsOf(memoryFile('a.parquet', bytes), shape, mappingOf('persona.name'));
      }),
      { numRuns: 150 },
    );
    expect((await rowsOf(memoryFile('a', whole.subarray(0, 200)), shape, mappingOf('persona.name'))).calls).toEqual([
      'fault file-corrupt',
    ]);
  });
});
