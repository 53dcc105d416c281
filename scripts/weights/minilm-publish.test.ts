import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../kit/stamp.mjs';
import { tempFolder } from '../kit/temp.ts';
import { PART_BYTES } from './converted.ts';
import { minilm } from './minilm.ts';
import { minilmPublished, publishMinilm } from './minilm-publish.ts';

function setUp() {
  const made = tempFolder();
  const cache = tempFolder();
  const target = join(tempFolder(), 'all-minilm-l6-v2');
  const write = (folder: string, name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  write(made, 'graph.onnx', 'graph');
  const from = {
    model: write(cache, 'model.onnx', 'model'),
    tokenizer: write(cache, 'tokenizer.json', '{}'),
    static: null,
  };
  const table = write(cache, 'static-1.bin', 'table');
  return { made, target, from, table, write };
}

const entry = (path: string, text: string) => ({ path, bytes: text.length, sha256: sha256(text) });

describe('publishMinilm', () => {
  it('names what lies beside the manifest, by content', () => {
    const { made, target, from } = setUp();
    const manifest = publishMinilm(made, target, from);
    expect(manifest).toMatchObject({
      missing: false,
      bytes: 12,
      graph: entry('graph.onnx', 'graph'),
      tokenizer: entry('tokenizer.json', '{}'),
      parts: [entry('weights.000.bin', 'model')],
      static: null,
    });
    expect(JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'))).toEqual(manifest);
    expect(minilmPublished(target)).toMatch(/^[0-9a-f]{64}$/);
    expect(minilm.model.bytes).toBeLessThanOrEqual(PART_BYTES);
  });

  it('takes static vectors along, and away what an earlier version left', () => {
    const { made, target, from, table, write } = setUp();
    publishMinilm(made, target, from);
    const before = minilmPublished(target);
    write(target, 'old.bin', 'old');
    expect(publishMinilm(made, target, { ...from, static: table })).toMatchObject({
      static: entry('static.bin', 'table'),
      bytes: 17,
    });
    expect(readdirSync(target).sort()).toEqual([
      'graph.onnx',
      'manifest.json',
      'static.bin',
      'tokenizer.json',
      'weights.000.bin',
    ]);
    expect(minilmPublished(target)).not.toBe(before);
  });

  it('says why there are no weights', () => {
    const { made, target, from } = setUp();
    publishMinilm(made, target, from);
    expect(publishMinilm(made, target, 'pip: no network')).toMatchObject({ missing: true, reason: 'pip: no network' });
    expect(readdirSync(target)).toEqual(['manifest.json']);
    expect(minilmPublished(target)).toBeNull();
  });
});
