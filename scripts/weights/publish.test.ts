import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GgufValue } from '../../lib/decoding/gguf.ts';
import { sha256 } from '../kit/stamp.mjs';
import { tempFolder } from '../kit/temp.ts';
import { openConverted, split, tokenizerJson, type Converted } from './converted.ts';
import { withLock } from './lock.ts';
import type { Manifest } from './manifest.ts';
import { publish, published } from './publish.ts';
import { checkSums, writeSums } from './sums.ts';

function chorusFolder(): string {
  const chorus = tempFolder();
  writeFileSync(join(chorus, 'graph.onnx'), 'a graph');
  writeFileSync(join(chorus, 'layout.json'), '{}');
  return chorus;
}

/** A cache with converted weights of 25 bytes in three parts. */
function converted(): { cache: string; weights: Converted } {
  const cache = tempFolder();
  const folder = join(cache, 'smollm2-135m-key');
  mkdirSync(folder);
  const entry = (path: string, data: Uint8Array) => {
    writeFileSync(join(folder, path), data);
    return { path, bytes: data.length, sha256: sha256(data) };
  };
  const bytes = Uint8Array.from({ length: 25 }, (_, i) => i);
  const index = {
    bytes: bytes.length,
    tokenizer: entry('tokenizer.json', Buffer.from('{}')),
    parts: split(bytes, 10).map(({ name, data }) => entry(name, data)),
  };
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
  return { cache, weights: { ...index, folder } };
}

const readManifest = (target: string) => JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as Manifest;
const silent = () => undefined;

describe('split', () => {
  it('cuts in order, the last part shorter, nothing lost', () => {
    const bytes = Uint8Array.from({ length: 25 }, (_, i) => i);
    const parts = split(bytes, 10);
    expect(parts.map(({ name, data }) => [name, data.length])).toEqual([
      ['weights.000.bin', 10],
      ['weights.001.bin', 10],
      ['weights.002.bin', 5],
    ]);
    expect(Buffer.concat(parts.map(({ data }) => data)).equals(Buffer.from(bytes))).toBe(true);
    expect(split(bytes, 25)).toHaveLength(1);
  });
});

describe('tokenizerJson', () => {
  const metadata = new Map<string, GgufValue>([
    ['tokenizer.ggml.tokens', ['a', 'Ġb']],
    ['tokenizer.ggml.merges', ['Ġ b']],
    ['tokenizer.ggml.token_type', [1, 3]],
  ]);
  it('takes the three lists', () => {
    const expected = { version: 1, tokens: ['a', 'Ġb'], merges: ['Ġ b'], types: [1, 3] };
    expect(JSON.parse(tokenizerJson(metadata))).toEqual(expected);
  });
  it('says what a file lacks', () => {
    expect(() => tokenizerJson(new Map())).toThrow('no list of tokens');
    expect(() => tokenizerJson(new Map([...metadata, ['tokenizer.ggml.token_type', [1]]]))).toThrow(
      'one type for each',
    );
  });
});

describe('publish', () => {
  it('places all files, names them in the manifest and takes others away', () => {
    const [chorus, target] = [chorusFolder(), tempFolder()];
    const { weights } = converted();
    writeFileSync(join(target, 'weights.009.bin'), 'of an earlier layout');
    publish(chorus, target, weights);
    const manifest = readManifest(target);
    if (manifest.missing) throw new Error('there should be weights');
    expect(manifest.parts.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['weights.000.bin', 10],
      ['weights.001.bin', 10],
      ['weights.002.bin', 5],
    ]);
    expect(manifest.graph).toEqual({ path: 'graph.onnx', bytes: 7, sha256: sha256('a graph') });
    expect(existsSync(join(target, 'weights.009.bin'))).toBe(false);
    expect(readdirSync(target).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(published(target)).not.toBeNull();
    writeFileSync(join(target, 'tokenizer.json'), '[]');
    expect(published(target)).toBeNull();
  });

  it('leaves graph and layout and a reason when there are no weights, and touches nothing the second time', () => {
    const [chorus, target] = [chorusFolder(), tempFolder()];
    publish(chorus, target, converted().weights);
    publish(chorus, target, 'no network');
    expect(readManifest(target)).toMatchObject({ version: 1, missing: true, reason: 'no network' });
    expect(readdirSync(target).sort()).toEqual(['graph.onnx', 'layout.json', 'manifest.json']);
    expect(published(target)).toBeNull();
    const before = statSync(join(target, 'manifest.json')).mtimeMs;
    publish(chorus, target, 'no network');
    expect(statSync(join(target, 'manifest.json')).mtimeMs).toBe(before);
  });
});

describe('openConverted', () => {
  it('gives what is whole and discards what is damaged', () => {
    const { cache, weights } = converted();
    expect(openConverted(cache, 'key', silent)?.bytes).toBe(25);
    expect(openConverted(cache, 'other', silent)).toBeNull();
    writeFileSync(join(weights.folder, 'weights.001.bin'), 'ten  bytes');
    const lines: string[] = [];
    expect(openConverted(cache, 'key', (line) => void lines.push(line))).toBeNull();
    expect(lines.join()).toContain('weights.001.bin is damaged');
    expect(existsSync(weights.folder)).toBe(false);
  });
});

describe('sums', () => {
  it('lets through what was summed and stops at anything else', () => {
    const chorus = chorusFolder();
    expect(() => checkSums(chorus)).toThrow('SHA256SUMS is missing');
    writeSums(chorus);
    expect(readFileSync(join(chorus, 'SHA256SUMS'), 'utf8')).toContain(`${sha256('a graph')}  graph.onnx\n`);
    checkSums(chorus);
    writeFileSync(join(chorus, 'graph.onnx'), 'another graph');
    expect(() => checkSums(chorus)).toThrow(sha256('another graph'));
  });
});

describe('withLock', () => {
  it('lets one work at a time and passes over a lock that nobody holds any more', async () => {
    const folder = tempFolder();
    // No system has a process of this number.
    writeFileSync(join(folder, 'lock'), '2147483646');
    expect(await withLock(folder, silent, () => Promise.resolve(1))).toBe(1);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
    let waited = false;
    // The parent of this process lives for sure.
    writeFileSync(join(folder, 'lock'), String(process.ppid));
    const second = withLock(
      folder,
      () => (waited = true),
      () => Promise.resolve(2),
      5,
    );
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(waited).toBe(true);
    writeFileSync(join(folder, 'lock'), '2147483646');
    expect(await second).toBe(2);
  });
});
