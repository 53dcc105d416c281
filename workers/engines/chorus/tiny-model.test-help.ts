import { f32Tensor, writeGguf, type Written } from '../../../lib/decoding/gguf-writer.test-help.ts';
import type { Layout } from '../../../lib/decoding/convert.ts';
import { BASE, FakeOrigin, pieceOf } from './fake-origin.test-help.ts';
import type { Manifest } from './manifest.ts';

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const texts = (values: readonly string[]): Written => ({
  type: 'array',
  of: 'string',
  value: values.map((value) => ({ type: 'string', value })),
});

export const tinyTokenizerData = { version: 1, tokens: ['a', 'b'], merges: [], types: [1, 3] };

/** A whole GGUF file with one matrix of two rows. */
export const tinyGguf = writeGguf({
  metadata: [
    ['tokenizer.ggml.pre', { type: 'string', value: 'smollm' }],
    ['tokenizer.ggml.tokens', texts(['a', 'b'])],
    ['tokenizer.ggml.merges', texts([])],
    ['tokenizer.ggml.token_type', { type: 'array', of: 'i32', value: [1, 3].map((value) => ({ type: 'i32', value })) }],
  ],
  tensors: [f32Tensor('m', [2, 3], [127, -1, 2, 0, 5, 127])],
});
/** The matrix as int8, transposed. */
export const tinyWeights = [127, 0, -1, 5, 2, 127];

const layout: Layout = {
  version: 1,
  model: 'tiny',
  bytes: 6,
  layers: 1,
  kvHeads: 1,
  headDim: 4,
  vocab: 2,
  context: 64,
  smooth: {},
  constants: [
    { name: 'm', dtype: 'int8', shape: [3, 2], offset: 0, bytes: 6, make: 'int8', sources: [{ tensor: 'm' }] },
  ],
};
export const HUB = 'https://hub.test/tiny.gguf';

/** An origin with graph and layout, and with the weights unless they are missing. */
export function tinyOrigin(missing: boolean, change: Partial<Layout> = {}) {
  const origin = new FakeOrigin();
  const put = (path: string, bytes: Uint8Array<ArrayBuffer>) => {
    origin.serve(path, bytes);
    return pieceOf(path, bytes);
  };
  const { bytes, sha256 } = pieceOf('tiny.gguf', tinyGguf);
  const head = {
    version: 1 as const,
    model: 'tiny',
    name: 'Tiny',
    context: 64,
    source: { file: 'tiny.gguf', bytes, sha256, licence: 'none', hub: HUB },
    graph: put('graph.onnx', Uint8Array.of(1, 2, 3)),
    layout: put('layout.json', encode({ ...layout, ...change })),
  };
  const manifest: Manifest = missing
    ? { ...head, missing: true, reason: 'offline' }
    : {
        ...head,
        missing: false,
        quantisation: 'int8',
        bytes: 6,
        tokenizer: put('tokenizer.json', encode(tinyTokenizerData)),
        parts: [
          put('w0.bin', Uint8Array.from(tinyWeights.slice(0, 4))),
          put('w1.bin', Uint8Array.from(tinyWeights.slice(4))),
        ],
      };
  origin.files.set(`${BASE}manifest.json`, encode(manifest));
  origin.files.set(HUB, tinyGguf);
  return { origin, manifest };
}
