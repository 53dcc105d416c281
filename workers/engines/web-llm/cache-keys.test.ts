import { describe, expect, it } from 'vitest';
import { libraryForEngine, libraryKey, tokenizerFile, weightsFolder, weightsKey } from './cache-keys.ts';

describe('keys of web-llm’s files in the Cache API', () => {
  it('completes the folder as web-llm does', () => {
    const whole = 'https://host.test/a/b/resolve/main/';
    for (const given of ['https://host.test/a/b', 'https://host.test/a/b/', whole, whole.slice(0, -1)])
      expect(weightsFolder(given)).toBe(whole);
    expect(weightsFolder('https://host.test/a/resolve/3f2/')).toBe('https://host.test/a/resolve/3f2/');
  });

  it('gives each kind of file its cache', () => {
    const weights = 'https://host.test/a/b';
    const folder = weightsFolder(weights);
    expect(weightsKey(weights, 'mlc-chat-config.json')).toEqual({
      scope: 'webllm/config',
      key: `${folder}mlc-chat-config.json`,
    });
    for (const path of ['tensor-cache.json', 'params_shard_0.bin', 'tokenizer.json', 'tokenizer.model'])
      expect(weightsKey(weights, path)).toEqual({ scope: 'webllm/model', key: `${folder}${path}` });
    expect(libraryKey('https://host.test/x/../lib.wasm')).toEqual({
      scope: 'webllm/wasm',
      key: 'https://host.test/lib.wasm',
    });
  });

  it('takes tokenizer.json first', () => {
    expect(tokenizerFile(['tokenizer.model', 'tokenizer.json'])).toBe('tokenizer.json');
    expect(tokenizerFile(['vocab.json', 'tokenizer.model'])).toBe('tokenizer.model');
    expect(tokenizerFile(['vocab.json', 'merges.txt'])).toBeNull();
  });

  it('hides a local host from web-llm and leaves the request the same', () => {
    const library = 'http://localhost:3000/models/lib.wasm';
    const given = libraryForEngine(library);
    expect(given).not.toContain('localhost');
    expect(new Request(given).url).toBe(library);
    expect(libraryForEngine('https://host.test/lib.wasm')).toBe('https://host.test/lib.wasm');
  });
});
