import { describe, expect, it } from 'vitest';
import type { ShardId } from '../../model/ids.ts';
import { type LabelName } from '../../model/persona.ts';
import {
  type ColumnInfo,
  labelOrigins,
  type LabelPart,
  type PackedColumn,
  type PackedPart,
} from '../../model/shard.ts';
import { attributeInSteps, attributePart } from './attribute-part.ts';
import { ATTRIBUTOR } from './version.ts';

const never = (): null => null;
const encoder = new TextEncoder();

function pack(texts: readonly string[]): { text: Uint8Array<ArrayBuffer>; offsets: Uint32Array<ArrayBuffer> } {
  const rows = texts.map((row) => encoder.encode(row));
  const offsets = new Uint32Array(texts.length + 1);
  rows.forEach((row, i) => (offsets[i + 1] = (offsets[i] ?? 0) + row.length));
  const text = new Uint8Array(offsets[texts.length] ?? 0);
  rows.forEach((row, i) => text.set(row, offsets[i]));
  return { text, offsets };
}

function partOf(texts: readonly string[], columns: readonly PackedColumn[] = []): PackedPart {
  return { version: 2, shard: 's' as ShardId, index: 3, count: texts.length, ...pack(texts), columns, hash: '' };
}

const info = (name: string, kind: ColumnInfo['kind'], role: LabelName | null): ColumnInfo => ({ name, kind, role });

function labelOf(
  part: LabelPart,
  name: LabelName,
  row: number,
): readonly [value: string | null, origin: string | undefined] {
  const column = part.columns.find((each) => each.name === name);
  const code = column?.codes[row] ?? 0;
  return [code === 0 ? null : (column?.values[code - 1] ?? 'missing'), labelOrigins[column?.origins[row] ?? 0]];
}

describe('attributePart', () => {
  it('labels rows by their texts', () => {
    const part = attributePart(partOf(['A nurse in Porto', '12', 'A retired baker']), [], never);
    expect(part).toMatchObject({ version: 1, shard: 's', index: 3, count: 3, attributor: ATTRIBUTOR });
    expect(labelOf(part, 'occupation', 0)).toEqual(['2', 'text']);
    expect(labelOf(part, 'country', 0)).toEqual(['PT', 'text']);
    expect(labelOf(part, 'region', 0)).toEqual(['Europe', 'text']);
    expect(labelOf(part, 'script', 1)).toEqual([null, 'unknown']);
    expect(labelOf(part, 'occupation', 2)).toEqual([null, 'unknown']);
    expect(part.columns.some((column) => column.name === 'age')).toBe(false);
  });

  it('lets a column beat the text, and the text fill what the column leaves open', () => {
    const columns: PackedColumn[] = [
      { kind: 'category', name: 'sex', values: ['F', 'unknown'], codes: Uint16Array.of(1, 2, 0) },
      { kind: 'integer', name: 'age', numbers: Int32Array.of(70, -(2 ** 31), 20) },
      { kind: 'text', name: 'land', ...pack(['Japan', '', 'Nowhereland']) },
      { kind: 'category', name: 'job', values: ['baker', 'student', '???'], codes: Uint16Array.of(1, 2, 3) },
      { kind: 'category', name: 'note', values: ['male'], codes: Uint16Array.of(1, 1, 1) },
    ];
    const infos = [
      info('sex', 'category', 'gender'),
      info('age', 'integer', 'age'),
      info('land', 'text', 'country'),
      info('job', 'category', 'occupation'),
      info('note', 'category', null),
    ];
    const text = 'A 34-year-old man, a nurse in Porto';
    const texts = [text, text, 'A 34-year-old male nurse in Porto'];
    const part = attributePart(partOf(texts, columns), infos, never);
    expect([0, 1, 2].map((row) => labelOf(part, 'gender', row))).toEqual([
      ['female', 'column'],
      ['male', 'text'],
      ['male', 'text'],
    ]);
    expect([0, 1, 2].map((row) => labelOf(part, 'age', row))).toEqual([
      ['65-74', 'column'],
      ['25-34', 'text'],
      ['15-24', 'column'],
    ]);
    expect([0, 2].map((row) => labelOf(part, 'country', row))).toEqual([
      ['JP', 'column'],
      ['PT', 'text'],
    ]);
    // The region and the likely first language follow the column's country.
    expect(labelOf(part, 'region', 0)).toEqual(['Asia', 'column']);
    expect(labelOf(part, 'language', 0)).toEqual(['ja', 'text']);
    expect([0, 1, 2].map((row) => labelOf(part, 'occupation', row))).toEqual([
      ['7', 'column'],
      [null, 'unknown'], // the column says that there is no job
      ['2', 'text'],
    ]);
  });

  it('gives the same in steps', () => {
    const part = partOf(Array.from({ length: 20 }, (_, i) => `A ${20 + i}-year-old nurse in Porto`));
    const steps = attributeInSteps(part, [], never, 6);
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses += 1;
    expect(pauses).toBe(3);
    expect(step.value).toEqual(attributePart(part, [], never));
  });
});
