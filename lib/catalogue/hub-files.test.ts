import { describe, expect, it } from 'vitest';
import { hubOptions, preferredOption } from './hub-files.ts';

const listing = (...files: readonly (string | readonly [path: string, bytes: number | null])[]) => ({
  files: files.map((file) => (typeof file === 'string' ? { path: file, bytes: 1 } : { path: file[0], bytes: file[1] })),
});
const hardware = { f16: true, software: false };
const withoutF16 = { f16: false, software: false };
const software = { f16: false, software: true };

/** As an ONNX export of a small model lies on the hub. */
const onnx = listing(
  '.gitattributes',
  'README.md',
  ['config.json', 900],
  ['generation_config.json', 200],
  ['tokenizer.json', 9_000],
  ['tokenizer_config.json', 300],
  ['chat_template.jinja', 400],
  'special_tokens_map.json',
  ['onnx/model.onnx', 170],
  ['onnx/model.onnx_data', 2_000],
  ['onnx/model.onnx_data_1', 1_000],
  ['onnx/model_fp16.onnx', 171],
  ['onnx/model_fp16.onnx_data', 1_500],
  ['onnx/model_int8.onnx', 600],
  ['onnx/model_q4.onnx', 172],
  ['onnx/model_q4.onnx_data', 500],
  ['onnx/model_q4f16.onnx', 173],
  ['onnx/model_q4f16.onnx_data', 400],
  'onnx/model_bnb4.onnx',
  'onnx/vision_encoder_q4.onnx',
);

describe('hubOptions', () => {
  it('finds the variants of an ONNX export, each with its data and what all of them need', () => {
    const { gguf, onnx: found } = hubOptions(onnx);
    expect(gguf).toEqual([]);
    expect(found.map(({ quantisation }) => quantisation)).toEqual(['fp32', 'fp16', 'int8', 'q4', 'q4f16']);
    const rest = [
      'config.json',
      'tokenizer.json',
      'tokenizer_config.json',
      'chat_template.jinja',
      'generation_config.json',
    ];
    expect(found[0]?.files).toEqual(['onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1', ...rest]);
    expect(found[3]).toEqual({
      kind: 'onnx',
      label: 'model_q4',
      files: ['onnx/model_q4.onnx', 'onnx/model_q4.onnx_data', ...rest],
      bytes: 172 + 500 + 900 + 9_000 + 300 + 400 + 200,
      quantisation: 'q4',
      runsOn: 'any',
      needs: [],
    });
  });

  it('offers no ONNX export without a tokenizer that can be read', () => {
    expect(hubOptions(listing('config.json', 'onnx/model_q4.onnx', 'tokenizer.model')).onnx).toEqual([]);
  });

  it.each([
    ['a GPU with floats of 16 bits', hardware, 'q4f16'],
    ['a GPU without', withoutF16, 'q4'],
    ['a GPU in software', software, 'int8'],
    ['a processor', null, 'int8'],
  ])('proposes for %s', (_, gpu, quantisation) => {
    expect(preferredOption(hubOptions(onnx).onnx, gpu)?.quantisation).toBe(quantisation);
  });

  it('proposes nothing where nothing runs', () => {
    const only = listing('config.json', 'tokenizer.json', 'onnx/model_q4f16.onnx');
    expect(preferredOption(hubOptions(only).onnx, withoutF16)).toBeNull();
    expect(preferredOption(hubOptions(only).onnx, null)).toBeNull();
    expect(preferredOption([], hardware)).toBeNull();
  });

  it('groups split GGUF files, reads the quantisation from names, and leaves out what is no model', () => {
    const { gguf } = hubOptions(
      listing(
        ['SmolLM2-135M-Instruct-Q4_K_M.gguf', 105],
        ['SmolLM2-135M-Instruct.Q8_0.gguf', 145],
        ['smollm2-135m-instruct-f16.gguf', 271],
        ['Q6_K/Big-Q6_K-00002-of-00002.gguf', 40],
        ['Q6_K/Big-Q6_K-00001-of-00002.gguf', 50],
        ['BF16/Huge-00001-of-00003.gguf', 50],
        ['UD-IQ1_M/model.gguf', null],
        ['mmproj-F16.gguf', 9],
        ['imatrix.gguf', 9],
      ),
    );
    expect(gguf.map(({ label, quantisation, bytes, files }) => [label, quantisation, bytes, files.length])).toEqual([
      ['SmolLM2-135M-Instruct-Q4_K_M', 'Q4_K_M', 105, 1],
      ['SmolLM2-135M-Instruct.Q8_0', 'Q8_0', 145, 1],
      ['smollm2-135m-instruct-f16', 'F16', 271, 1],
      ['Big-Q6_K', 'Q6_K', 90, 2],
      ['model', 'IQ1_M', null, 1],
    ]);
    expect(gguf[3]?.files).toEqual(['Q6_K/Big-Q6_K-00001-of-00002.gguf', 'Q6_K/Big-Q6_K-00002-of-00002.gguf']);
    expect(preferredOption(gguf, null)?.quantisation).toBe('Q4_K_M');
    expect(preferredOption(gguf.slice(1), hardware)?.quantisation).toBe('Q6_K');
  });

  it('prefers the smaller of two that are otherwise alike', () => {
    const { gguf } = hubOptions(listing(['a.gguf', 20], ['b.gguf', 10]));
    expect(preferredOption(gguf, null)?.label).toBe('b');
  });
});
