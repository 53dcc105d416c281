import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FaultError } from '../model/fault.ts';
import type { ShardId } from '../model/ids.ts';
import type { PersonaLabels } from '../model/persona.ts';
import type { ColumnInfo, PackedPart } from '../model/shard.ts';
import { normalisePersona, personaId } from './normalise.ts';
import {
  labelColumns,
  labelRow,
  packShard,
  PART_SIZE,
  type PersonaInput,
  unpackAttributes,
  unpackPersona,
  unpackText,
} from './pack.ts';
import { PartBuilder, sealPart } from './part-builder.ts';
import { searchParts } from './plain-search.test-help.ts';
import { hashPart, hashPartNow, hashShard } from './shard-hash.ts';

const shard = 'test' as ShardId;
const label = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('Asia', 'Africa'));
const labels: fc.Arbitrary<PersonaLabels> = fc.record(
  { region: label, country: label, age: label, occupation: label, gender: label, language: label },
  { requiredKeys: [] },
);
const persona: fc.Arbitrary<PersonaInput> = fc.record({
  text: fc.string({ unit: 'binary', minLength: 1 }).filter((text) => normalisePersona(text) !== ''),
  labels,
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function code(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof FaultError) return thrown.fault.code;
    throw thrown;
  }
  return 'none';
}

function packLabelled(personas: readonly PersonaInput[], id = shard) {
  const columns = labelColumns(personas);
  return packShard(
    id,
    columns,
    personas.map((persona) => labelRow(persona, columns)),
  );
}

/** Everything a reader may ask of a part. */
function readWhole(part: PackedPart): readonly unknown[] {
  const columns: ColumnInfo[] = [{ name: 'region', kind: 'category', role: 'region' }];
  const read: unknown[] = [unpackText(part, 0)];
  for (let i = 0; i < part.count; i += 1) read.push(unpackPersona(part, i, columns), unpackAttributes(part, i));
  return read;
}

describe('packing', () => {
  it('gives back every text, label and id, of any Unicode', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(persona, { maxLength: 30 }), async (given) => {
        const columns = labelColumns(given);
        const parts = await packLabelled(given);
        const expected = given.map(({ text, labels }) => {
          const normalised = normalisePersona(text);
          return { id: personaId(text), text: normalised, labels: { ...labels }, shard };
        });
        const read = (part: PackedPart) =>
          Array.from({ length: part.count }, (_, i) => unpackPersona(part, i, columns));
        expect(parts.flatMap(read)).toEqual(expected);
        expect(structuredClone(parts).flatMap(read)).toEqual(expected);
      }),
    );
  });

  it('splits a shard into full parts and a rest', async () => {
    const many = Array.from({ length: PART_SIZE * 2 + 1 }, (_, i) => ({ text: `Persona ${i}`, attributes: [] }));
    const parts = await packShard(shard, [], many);
    expect(parts.map((part) => [part.index, part.count])).toEqual([
      [0, PART_SIZE],
      [1, PART_SIZE],
      [2, 1],
    ]);
    const last = parts[2];
    expect(last && unpackText(last, 0)).toBe(`Persona ${PART_SIZE * 2}`);
    expect(await packShard(shard, [], [])).toEqual([]);
  });

  it('refuses empty texts and positions that are not there', async () => {
    await expect(packShard(shard, [], [{ text: ' \n', attributes: [] }])).rejects.toBeInstanceOf(FaultError);
    const [part] = await packShard(shard, [], [{ text: 'one', attributes: [] }]);
    for (const i of [-1, 1, 0.5, NaN]) expect(code(() => part && unpackText(part, i))).toBe('bad-input');
  });
});

const good = await packLabelled([
  { text: 'Zoë, a baker', labels: { region: 'Europe' } },
  { text: 'A farmer', labels: { region: 'Asia', age: '30-44' } },
]).then(([part]) => part as PackedPart);
const mixed = await (() => {
  const builder = new PartBuilder([
    { name: 'n', kind: 'integer', role: null },
    { name: 't', kind: 'text', role: null },
  ]);
  builder.addText('one', [1, 'é']);
  return sealPart(builder.take(shard, 0));
})();

