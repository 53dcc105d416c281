import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../model/fault.ts';
import { dequantizeRow, ggmlTypes, halfToNumber, readGguf } from './gguf.ts';
import { f32Tensor, type ValueType, writeGguf, type Written, type WrittenTensor } from './gguf-writer.test-help.ts';

const number = (type: Exclude<ValueType, 'string' | 'bool' | 'array'>, value: fc.Arbitrary<number>) =>
  value.map((n): Written => ({ type, value: n }));
const scalars: readonly fc.Arbitrary<Written>[] = [
  number('u8', fc.nat(255)),
  number('i8', fc.integer({ min: -128, max: 127 })),
  number('u16', fc.nat(65535)),
  number('i16', fc.integer({ min: -32768, max: 32767 })),
  number('u32', fc.nat(2 ** 32 - 1)),
  number('i32', fc.integer()),
  number('f32', fc.float()),
  number('u64', fc.maxSafeNat()),
  number('i64', fc.maxSafeInteger()),
  number('f64', fc.double()),
  fc.boolean().map((value): Written => ({ type: 'bool', value })),
  fc.string({ unit: 'binary' }).map((value): Written => ({ type: 'string', value })),
];
const list = (inner: fc.Arbitrary<Written>): fc.Arbitrary<Written> =>
  fc
    .array(inner, { minLength: 1, maxLength: 4 })
    .map((value) => ({ type: 'array', of: value[0]?.type ?? 'u8', value }));
const anyValue = fc.oneof(...scalars, ...scalars.map(list), ...scalars.map((one) => list(list(one))));
const plain = (written: Written): unknown => (written.type === 'array' ? written.value.map(plain) : written.value);

const half = fc.nat(65535);
const tensorOf = (type: number, rows: number, columns: number, bytes: Uint8Array): WrittenTensor => ({
  name: 't',
  type,
  shape: [rows, columns],
  data: bytes,
});
const sample = writeGguf({
  metadata: [
    ['a.text', { type: 'string', value: 'Grüße' }],
    ['a.list', { type: 'array', of: 'string', value: ['x', 'yy'].map((value) => ({ type: 'string', value })) }],
    ['a.number', { type: 'u32', value: 7 }],
  ],
  tensors: [f32Tensor('m', [2, 3], [1, 2, 3, 4, 5, 6]), f32Tensor('v', [4], [1, 2, 3, 4])],
});

function rowsOf(written: WrittenTensor): number[][] {
  const tensor = readGguf(writeGguf({ tensors: [f32Tensor('before', [3], [1, 2, 3]), written] })).tensors.get('t');
  if (!tensor) throw new Error('no tensor');
  const [rows = 0, columns = 0] = tensor.shape;
  return Array.from({ length: rows }, (_, row) => {
    const out = new Float32Array(columns);
    dequantizeRow(tensor, row, out);
    return [...out];
  });
}

describe('readGguf', () => {
  it('reads back every kind of value, under any alignment', () => {
    const entries = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), anyValue), {
      selector: ([key]) => key,
      maxLength: 6,
    });
    fc.assert(
      fc.property(entries, fc.constantFrom(1, 8, 32, 64), fc.constantFrom(2, 3), (metadata, alignment, version) => {
        const tensors = [f32Tensor('a', [3], [1, 2, 3]), f32Tensor('b', [2, 2], [4, 5, 6, 7])];
        const read = readGguf(writeGguf({ metadata, alignment, tensors, version }));
        for (const [key, value] of metadata) expect(read.metadata.get(key)).toEqual(plain(value));
        for (const { name, shape, data } of tensors) {
          expect(read.tensors.get(name)?.shape).toEqual(shape);
          expect([...(read.tensors.get(name)?.data ?? [])]).toEqual([...data]);
        }
      }),
    );
  });

  const code = (bytes: Uint8Array) => {
    try {
      const { tensors } = readGguf(bytes);
      for (const tensor of tensors.values())
        dequantizeRow(tensor, 0, new Float32Array(Math.min(1e6, tensor.shape.at(-1) ?? 1)));
      return 'read';
    } catch (thrown) {
      if (thrown instanceof FaultError) return thrown.fault.code;
      throw thrown;
    }
  };

  it('calls every truncation of a file damaged', () => {
    for (let length = 0; length < sample.length; length++) expect(code(sample.slice(0, length))).toBe('model-corrupt');
    expect(code(sample)).toBe('read');
  });

  it('reads, or names a fault, whatever the bytes are', () => {
    const flips = fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(flips, fc.uint8Array({ maxLength: 200 }), (changes, junk) => {
        const damaged = sample.slice();
        for (const [at, byte] of changes) damaged[at] = byte;
        expect(['read', 'model-corrupt', 'model-unsupported']).toContain(code(damaged));
        const random = sample.slice(0, 24 + junk.length);
        random.set(junk.subarray(0, random.length - 24), 24);
        expect(['read', 'model-corrupt', 'model-unsupported']).toContain(code(random));
        expect(code(junk)).toBe('model-corrupt');
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses impossible counts and alignments, unknown versions and unknown block formats', () => {
    const huge = sample.slice();
    huge.set([255, 255, 255, 255, 255, 255, 31], 8);
    expect(code(huge)).toBe('model-corrupt');
    for (const value of [0, -32, 0.5, NaN, Infinity])
      expect(
        code(
          writeGguf({ metadata: [['general.alignment', { type: 'f64', value }]], tensors: [f32Tensor('v', [1], [1])] }),
        ),
      ).toBe('model-corrupt');
    expect(code(writeGguf({ version: 1 }))).toBe('model-unsupported');
    expect(code(writeGguf({ tensors: [tensorOf(99, 1, 1, new Uint8Array(4))] }))).toBe('model-unsupported');
    expect(code(writeGguf({ tensors: [tensorOf(ggmlTypes.Q8_0, 1, 33, new Uint8Array(68))] }))).toBe('model-corrupt');
    expect(code(writeGguf({ tensors: [tensorOf(ggmlTypes.F32, 2 ** 40, 2 ** 40, new Uint8Array(4))] }))).toBe(
      'model-corrupt',
    );
  });
});

