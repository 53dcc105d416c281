import { describe, expect, it } from 'vitest';
import type { FaultError } from '../model/fault.ts';
import { createRandom } from '../sampling/random.ts';
import { convertWeights, type Layout, type LayoutConstant } from './convert.ts';
import { readGguf } from './gguf.ts';
import { f32Tensor, writeGguf, type WrittenTensor } from './gguf-writer.test-help.ts';

const K = 6;
const random = createRandom(3);
const values = (count: number) => Array.from({ length: count }, () => Math.fround(random.nextFloat() * 4 - 2));
const matrices = { q: values(8 * K), v: values(40 * K), up: values(4 * K), norm: values(K) };
const tensors = [
  f32Tensor('q', [8, K], matrices.q),
  f32Tensor('v', [40, K], matrices.v),
  f32Tensor('up', [4, K], matrices.up),
  f32Tensor('norm', [K], matrices.norm),
];

// Eighths of log2: 0, 1 octave up, 1 octave down, two ways between, and the largest step back.
const eighths = { in: [0, 8, -8, 3, -5, 16], out: [8, 0, -16, 4] };
const base64 = (bytes: readonly number[]) => Buffer.from(Int8Array.from(bytes).buffer).toString('base64');

const constants: LayoutConstant[] = [
  { name: 'cos', dtype: 'float32', shape: [5, 3], offset: 0, bytes: 60, make: 'cos', base: 100 },
  { name: 'sin', dtype: 'float32', shape: [5, 3], offset: 64, bytes: 60, make: 'sin', base: 100 },
  {
    name: 'norm',
    dtype: 'float32',
    shape: [K],
    offset: 128,
    bytes: 24,
    make: 'copy',
    sources: [{ tensor: 'norm', divide: 'in' }],
  },
  {
    name: 'qv',
    dtype: 'int8',
    shape: [K, 48],
    offset: 192,
    bytes: 288,
    make: 'int8',
    sources: [
      { tensor: 'q', rotaryHeads: 2, times: 'in' },
      { tensor: 'v', times: 'in' },
    ],
  },
  { name: 'qv_s', dtype: 'float32', shape: [48], offset: 512, bytes: 192, make: 'scale', of: 'qv' },
  { name: 'qv_c', dtype: 'float32', shape: [48], offset: 704, bytes: 192, make: 'columnSums', of: 'qv' },
  {
    name: 'up',
    dtype: 'int8',
    shape: [K, 4],
    offset: 896,
    bytes: 24,
    make: 'int8',
    sources: [{ tensor: 'up', divide: 'out' }],
  },
  { name: 'up_s', dtype: 'float32', shape: [4], offset: 960, bytes: 16, make: 'scale', of: 'up' },
];
const layout: Layout = {
  version: 1,
  model: 'tiny',
  bytes: 976,
  layers: 1,
  kvHeads: 1,
  headDim: 4,
  vocab: 4,
  context: 5,
  smooth: { in: base64(eighths.in), out: base64(eighths.out) },
  constants,
};
const convert = (given: readonly WrittenTensor[] = tensors, how = layout) =>
  convertWeights(readGguf(writeGguf({ tensors: given })), how);
const factor = (eighth: number | undefined) => 2 ** ((eighth ?? 0) / 8);
const times = eighths.in.map(factor);
const out = eighths.out.map(factor);

/** Rows in the graph's order, by hand: each head's even rows, then its odd ones. */
const qOrder = [0, 2, 1, 3, 4, 6, 5, 7];
const row = (m: readonly number[], i: number) => m.slice(i * K, (i + 1) * K);
const qv = [...qOrder.map((i) => row(matrices.q, i)), ...Array.from({ length: 40 }, (_, i) => row(matrices.v, i))].map(
  (r) => r.map((x, c) => x * (times[c] ?? 1)),
);

function bytesOf(made: Uint8Array<ArrayBuffer>, name: string) {
  const constant = constants.find((one) => one.name === name);
  if (!constant) throw new Error(name);
  const { offset, bytes, dtype } = constant;
  return [
    ...(dtype === 'int8'
      ? new Int8Array(made.buffer, offset, bytes)
      : new Float32Array(made.buffer, offset, bytes / 4)),
  ];
}

