import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../model/fault.ts';
import { entryOfAddress, entryOfEndpoint, entryOfFiles } from './add-model.ts';

const file = (name: string, size = 4) => new File([new Uint8Array(size)], name);

describe('entryOfAddress', () => {
  it.each([
    ['owner/repo/model.gguf', 'owner/repo', 'main', ['model.gguf'], 'wllama'],
    ['https://huggingface.co/owner/repo/resolve/abc/model.gguf', 'owner/repo', 'abc', ['model.gguf'], 'wllama'],
    ['https://huggingface.co/owner/repo/blob/main/sub/m.gguf', 'owner/repo', 'main', ['sub/m.gguf'], 'wllama'],
    ['onnx-community/Qwen3-0.6B-ONNX', 'onnx-community/Qwen3-0.6B-ONNX', 'main', [], 'chorus'],
    ['owner/repo/onnx/model_q4.onnx', 'owner/repo', 'main', ['onnx/model_q4.onnx'], 'chorus'],
  ])('reads %s', (address, repository, revision, files, engine) => {
    const entry = entryOfAddress(address);
    expect(entry.source).toEqual({ kind: 'hub', repository, revision, files });
    expect(entry.choice.engine).toBe(engine);
  });

  it('takes all parts of a split file', () => {
    const { source } = entryOfAddress('o/r/m-00002-of-00003.gguf');
    expect(source).toMatchObject({
      files: ['m-00001-of-00003.gguf', 'm-00002-of-00003.gguf', 'm-00003-of-00003.gguf'],
    });
  });

  it.each(['', 'model.gguf', 'https://elsewhere.test/o/r/m.gguf', 'o/../r/m.gguf', 'o/r/m.bin'])(
    'refuses %j',
    (address) => expect(() => entryOfAddress(address)).toThrow(FaultError),
  );

  it('never throws anything but a fault (fuzz)', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          entryOfAddress(text);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(FaultError);
        }
      }),
    );
  });
});

describe('entryOfFiles', () => {
  it.each([
    [[file('readme.txt')], 'neither GGUF'],
    [[file('a.gguf'), file('b.gguf')], 'one GGUF file'],
    [[file('m-00001-of-00002.gguf')], 'm-00002-of-00002.gguf'],
    [[file('model.onnx'), file('config.json')], 'tokenizer.json'],
    [[file('a.onnx'), file('b.onnx'), file('config.json'), file('tokenizer.json')], 'one .onnx'],
    [[file('a.gguf', 64)], 'GGUF'],
  ])('refuses what cannot be used', async (files, words) => {
    await expect(entryOfFiles(files)).rejects.toThrow(words);
  });

  it('takes an ONNX export as it is', async () => {
    const files = ['model.onnx', 'model.onnx_data', 'config.json', 'tokenizer.json'].map((name) => file(name));
    const { entry } = await entryOfFiles(files);
    expect(entry).toMatchObject({ choice: { engine: 'chorus' }, source: { kind: 'files' }, downloadBytes: 0 });
  });
});

it('names an endpoint’s model by its server, so that two servers may offer one name', () => {
  const [a, b] = ['one', 'two'].map((id) => entryOfEndpoint({ id, name: id }, 'llama3'));
  expect(a?.choice.model).not.toBe(b?.choice.model);
});
