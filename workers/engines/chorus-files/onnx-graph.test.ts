import { describe, expect, it } from 'vitest';
import { hubGraph } from './hub-io.ts';
import { readOnnxGraph } from './onnx-graph.ts';
import { OnnxWriter } from './onnx-writer.test-help.ts';
import { tinyModel } from './test-models.test-help.ts';

const graphOf = (...change: Parameters<typeof tinyModel>) =>
  readOnnxGraph(tinyModel(...change)['model.onnx'] ?? new Uint8Array(0));
const unsupported = expect.objectContaining({
  fault: expect.objectContaining({ code: 'model-unsupported' }) as unknown,
}) as unknown;

/** A decoder's outside with one operator inside. */
function outside(change: (writer: OnnxWriter) => void, operator = 'GroupQueryAttention', cache = [8, 64]) {
  const writer = new OnnxWriter('data');
  const [kvHeads = 1, headDim = 1] = cache;
  writer.op(operator, ['input_ids'], ['logits']);
  writer.input('input_ids', 'int64', ['b', 's']);
  writer.input('attention_mask', 'int64', ['b', 't']);
  for (const t of ['key', 'value']) {
    writer.input(`past_key_values.0.${t}`, 'float', ['b', kvHeads, 'p', headDim]);
    writer.output(`present.0.${t}`, 'float', ['b', kvHeads, 't', headDim]);
  }
  writer.output('logits', 'float', ['b', 's', 1000]);
  change(writer);
  return readOnnxGraph(writer.model().graph);
}

describe('readOnnxGraph', () => {
  it('reads what goes in and out, the operators and the data files', () => {
    const graph = graphOf({ dataFile: 'weights.onnx_data' });
    expect(graph.inputs.map(({ name }) => name)).toEqual([
      'input_ids',
      'attention_mask',
      ...[0, 1].flatMap((i) => [`past_key_values.${i}.key`, `past_key_values.${i}.value`]),
    ]);
    expect(graph.inputs[2]).toEqual({ name: 'past_key_values.0.key', type: 'float32', dims: [null, 2, null, 16] });
    expect(graph.outputs[0]).toEqual({ name: 'logits', type: 'float32', dims: [null, null, 258] });
    expect([...graph.operators]).toEqual(expect.arrayContaining(['GroupQueryAttention', 'MatMulNBits']));
    expect(graph.dataFiles).toEqual(['weights.onnx_data']);
  });

  it('refuses what is no model, wherever it was cut', () => {
    const whole = tinyModel()['model.onnx'] ?? new Uint8Array(0);
    const corrupt = expect.objectContaining({
      fault: expect.objectContaining({ code: 'model-corrupt' }) as unknown,
    }) as unknown;
    expect(() => readOnnxGraph(new TextEncoder().encode('<!doctype html>'))).toThrow(corrupt);
    for (const part of [0, 1, 100, whole.length >> 1, whole.length - 40])
      expect(() => readOnnxGraph(whole.subarray(0, part))).toThrow(corrupt);
  });
});

describe('hubGraph', () => {
  it('gives each row its own length', () => {
    const { io, shape, vocab, int8 } = hubGraph(graphOf({ positions: true }));
    expect(shape).toEqual({ layers: 2, kvHeads: 2, headDim: 16 });
    expect({ vocab, int8, positions: io.positions }).toEqual({ vocab: 258, int8: false, positions: 'last' });
    const step = { rows: 2, tokens: [5, 6], lengths: [2, 4] };
    expect(io.inputs.map((input) => [input.name, input.values(step)])).toEqual([
      ['input_ids', { dims: [2, 1], values: [5, 6] }],
      ['attention_mask', { dims: [2, 4], values: [1, 1, 0, 0, 1, 1, 1, 1] }],
      ['position_ids', { dims: [2, 1], values: [1, 3] }],
      ['num_logits_to_keep', { dims: [], values: [1] }],
    ]);
    const prompt = { rows: 1, tokens: [7, 8, 9], lengths: [5] };
    expect(io.inputs[2]?.values(prompt)).toEqual({ dims: [1, 3], values: [2, 3, 4] });
  });

  it('notices activations of 8 bits', () => {
    expect(hubGraph(graphOf({ weights: 'int8' })).int8).toBe(true);
  });

  it('takes a graph whose outside is right, and refuses others', () => {
    expect(hubGraph(outside(() => undefined)).vocab).toBe(1000);
    expect(() => hubGraph(outside(() => undefined, 'MultiHeadAttention'))).toThrow(unsupported);
    const pixels = (writer: OnnxWriter) => writer.input('pixel_values', 'float', ['b', 3]);
    expect(() => hubGraph(outside(pixels))).toThrow(unsupported);
    const wider = (writer: OnnxWriter) => {
      for (const t of ['key', 'value']) {
        writer.input(`past_key_values.1.${t}`, 'float', ['b', 8, 'p', 128]);
        writer.output(`present.1.${t}`, 'float', ['b', 8, 't', 128]);
      }
    };
    expect(() => hubGraph(outside(wider))).toThrow(unsupported);
  });
});
