import { describe, expect, it } from 'vitest';
import type { HubListing } from '../protocol/models.ts';
import { entryOfAddress } from './add-model.ts';
import { needsListing, withListing } from './hub-entry.ts';

const listing = (...paths: string[]): HubListing => ({
  repository: 'owner/Tiny-ONNX',
  commit: 'c0ffee',
  licence: 'apache-2.0',
  files: paths.map((path) => ({ path, url: `https://hub.test/${path}`, bytes: 100, exact: true, hash: null })),
});
const onnx = listing(
  'config.json',
  'tokenizer.json',
  'onnx/model_q4.onnx',
  'onnx/model_q4.onnx_data',
  'onnx/model_int8.onnx',
);

describe('withListing', () => {
  it('is needed for a whole repository and for an ONNX graph, not for a GGUF file', () => {
    const needs = ['o/r', 'o/r/onnx/model_q4.onnx', 'o/r/m.gguf'].map((text) => needsListing(entryOfAddress(text)));
    expect(needs).toEqual([true, true, false]);
  });

  it('chooses what suits a device without a GPU, with all that belongs to it', () => {
    const entry = withListing(entryOfAddress('owner/Tiny-ONNX'), onnx, null);
    expect(entry).toMatchObject({ choice: { engine: 'chorus' }, licence: 'apache-2.0', quantisation: 'int8' });
    expect(entry.source).toMatchObject({ files: expect.arrayContaining(['config.json', 'tokenizer.json']) as unknown });
    expect(needsListing(entry)).toBe(false);
  });

  it('takes the graph that was named', () => {
    const entry = withListing(entryOfAddress('owner/Tiny-ONNX/onnx/model_q4.onnx'), onnx, null);
    expect(entry.source).toMatchObject({
      files: expect.arrayContaining(['onnx/model_q4.onnx', 'onnx/model_q4.onnx_data']) as unknown,
    });
  });

  it('takes a GGUF file where there is no export, and says when there is neither', () => {
    const gguf = withListing(entryOfAddress('owner/Tiny-ONNX'), listing('tiny-Q8_0.gguf', 'tiny-Q4_K_M.gguf'), null);
    expect(gguf).toMatchObject({ choice: { engine: 'wllama' }, source: { files: ['tiny-Q4_K_M.gguf'] } });
    expect(() => withListing(entryOfAddress('owner/Tiny-ONNX'), listing('readme.md'), null)).toThrow('holds no GGUF');
  });
});