describe('convertWeights', () => {
  const made = convert();

  it('quantises each output by its largest weight, transposed, rotary halves side by side', () => {
    const [q, scale, sums] = ['qv', 'qv_s', 'qv_c'].map((name) => bytesOf(made, name));
    qv.forEach((weights, n) => {
      const s = Math.max(...weights.map(Math.abs)) / 127;
      expect(scale?.[n]).toBeCloseTo(s, 6);
      const levels = weights.map((_, c) => q?.[c * 48 + n] ?? NaN);
      // One half either way: the factors are rounded to float32.
      weights.forEach((w, c) => expect(Math.abs((levels[c] ?? NaN) - w / s)).toBeLessThanOrEqual(0.5001));
      expect(Math.max(...levels.map(Math.abs))).toBe(127);
      expect(sums?.[n]).toBeCloseTo(levels.reduce((a, b) => a + b, 0) * s, 4);
    });
  });

  it('divides rows and vectors by their factors', () => {
    bytesOf(made, 'norm').forEach((x, i) => expect(x).toBeCloseTo((matrices.norm[i] ?? NaN) / (times[i] ?? NaN), 5));
    bytesOf(made, 'up_s').forEach((s, n) => {
      const top = Math.max(...row(matrices.up, n).map(Math.abs)) / (out[n] ?? NaN);
      expect(s).toBeCloseTo(top / 127, 6);
    });
  });

  it('makes the rotary tables', () => {
    const angle = (i: number) => Math.floor(i / 3) * 100 ** (-(i % 3) / 3);
    bytesOf(made, 'cos').forEach((x, i) => expect(x).toBeCloseTo(Math.cos(angle(i)), 6));
    bytesOf(made, 'sin').forEach((x, i) => expect(x).toBeCloseTo(Math.sin(angle(i)), 6));
  });

  it('rounds ties to even and survives a row of zeros', () => {
    const only = { ...layout, constants: constants.filter(({ name }) => name.startsWith('up')) };
    const ties = [127, 0.5, 1.5, -0.5, -1.5, 2.5];
    const given = f32Tensor('up', [4, K], [...ties.map((x) => x * 2), ...ties, ...Array<number>(K).fill(0), ...ties]);
    const q = bytesOf(convert([given], only), 'up');
    expect(ties.map((_, c) => q[c * 4])).toEqual([127, 0, 2, 0, -2, 2]);
    expect(ties.map((_, c) => q[c * 4 + 2])).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('tells how far it is, and stops when that throws', () => {
    const seen: number[] = [];
    convertWeights(readGguf(writeGguf({ tensors })), layout, (done) => seen.push(done));
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(layout.bytes);
    const stop = () =>
      convertWeights(readGguf(writeGguf({ tensors })), layout, () => {
        throw new Error('stop');
      });
    expect(stop).toThrow('stop');
  });

  const code = (...given: WrittenTensor[]) => {
    const names = new Set(given.map(({ name }) => name));
    try {
      convert([...tensors.filter(({ name }) => !names.has(name)), ...given]);
      return 'converted';
    } catch (thrown) {
      return (thrown as FaultError).fault.code;
    }
  };

  it.each([
    ['too few rows', [f32Tensor('q', [4, K], values(4 * K))]],
    ['other columns', [f32Tensor('v', [40, 7], values(280))]],
    ['a vector for a matrix', [f32Tensor('up', [24], values(24))]],
    ['a vector too long', [f32Tensor('norm', [7], values(7))]],
    ['more rows than factors', [f32Tensor('up', [5, K], values(5 * K))]],
    ['heads of an odd height', [f32Tensor('q', [7, K], values(7 * K)), f32Tensor('v', [41, K], values(41 * K))]],
  ])('refuses %s', (_, given) => {
    expect(code(...given)).toBe('model-unsupported');
  });

  it('refuses a missing tensor, and one that holds what is no number', () => {
    expect(() => convert(tensors.slice(1))).toThrow('no tensor q');
    expect(code(f32Tensor('v', [40, K], [...values(40 * K - 1), NaN]))).toBe('model-corrupt');
    expect(code(f32Tensor('v', [40, K], [Infinity, ...values(40 * K - 1)]))).toBe('model-corrupt');
  });
});
