import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../model/fault.ts';
import type { ShardId } from '../model/ids.ts';
import type { PackedPart, PersonaLabels } from '../model/persona.ts';
import { normalisePersona, personaId } from './normalise.ts';
import { packPersonas, packShard, PART_SIZE, unpackAll, unpackPersona, type PersonaInput } from './pack.ts';
import { searchParts } from './search.ts';
import { hashParts } from './shard-hash.ts';

const shard = 'test' as ShardId;
const label = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('Asia', 'Africa'));
const labels: fc.Arbitrary<PersonaLabels> = fc.record(
  { region: label, country: label, age: label, occupation: label, gender: label, language: label },
  { requiredKeys: [] },
);
const persona: fc.Arbitrary<PersonaInput> = fc.record({
  text: fc.string({ unit: 'binary', minLength: 1 }).filter((text) => normalisePersona(text) !== ''),
  labels,
});
const personas = fc.array(persona, { maxLength: 30 });

function code(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof FaultError) return thrown.fault.code;
    throw thrown;
  }
  return 'none';
}

describe('packing', () => {
  it('gives back every text, label and id', () => {
    fc.assert(
      fc.property(personas, (given) => {
        const part = packPersonas(shard, 3, given);
        const expected = given.map(({ text, labels }) => {
          const normalised = normalisePersona(text);
          return { id: personaId(text), text: normalised, labels: { ...labels }, shard };
        });
        expect([...unpackAll(part)]).toEqual(expected);
        expect(part).toMatchObject({ version: 1, shard, index: 3, count: given.length });
        expect([...unpackAll(structuredClone(part))]).toEqual(expected);
      }),
    );
  });

  it('splits a shard into full parts and a rest', () => {
    const many = Array.from({ length: PART_SIZE * 2 + 1 }, (_, i) => ({ text: `Persona ${i}`, labels: {} }));
    const parts = packShard(shard, many);
    expect(parts.map((part) => [part.index, part.count])).toEqual([
      [0, PART_SIZE],
      [1, PART_SIZE],
      [2, 1],
    ]);
    const last = parts[2];
    expect(last && unpackPersona(last, 0).text).toBe(`Persona ${PART_SIZE * 2}`);
    expect(packShard(shard, [])).toEqual([]);
  });

  it('refuses too many personas, empty texts and positions that are not there', () => {
    const many = Array.from({ length: PART_SIZE + 1 }, () => ({ text: 'x', labels: {} }));
    expect(code(() => packPersonas(shard, 0, many))).toBe('bad-input');
    expect(code(() => packPersonas(shard, 0, [{ text: ' \n', labels: {} }]))).toBe('bad-input');
    const long = { text: 'x'.repeat(5 * 1024 * 1024), labels: {} };
    expect(code(() => packPersonas(shard, 0, [long, long]))).toBe('bad-input');
    const part = packPersonas(shard, 0, [{ text: 'one', labels: {} }]);
    for (const i of [-1, 1, 0.5, NaN]) expect(code(() => unpackPersona(part, i))).toBe('bad-input');
  });
});

describe('a damaged part', () => {
  const good = () =>
    packPersonas(shard, 0, [
      { text: 'Zoë, a baker', labels: { region: 'Europe' } },
      { text: 'A farmer', labels: { region: 'Asia', age: '30-44' } },
    ]);

  it.each<[string, (part: PackedPart) => unknown]>([
    ['a count that is too large', (part) => ({ ...part, count: 4_000_000_000 })],
    ['a negative count', (part) => ({ ...part, count: -1 })],
    ['another version', (part) => ({ ...part, version: 2 })],
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
    ['a label that nobody knows', (part) => ({ ...part, columns: [{ ...part.columns[0], name: 'password' }] })],
    ['no text at all', (part) => ({ ...part, text: undefined })],
    ['a name that is no text', () => ({ shard: { toString: 0 }, index: [[]] })],
    ['nothing', () => ({})],
  ])('with %s is a fault', (_, damage) => {
    expect(code(() => [...unpackAll(damage(good()) as PackedPart)])).toBe('internal');
  });

  it('never crashes or hangs a reader, whatever is in it', () => {
    const words = fc.array(fc.nat(0xffff_ffff), { maxLength: 5 });
    const junk = fc.record(
      {
        version: fc.oneof(fc.constant(1), fc.anything()),
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
      fc.property(fc.boolean(), junk, (mixed, damage) => {
        const part = (mixed ? { ...good(), ...damage } : damage) as PackedPart;
        expect(['none', 'internal']).toContain(code(() => [...unpackAll(part)]));
        expect(['none', 'internal']).toContain(code(() => searchParts([part], 'a', 5)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('hashParts', () => {
  it('is the same for the same personas and another for any other', () => {
    const base = hashParts(packShard(shard, [{ text: 'A nurse in Porto', labels: { age: '30-44' } }]));
    // Runs and links refer to it. A change here makes every shard import again.
    expect(base).toBe('07b79c42af24d9388d348f9ca0c55f705130bcdf7e7b34d149b1e10edca7c135');
    expect(hashParts(packShard('other' as ShardId, [{ text: ' A nurse in  Porto', labels: { age: '30-44' } }]))).toBe(
      base,
    );
    expect(hashParts(packShard(shard, [{ text: 'A nurse in Porto', labels: { region: '30-44' } }]))).not.toBe(base);
    expect(hashParts(packShard(shard, [{ text: 'A nurse in Porto', labels: {} }]))).not.toBe(base);
    expect(hashParts([])).not.toBe(base);
  });
});
