import { describe, expect, it } from 'vitest';
import { chooseDevice } from './choose-device.ts';
import { hubGraph } from './hub-io.ts';
import { readOnnxGraph } from './onnx-graph.ts';
import { tinyModel } from './test-models.test-help.ts';

const q4 = hubGraph(readOnnxGraph(tinyModel()['model.onnx'] ?? new Uint8Array(0)));
const int8 = { ...q4, int8: true };
const half = { ...q4, caches: 'float16' as const };
const gpu = { f16: true, software: false };
const plain = { f16: false, software: false };
const software = { f16: false, software: true };
const refusal = (code: string) =>
  expect.objectContaining({ fault: expect.objectContaining({ code }) as unknown }) as Error;

describe('chooseDevice', () => {
  it('takes a GPU for 4 bits where it is real', () => {
    expect(chooseDevice('auto', q4, gpu)).toBe('gpu');
    expect(chooseDevice('auto', q4, plain)).toBe('gpu');
    expect(chooseDevice('auto', q4, software)).toBe('cpu');
    expect(chooseDevice('auto', q4, null)).toBe('cpu');
    expect(chooseDevice('auto', int8, gpu)).toBe('cpu');
    expect(chooseDevice('auto', half, gpu)).toBe('gpu');
  });

  it('does what is asked for', () => {
    expect(chooseDevice('gpu', q4, software)).toBe('gpu');
    expect(chooseDevice('cpu', q4, gpu)).toBe('cpu');
  });

  it('says why it cannot', () => {
    expect(() => chooseDevice('gpu', q4, null)).toThrow(refusal('gpu-unavailable'));
    expect(() => chooseDevice('auto', half, plain)).toThrow(refusal('gpu-unavailable'));
    expect(() => chooseDevice('auto', half, null)).toThrow(refusal('gpu-unavailable'));
    expect(() => chooseDevice('cpu', half, gpu)).toThrow(refusal('model-unsupported'));
    expect(() => chooseDevice('gpu', int8, gpu)).toThrow(refusal('model-unsupported'));
  });
});
