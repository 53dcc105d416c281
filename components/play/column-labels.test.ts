import { expect, it } from 'vitest';
import type { Column } from '../../lib/model/run.ts';
import { columnIds, columnLabels, modelsIn } from './column-labels.ts';
import { control, on, qwen, runOf, small, voice } from './columns.test-help.ts';
import { modelLabels, shortModelName } from './model-names.ts';

const a = voice('a');

it('gives every column an id of its own that moves along with it', () => {
  const columns = [a, on(a, qwen), control, a];
  const ids = columnIds(columns);
  expect(new Set(ids).size).toBe(4);
  expect(new Set(columnIds(columns.toReversed()))).toEqual(new Set(ids));
  expect(columnIds([control, a])).toEqual([ids[2], ids[0]]);
});

it('calls columns of one voice by what tells them apart', () => {
  const hot: Column = { ...a, settings: { temperature: 1.5, topK: 40 } };
  const spec = runOf([a, on(a, qwen), hot, voice('b'), control]).spec;
  expect(columnLabels(spec)).toEqual([
    'a, SmolLM2 135M',
    'a, Qwen2.5 0.5B',
    'a, SmolLM2 135M, temperature 1.5, top-k 40',
    'b',
    'Control',
  ]);
  expect(columnLabels(runOf([a, hot]).spec)).toEqual(['a', 'a, temperature 1.5, top-k 40']);
});

it('lists models once', () => {
  const { spec } = runOf([a, on(a, small), on(a, qwen), on(control, qwen)]);
  expect(modelsIn(spec, spec.columns)).toEqual([small, qwen]);
});

it.each([
  ['SmolLM2 135M Instruct', 'SmolLM2 135M'],
  ['SmolLM2 135M Instruct (WebGPU)', 'SmolLM2 135M'],
  ['Llama-3.2-1B-Instruct-q4f32_1-MLC-1k', 'Llama 3.2 1B'],
  ['gemma-2-2b-it-q4f16_1-MLC', 'gemma 2 2b'],
  ['Qwen2.5-0.5B-Instruct-Q4_K_M', 'Qwen2.5 0.5B'],
  ['llama3.2:latest', 'llama3.2:latest'],
  ['a-very-long-name-of-a-model-at-home', 'a very long name of a…'],
  ['(WebGPU)', '(WebGPU)'],
])('shortens %s', (name, short) => {
  expect(shortModelName(name)).toBe(short);
});

it('keeps as much of a name as tells models apart', () => {
  const f32 = { ...qwen, model: 'f32', name: 'Qwen2.5-0.5B-Instruct-q4f32_1-MLC' };
  const file = { ...small, engine: 'wllama' as const, model: 'file' };
  const twin = { ...file, model: 'twin' };
  expect([...modelLabels([small, qwen]).values()]).toEqual(['SmolLM2 135M', 'Qwen2.5 0.5B']);
  expect([...modelLabels([qwen, f32]).values()]).toEqual([qwen.name, f32.name]);
  expect(new Set(modelLabels([small, file, twin]).values())).toEqual(
    new Set(['SmolLM2 135M, Chorus', 'wllama/file', 'wllama/twin']),
  );
});