describe('dequantizeRow', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const words = (...values: number[]) => [...new Uint8Array(Uint16Array.from(values).buffer)];

  it('reads half precision as the standard says', () => {
    const cases = [
      [0x3c00, 1],
      [0xc000, -2],
      [0x7bff, 65504],
      [0x0400, 2 ** -14],
      [0x0001, 2 ** -24],
      [0x8000, -0],
    ] as const;
    for (const [bits, value] of cases) expect(halfToNumber(bits)).toBe(value);
    expect([halfToNumber(0x7c00), halfToNumber(0xfc00), halfToNumber(0x7e00)]).toEqual([Infinity, -Infinity, NaN]);
  });

  it('expands floats', () => {
    expect(rowsOf(f32Tensor('t', [2, 2], [1.5, -2, 3e38, 0.1]))).toEqual([
      [1.5, -2],
      [Math.fround(3e38), Math.fround(0.1)],
    ]);
    expect(rowsOf(tensorOf(ggmlTypes.F16, 1, 3, Uint8Array.from(words(0x3c00, 0xc000, 0x3555))))).toEqual([
      [1, -2, 0.333251953125],
    ]);
  });

  it('expands blocks of 32 by their formulas, row after row', () => {
    const block = fc.tuple(half, half, bytes(16), bytes(32));
    fc.assert(
      fc.property(fc.array(block, { minLength: 4, maxLength: 4 }), (blocks) => {
        const join = (one: (b: (typeof blocks)[number]) => number[]) => Uint8Array.from(blocks.flatMap(one));
        const expected = (one: (b: (typeof blocks)[number], j: number) => number) => {
          const rows = [blocks.slice(0, 2), blocks.slice(2)];
          return rows.map((row) => row.flatMap((b) => Array.from({ length: 32 }, (_, j) => Math.fround(one(b, j)))));
        };
        const nibble = (packed: Uint8Array, j: number) =>
          j < 16 ? (packed[j] ?? 0) % 16 : Math.floor((packed[j - 16] ?? 0) / 16);
        const q40 = rowsOf(
          tensorOf(
            ggmlTypes.Q4_0,
            2,
            64,
            join(([d, , q]) => [...words(d), ...q]),
          ),
        );
        expect(q40).toEqual(
          expected(([d, , q], j) => (nibble(q, j) - 8) * halfToNumber(d)).map((row) => row.map((x) => x + 0)),
        );
        const q41 = rowsOf(
          tensorOf(
            ggmlTypes.Q4_1,
            2,
            64,
            join(([d, m, q]) => [...words(d, m), ...q]),
          ),
        );
        expect(q41).toEqual(expected(([d, m, q], j) => nibble(q, j) * halfToNumber(d) + halfToNumber(m)));
        const q80 = rowsOf(
          tensorOf(
            ggmlTypes.Q8_0,
            2,
            64,
            join(([d, , , q]) => [...words(d), ...q]),
          ),
        );
        expect(q80).toEqual(expected(([d, , , q], j) => (((q[j] ?? 0) << 24) >> 24) * halfToNumber(d)));
      }),
    );
  });
});