describe('a damaged part', () => {
  it.each<[string, (part: PackedPart) => unknown]>([
    ['a count that is too large', (part) => ({ ...part, count: 4_000_000_000 })],
    ['a negative count', (part) => ({ ...part, count: -1 })],
    ['another version', (part) => ({ ...part, version: 1 })],
    ['no hash', (part) => ({ ...part, hash: undefined })],
    ['offsets that run backwards', (part) => ({ ...part, offsets: Uint32Array.of(0, 23, 21) })],
    ['offsets past the text', (part) => ({ ...part, offsets: Uint32Array.of(0, 13, 900) })],
    ['an offset inside a letter', (part) => ({ ...part, offsets: Uint32Array.of(0, 3, part.text.length) })],
    ['offsets that skip the start', (part) => ({ ...part, offsets: Uint32Array.of(1, 13, part.text.length) })],
    ['text that is cut off', (part) => ({ ...part, text: part.text.subarray(0, 5) })],
    ['bytes that are not UTF-8', (part) => ({ ...part, text: part.text.map(() => 0xff) })],
    ['a code past its dictionary', (part) => ({ ...part, columns: [{ ...part.columns[0], values: [] }] })],
    [
      'a column that is too short',
      (part) => ({ ...part, columns: [{ ...part.columns[0], codes: Uint16Array.of(1) }] }),
    ],
    ['a column of no known kind', (part) => ({ ...part, columns: [{ ...part.columns[0], kind: 'password' }] })],
    ['too few numbers', () => ({ ...mixed, columns: [{ ...mixed.columns[0], numbers: new Int32Array() }] })],
    ['a text column cut off', () => ({ ...mixed, columns: [{ ...mixed.columns[1], text: new Uint8Array(1) }] })],
    [
      'a text column of no UTF-8',
      () => ({ ...mixed, columns: [{ ...mixed.columns[1], text: Uint8Array.of(9, 200) }] }),
    ],
    ['no text at all', (part) => ({ ...part, text: undefined })],
    ['a name that is no text', () => ({ shard: { toString: 0 }, index: [[]] })],
    ['nothing', () => ({})],
  ])('with %s is a fault', (_, damage) => {
    expect(code(() => readWhole(damage(good) as PackedPart))).toBe('shard-corrupt');
  });

  it('never crashes or hangs a reader, whatever is in it', () => {
    const words = fc.array(fc.nat(0xffff_ffff), { maxLength: 5 });
    const junk = fc.record(
      {
        version: fc.oneof(fc.constant(2), fc.anything()),
        shard: fc.oneof(fc.string(), fc.anything()),
        index: fc.oneof(fc.nat(), fc.anything()),
        count: fc.oneof(fc.nat(4), fc.integer(), fc.double(), fc.anything()),
        text: fc.oneof(fc.uint8Array(), fc.anything()),
        offsets: fc.oneof(
          words.map((w) => Uint32Array.from(w)),
          fc.anything(),
        ),
        columns: fc.oneof(fc.constant([]), fc.anything()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.boolean(), junk, (some, damage) => {
        const part = (some ? { ...good, ...damage } : damage) as PackedPart;
        // A part of no personas is sound, and then there is no persona 0.
        const allowed = part.count === 0 ? ['bad-input', 'shard-corrupt'] : ['none', 'shard-corrupt'];
        expect(allowed).toContain(code(() => readWhole(part)));
        expect(['none', 'shard-corrupt']).toContain(code(() => searchParts([part], 'a', 5, () => [])));
      }),
      { numRuns: 1000 },
    );
  });

  it('has another hash, whichever byte is wrong', async () => {
    const part = await sealPart(good);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
        const text = Uint8Array.from(part.text);
        const at = place % text.length;
        text[at] = (text[at] ?? 0) ^ flip;
        expect(await hashPart({ ...part, text })).not.toBe(part.hash);
      }),
    );
    expect(await hashPart({ ...part, offsets: Uint32Array.of(0, 12, part.text.length) })).not.toBe(part.hash);
    expect(await hashPart({ ...part, index: 1 })).not.toBe(part.hash);
    expect(await hashPart({ ...part, columns: [] })).not.toBe(part.hash);
  });
});

describe('hashes', () => {
  it('are the same for the same personas, under any name', async () => {
    const rows = [{ text: 'A nurse in Porto', labels: { age: '30-44' } }];
    const [part] = (await packLabelled(rows)) as [PackedPart];
    // Runs and links refer to it. A change here makes every shard import again.
    expect(part.hash).toBe('59a4762bcdf0bc4724a9a076bd5946d0e32ee22d4cae046ddaa7ff012fd6a004');
    expect(hashShard([part.hash])).toBe('36606fba561aa4098829af65530af08fd9455341b5b2615eec69b01bfcc032c8');
    const [other] = (await packLabelled(rows, 'other' as ShardId)) as [PackedPart];
    expect(other.hash).toBe(part.hash);
    expect(hashShard([])).not.toBe(hashShard([part.hash]));
  });

  it('are the same with and without the browser’s own', async () => {
    const byBrowser = await Promise.all([good, mixed].map(hashPart));
    vi.stubGlobal('crypto', {});
    expect(await Promise.all([good, mixed].map(hashPart))).toEqual(byBrowser);
    expect([good, mixed].map(hashPartNow)).toEqual(byBrowser);
  });
});
