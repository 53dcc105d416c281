import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShardId } from '../model/ids.ts';
import type { ColumnInfo } from '../model/shard.ts';
import { normalisePersona } from './normalise.ts';
import { partBytes, unpackRow, unpackText } from './pack.ts';
import { type Attributes, MAX_TEXT_BYTES, PART_SIZE, PartBuilder, sealPart } from './part-builder.ts';

const shard = 'test' as ShardId;
const columns: readonly ColumnInfo[] = [
  { name: 'group', kind: 'category', role: null },
  { name: 'age', kind: 'integer', role: 'age' },
  { name: 'note', kind: 'text', role: null },
];
const encoder = new TextEncoder();

const text = fc
  .oneof(fc.string({ minLength: 1, maxLength: 300 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }))
  .map(normalisePersona)
  .filter((found) => found !== '');
const attributes = fc.tuple(
  fc.option(fc.oneof(fc.constantFrom('a', 'b'), fc.string({ minLength: 1 }))),
  fc.option(fc.integer({ min: -0x7fff_ffff, max: 0x7fff_ffff })),
  fc.option(fc.string({ unit: 'grapheme', minLength: 1 })),
);
const row = fc.record({ text, attributes, asBytes: fc.boolean() });
type Row = { readonly text: string; readonly attributes: Attributes; readonly asBytes: boolean };

function add(builder: PartBuilder, { text, attributes, asBytes }: Row): void {
  if (!asBytes) {
    builder.addText(text, attributes);
    return;
  }
  const bytes = encoder.encode(`##${text}##`);
  builder.addBytes(bytes, 2, bytes.length - 2, attributes);
  bytes.fill(0); // what was given is the caller's again
}

describe('a part builder', () => {
  it('gives the same part for the same rows, as bytes or text, new or used before', async () => {
    const used = new PartBuilder(columns);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const fresh = new PartBuilder(columns);
        for (const given of rows) add(fresh, given);
        for (const given of rows) add(used, { ...given, asBytes: !given.asBytes });
        expect(used.count).toBe(rows.length);
        const part = await sealPart(fresh.take(shard, 4));
        expect(await sealPart(used.take(shard, 4))).toEqual(part);
        expect(used.count).toBe(0);
        expect(rows.map((_, i) => unpackText(part, i))).toEqual(rows.map((given) => given.text));
        expect(rows.map((_, i) => unpackRow(part, i, columns))).toEqual(rows.map((given) => given.attributes));
      }),
    );
  });

  it('leaves unknown what it cannot hold', async () => {
    const builder = new PartBuilder(columns);
    for (const given of [['', 1.5, ''], [null, 2 ** 31, null], [7, -(2 ** 31), 8], [], ['x', 'no number', null]]) {
      builder.addText('one', given);
    }
    const part = await sealPart(builder.take(shard, 0));
    const read = Array.from({ length: part.count }, (_, i) => unpackRow(part, i, columns));
    const nothing = [null, null, null];
    expect(read).toEqual([nothing, nothing, ['7', null, '8'], nothing, ['x', null, null]]);
    expect(part.columns.map((column) => column.name)).toEqual(['group', 'note']);
  });

  it('refuses a row too many, an empty text and one too long, and goes on after it', () => {
    const builder = new PartBuilder([]);
    const long = 'é'.repeat(MAX_TEXT_BYTES / 2);
    expect(() => builder.addText('')).toThrow(/no text/);
    expect(() => builder.addText(`${long}x`)).toThrow(/8 KiB/);
    expect(() => builder.addBytes(new Uint8Array(MAX_TEXT_BYTES + 1), 0, MAX_TEXT_BYTES + 1)).toThrow(/8 KiB/);
    expect(builder.addText(long)).toBe(MAX_TEXT_BYTES);
    while (!builder.full) builder.addText('x');
    expect(() => builder.addText('x')).toThrow(/4096/);
    const part = builder.take(shard, 0);
    expect([part.count, part.text.length]).toEqual([PART_SIZE, MAX_TEXT_BYTES + PART_SIZE - 1]);
  });

  it('cuts attributes that are too long, between two characters, and keeps a part below 64 MiB', async () => {
    const many: ColumnInfo[] = Array.from({ length: 3 }, (_, i) => ({ name: `${i}`, kind: 'text', role: null }));
    const builder = new PartBuilder(many);
    const long = '横'.repeat(1000);
    const largest = 'x'.repeat(MAX_TEXT_BYTES);
    while (!builder.full) builder.addText(largest, [long, long, long]);
    const part = await sealPart(builder.take(shard, 0));
    expect(partBytes(part)).toBeLessThan(64 * 1024 * 1024);
    expect(unpackRow(part, 0, many)).toEqual([long, long, '横'.repeat(389)]);
  });

  it('writes halves of a pair as U+FFFD', async () => {
    const builder = new PartBuilder(columns);
    builder.addText('one', ['a\uD800', null, '\uDC00']);
    const part = await sealPart(builder.take(shard, 0));
    expect(unpackRow(part, 0, columns)).toEqual(['a\uFFFD', null, '\uFFFD']);
  });
});
