import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../model/fault.ts';
import { readGgufFacts } from './gguf-facts.ts';
import { f32Tensor, writeGguf, type Written } from './gguf-writer.test-help.ts';

type Entry = readonly [string, Written];
const text = (key: string, value: string): Entry => [key, { type: 'string', value }];
const number = (key: string, value: number): Entry => [key, { type: 'u32', value }];
const strings = (key: string, values: readonly string[]): Entry => [
  key,
  { type: 'array', of: 'string', value: values.map((value) => ({ type: 'string', value })) },
];
const tokens = ['<s>', '</s>', 'a', '<|turn|>'];

const about: readonly Entry[] = [
  text('general.architecture', 'llama'),
  text('general.name', 'Tiny'),
  text('general.license', 'apache-2.0'),
  number('general.file_type', 15),
  number('llama.context_length', 2048),
  number('llama.block_count', 2),
  number('llama.embedding_length', 64),
  number('llama.attention.head_count', 4),
  number('llama.attention.head_count_kv', 2),
  text('tokenizer.ggml.model', 'llama'),
  strings('tokenizer.ggml.tokens', tokens),
  [
    'tokenizer.ggml.token_type',
    { type: 'array', of: 'i32', value: [3, 3, 1, 3].map((value) => ({ type: 'i32', value })) },
  ],
  number('tokenizer.ggml.bos_token_id', 0),
  number('tokenizer.ggml.eos_token_id', 1),
  text('tokenizer.chat_template', '{{ messages }}'),
];
const tensors = [f32Tensor('m', [2, 3], [1, 2, 3, 4, 5, 6]), f32Tensor('v', [4], [1, 2, 3, 4])];
const whole = writeGguf({ metadata: about, tensors });
const part = (no: number, count: number, metadata: readonly Entry[] = []) =>
  new Blob([
    writeGguf({
      metadata: [...metadata, number('split.no', no), number('split.count', count)],
      tensors: [f32Tensor(`t${no}`, [3], [1, 2, 3])],
    }),
  ]);

describe('readGgufFacts', () => {
  it('reads what a whole file says', async () => {
    expect(await readGgufFacts([new Blob([whole])])).toEqual({
      architecture: 'llama',
      name: 'Tiny',
      parameters: 10,
      quantisation: 'Q4_K_M',
      contextTokens: 2048,
      licence: 'apache-2.0',
      splitCount: 1,
      cacheBytesPerToken: 2 * 2 * 2 * (16 + 16),
      chat: {
        template: '{{ messages }}',
        bosToken: '<s>',
        eosToken: '</s>',
        addBos: true,
        controlTokens: ['<s>', '</s>', '<|turn|>'],
      },
    });
  });

  it('says null for what the file does not say', async () => {
    const facts = await readGgufFacts([new Blob([writeGguf({ metadata: [text('general.architecture', 'x')] })])]);
    expect(facts).toMatchObject({ name: null, quantisation: null, contextTokens: null, cacheBytesPerToken: null });
    expect(facts.chat).toEqual({ template: null, bosToken: '', eosToken: '', addBos: false, controlTokens: [] });
  });

  it('reads a header longer than its first read', async () => {
    const long = Array.from({ length: 30 }, (_, i) => text(`notes.${i}`, 'x'.repeat(50_000)));
    const facts = await readGgufFacts([new Blob([writeGguf({ metadata: [...long, ...about], tensors })])]);
    expect(facts).toMatchObject({ name: 'Tiny', parameters: 10 });
  });

  it('adds up the parts of a split file, and does not guess with one missing', async () => {
    const parts = [part(0, 2, about), part(1, 2)];
    expect(await readGgufFacts(parts)).toMatchObject({ splitCount: 2, parameters: 6, name: 'Tiny' });
    expect(await readGgufFacts(parts.slice(0, 1))).toMatchObject({ splitCount: 2, parameters: null });
  });

  it.each([
    { why: 'nothing', parts: [] },
    { why: 'parts in a wrong order', parts: [part(1, 2, about), part(0, 2)] },
    { why: 'too many parts', parts: [part(0, 1, about), part(1, 1)] },
    { why: 'parts of two models', parts: [part(0, 2, about), part(1, 3)] },
    { why: 'two whole files', parts: [new Blob([whole]), new Blob([whole])] },
  ])('refuses $why', async ({ parts }) => {
    await expect(readGgufFacts(parts)).rejects.toMatchObject({ fault: { code: 'bad-input' } });
  });

  it('reads, or names a fault, whatever the header holds', async () => {
    const changed = fc.tuple(
      fc.nat(whole.length),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(changed, async ([length, edits]) => {
        const bytes = whole.slice();
        for (const [at, byte] of edits) bytes[at] = byte;
        try {
          await readGgufFacts([new Blob([bytes.subarray(0, length)])]);
        } catch (thrown) {
          if (!(thrown instanceof FaultError)) throw thrown;
          expect(['model-corrupt', 'model-unsupported', 'bad-input']).toContain(thrown.fault.code);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('names a fault for every cut of a file', async () => {
    for (let length = 0; length < whole.length - tensors.length * 32; length += 1)
      await expect(readGgufFacts([new Blob([whole.subarray(0, length)])])).rejects.toMatchObject({
        fault: { code: 'model-corrupt' },
      });
  });
});
