import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cacheFolder } from '../../../scripts/weights/cache.ts';
import { gguf } from '../../../scripts/weights/source.ts';
import { readGguf, type Gguf } from '../gguf.ts';
import { convertToMlc, WEIGHT_BYTES } from './convert.ts';
import { parameters } from './network.ts';

// Made by models/smollm2-135m/webgpu/convert_weights.py, which shares no code with the converter here.
const expected = JSON.parse(
  readFileSync(new URL('../../../models/smollm2-135m/webgpu/fixtures/weights.json', import.meta.url), 'utf8'),
) as { files: readonly { path: string; bytes: number; sha256: string }[] };

const hash = (kind: string, data: Uint8Array) => createHash(kind).update(data).digest('hex');
const decode = (data: Uint8Array | undefined): unknown => JSON.parse(new TextDecoder().decode(data));

describe('convertToMlc, on the real weights', () => {
  let file: Gguf;
  const made = new Map<string, Uint8Array>();
  beforeAll(() => {
    file = readGguf(readFileSync(join(cacheFolder(), gguf.file)));
    for (const { path, data } of convertToMlc(file, (data) => hash('md5', data))) made.set(path, data);
  });

  it('makes the bytes that the reference converter makes', () => {
    const shards = [...made].filter(([path]) => path.endsWith('.bin'));
    expect(shards.map(([path, data]) => ({ path, bytes: data.length, sha256: hash('sha256', data) }))).toEqual(
      expected.files,
    );
    expect(shards.reduce((sum, [, data]) => sum + data.length, 0)).toBe(WEIGHT_BYTES);
  });

  it('names each shard and each parameter once, with its MD5', () => {
    const index = decode(made.get('tensor-cache.json')) as {
      records: { dataPath: string; md5sum: string; records: { name: string }[] }[];
    };
    for (const { dataPath, md5sum } of index.records)
      expect(md5sum).toBe(hash('md5', made.get(dataPath) ?? new Uint8Array()));
    const parts = parameters().map((one) => (one.kind === 'vector' ? 1 : one.bits === 4 ? 3 : 2));
    const names = index.records.flatMap(({ records }) => records.map(({ name }) => name));
    expect(new Set(names).size).toBe(parts.reduce((a, b) => a + b, 0));
  });

  it('keeps the file’s tokenizer, merges as pairs in one string', () => {
    const tokenizer = decode(made.get('tokenizer.json')) as {
      added_tokens: { id: number; content: string }[];
      model: { vocab: Record<string, number>; merges: string[] };
    };
    const tokens = file.metadata.get('tokenizer.ggml.tokens') as readonly string[];
    expect(Object.keys(tokenizer.model.vocab)).toHaveLength(tokens.length);
    expect(tokens.filter((token, id) => tokenizer.model.vocab[token] !== id)).toEqual([]);
    expect(tokenizer.model.merges).toEqual(file.metadata.get('tokenizer.ggml.merges'));
    expect(tokenizer.added_tokens.map(({ id }) => id)).toEqual(Array.from({ length: 17 }, (_, i) => i));
  });

  it('refuses another model, and one quantised otherwise', () => {
    const run = (tensors: Gguf['tensors']) => [...convertToMlc({ ...file, tensors }, () => '')];
    const name = 'token_embd.weight';
    const embedding = file.tensors.get(name);
    if (!embedding) throw new Error(name);
    expect(() => run(new Map())).toThrow('it has no tensor token_embd.weight');
    expect(() => run(new Map([[name, { ...embedding, shape: [49152, 960] }]]))).toThrow('is 49152 by 960');
    expect(() => run(new Map([[name, { ...embedding, type: 3 }]]))).toThrow('another block format');
  });
});
