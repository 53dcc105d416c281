import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dequantizeRow, ggmlTypes, type GgufTensor } from '../gguf.ts';
import { GROUP, packQ4, packQ8, plainOrder, rotaryOrder, type MatrixRows, type PackedMatrix } from './blocks.ts';

const formats = { 4: { type: ggmlTypes.Q4_1, bytes: 20, head: 4 }, 8: { type: ggmlTypes.Q8_0, bytes: 34, head: 2 } };
type Bits = keyof typeof formats;

/** A matrix of random levels whose scales are finite halves. */
const matrix = (bits: Bits, rows: number, groups: number): fc.Arbitrary<GgufTensor> => {
  const { type, bytes, head } = formats[bits];
  const size = rows * groups * bytes;
  return fc.uint8Array({ minLength: size, maxLength: size }).map((data) => {
    // Bit 14 off: the largest exponents, of which one means infinity, are gone.
    for (let at = 0; at < size; at += bytes)
      for (let i = 1; i < head; i += 2) data[at + i] = (data[at + i] ?? 0) & 0xbf;
    return { name: 'm', type, shape: [rows, groups * GROUP], data };
  });
};

/** What a kernel computes of one weight, in float32 as there. */
function weight({ q, s, m }: PackedMatrix, bits: Bits, outputs: number, input: number, output: number): number {
  const perWord = 32 / bits;
  const word = q[Math.floor(input / perWord) * outputs + output] ?? NaN;
  const level = (word >>> (bits * (input % perWord))) & (2 ** bits - 1);
  const at = Math.floor(input / GROUP) * outputs + output;
  const scale = s[at] ?? NaN;
  return m ? Math.fround(level * scale) + (m[at] ?? NaN) : (level - 128) * scale;
}

const cases = fc
  .constantFrom<Bits>(4, 8)
  .chain((bits) =>
    fc
      .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.boolean()), { minLength: 1, maxLength: 3 })
      .chain((parts) =>
        fc
          .integer({ min: 1, max: 3 })
          .chain((groups) =>
            fc
              .tuple(...parts.map(([quarter]) => matrix(bits, 4 * quarter, groups)))
              .map((tensors) => ({ bits, groups, tensors, rotary: parts.map(([, rotated]) => rotated) })),
          ),
      ),
  );

describe('packQ4 and packQ8', () => {
  it('keep every weight exactly as the naive reader expands it', () => {
    fc.assert(
      fc.property(cases, ({ bits, groups, tensors, rotary }) => {
        const inputs = groups * GROUP;
        const sources = tensors.map((tensor, i): MatrixRows => {
          const rows = tensor.shape[0] ?? 0;
          return { tensor, order: rotary[i] ? rotaryOrder(rows, 2) : plainOrder(rows) };
        });
        const outputs = sources.reduce((sum, { order }) => sum + order.length, 0);
        const packed = (bits === 4 ? packQ4 : packQ8)(sources, inputs, outputs);
        const naive = sources.flatMap(({ tensor, order }) =>
          [...order].map((from) => {
            const row = new Float32Array(inputs);
            dequantizeRow(tensor, from, row);
            return row;
          }),
        );
        const made = naive.map((_, output) =>
          Float32Array.from({ length: inputs }, (_, input) => weight(packed, bits, outputs, input, output)),
        );
        expect(made).toEqual(naive);
      }),
      { numRuns: 40 },
    );
  });

  it('refuse a scale that is no number', () => {
    const data = new Uint8Array(20);
    data.set([0x00, 0x7c]);
    const tensor = { name: 'm', type: ggmlTypes.Q4_1, shape: [1, 32], data };
    expect(() => packQ4([{ tensor, order: plainOrder(1) }], 32, 1)).toThrow('m holds a scale that is no number');
  });
});

describe('rotaryOrder', () => {
  it('puts even rows of each head before odd ones', () => {
    expect([...rotaryOrder(12, 2)]).toEqual([0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11]);
  });

  it('undoes the interleaving that llama.cpp’s converter does', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(sizes, ([heads, half]) => {
        const rows = heads * half * 2;
        // Row i of the original goes to place `interleaved[i]`.
        const interleaved = Array.from({ length: rows }, (_, i) => {
          const within = i % (2 * half);
          return i - within + (within < half ? 2 * within : 2 * (within - half) + 1);
        });
        expect([...rotaryOrder(rows, heads)]).toEqual(interleaved);
      }),
    );
  });
});
