import { describe, expect, it } from 'vitest';
import { readModelFiles } from './model-files.ts';
import { blobsOf } from './node-files.test-help.ts';
import { tinyModel } from './test-models.test-help.ts';

const text = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const whole = tinyModel();
const without = (name: string) => Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name));
const refusal = (code: string) =>
  expect.objectContaining({ fault: expect.objectContaining({ code }) as unknown }) as Error;

describe('readModelFiles', () => {
  it('finds the parts, whatever folders they came from', async () => {
    const files = blobsOf(whole).map(({ name, blob }) => ({ name: `model/onnx/${name}`, blob }));
    const { config, data, graph, bytes } = await readModelFiles(files);
    expect(config).toMatchObject({ context: 512, vocab: 258, endIds: [1], eosToken: '<|im_end|>' });
    expect(config.template).toContain('<|im_start|>');
    expect([...data.keys()]).toEqual(['model.onnx_data']);
    expect(graph.operators.has('GroupQueryAttention')).toBe(true);
    expect(bytes).toBe(Object.values(whole).reduce((sum, part) => sum + part.length, 0));
  });

  it('takes a template from its own file first, and ends from everywhere', async () => {
    const more = {
      ...whole,
      'chat_template.jinja': text('mine'),
      'generation_config.json': text({ eos_token_id: [2, 3] }),
      'tokenizer_config.json': text({
        chat_template: [{ name: 'default', template: 'x' }],
        bos_token: { content: '<s>' },
      }),
    };
    const { config } = await readModelFiles(blobsOf(more));
    expect(config).toMatchObject({ template: 'mine', endIds: [1, 2, 3], bosToken: '<s>', eosToken: '' });
  });

  it.each([...Object.keys(whole).filter((name) => name !== 'tokenizer_config.json')])('misses %s', async (name) => {
    await expect(readModelFiles(blobsOf(without(name)))).rejects.toThrow(refusal('bad-input'));
  });

  it('says what is wrong with a file', async () => {
    const change = (name: string, value: unknown) => blobsOf({ ...whole, [name]: text(value) });
    await expect(readModelFiles(change('config.json', '<!doctype html>'))).rejects.toThrow(refusal('model-corrupt'));
    await expect(readModelFiles(change('model.onnx', '<!doctype html>'))).rejects.toThrow(refusal('model-corrupt'));
    await expect(readModelFiles(change('config.json', { eos_token_id: 'end' }))).rejects.toThrow(
      refusal('model-unsupported'),
    );
    await expect(readModelFiles(change('other.onnx', 'x'))).rejects.toThrow(refusal('bad-input'));
  });
});
