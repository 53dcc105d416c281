import { describe, expect, it } from 'vitest';
import { nodeOrt } from '../chorus/node-engine.test-help.ts';
import { startOrt } from '../chorus/ort-module.ts';
import { OrtDecoder } from '../chorus/ort-decoder.ts';
import { hubGraph } from './hub-io.ts';
import { readOnnxGraph } from './onnx-graph.ts';
import { scaleRowsApart } from './row-scales.ts';
import { checkRows } from './self-check.ts';
import { tinyModel } from './test-models.test-help.ts';

const prompts = [
  [5, 6, 7, 8],
  [40, 41],
  [9, 10, 11, 12, 13, 14, 15, 16],
  [200, 100, 50],
];

/** How rows in company compare with rows alone. */
async function rowsOf(weights: 'int8' | 'q4', change: (graph: Uint8Array) => Uint8Array) {
  const files = tinyModel({ weights });
  const onnx = files['model.onnx'] ?? new Uint8Array(0);
  const ort = await startOrt((await nodeOrt()).factory, 1);
  const data = new Map([['model.onnx_data', files['model.onnx_data'] ?? new Uint8Array(0)]]);
  const session = await ort.session(change(onnx), data);
  const { io, shape } = hubGraph(readOnnxGraph(onnx));
  const decoder = new OrtDecoder(ort, session, { ...shape, vocab: 258, context: 512 }, 2 ** 24, io);
  const found = await checkRows(decoder, prompts, 4);
  decoder.dispose();
  return found;
}

describe('scaleRowsApart', () => {
  it('makes rows independent to the last bit, which they are not by themselves', async () => {
    expect(await rowsOf('int8', (graph) => graph)).not.toBe('exact');
    expect(await rowsOf('int8', scaleRowsApart)).toBe('exact');
  });

  it('leaves what goes in and out, and takes one operator away', () => {
    const onnx = tinyModel({ weights: 'int8' })['model.onnx'] ?? new Uint8Array(0);
    const before = readOnnxGraph(onnx);
    const after = readOnnxGraph(scaleRowsApart(onnx));
    expect([after.inputs, after.outputs, after.dataFiles]).toEqual([before.inputs, before.outputs, before.dataFiles]);
    expect(before.operators.has('DynamicQuantizeLinear')).toBe(true);
    expect(after.operators.has('DynamicQuantizeLinear')).toBe(false);
  });

  it('returns other graphs as they are', () => {
    const onnx = tinyModel()['model.onnx'] ?? new Uint8Array(0);
    expect(scaleRowsApart(onnx)).toBe(onnx);
  });
});
