import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../kit/process.mjs';
import { sha256 } from '../kit/stamp.mjs';
import { tempFolder } from '../kit/temp.ts';
import { checkSums } from './sums.ts';
import { LIBRARY, publishedMlc, publishMlc, WEIGHTS, type WebgpuManifest } from './webgpu.ts';
import { openMlc, webgpuKey } from './webgpu-cache.ts';

const silent = () => undefined;

function source(): string {
  const folder = tempFolder();
  writeFileSync(join(folder, LIBRARY), 'a library');
  return folder;
}

/** A cache that holds a conversion of two files under the key `key`. */
function cacheWithFiles(): { cache: string; folder: string } {
  const cache = tempFolder();
  const folder = join(cache, 'webgpu-smollm2-135m-key');
  mkdirSync(folder);
  const entry = (path: string, text: string) => {
    writeFileSync(join(folder, path), text);
    return { path, bytes: text.length, sha256: sha256(text) };
  };
  const files = [entry('tensor-cache.json', '{}'), entry('params_shard_0.bin', 'weights')];
  writeFileSync(join(folder, 'index.json'), JSON.stringify(files));
  return { cache, folder };
}

const opened = (cache: string) => {
  const found = openMlc(cache, 'key', silent);
  if (!found) throw new Error('the cache should have it');
  return found;
};

describe('publishMlc', () => {
  it('places library and weights, names them and takes others away', () => {
    const [target, library] = [tempFolder(), source()];
    const { cache } = cacheWithFiles();
    mkdirSync(join(target, WEIGHTS), { recursive: true });
    writeFileSync(join(target, WEIGHTS, 'params_shard_9.bin'), 'of an earlier layout');
    publishMlc(library, target, opened(cache));
    const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as WebgpuManifest;
    expect(manifest).toEqual({
      version: 1,
      model: 'smollm2-135m-webgpu',
      missing: false,
      bytes: 7,
      library: { path: LIBRARY, bytes: 9, sha256: sha256('a library') },
      files: [
        { path: `${WEIGHTS}/tensor-cache.json`, bytes: 2, sha256: sha256('{}') },
        { path: `${WEIGHTS}/params_shard_0.bin`, bytes: 7, sha256: sha256('weights') },
      ],
    });
    expect(readdirSync(join(target, WEIGHTS)).sort()).toEqual(['params_shard_0.bin', 'tensor-cache.json']);
    expect(publishedMlc(target)).not.toBeNull();
    writeFileSync(join(target, LIBRARY), 'another 9');
    expect(publishedMlc(target)).toBeNull();
  });

  it('leaves a reason alone when there are no weights, and touches nothing the second time', () => {
    const [target, library] = [tempFolder(), source()];
    publishMlc(library, target, opened(cacheWithFiles().cache));
    publishMlc(library, target, 'no network');
    const path = join(target, 'manifest.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ missing: true, reason: 'no network' });
    expect(existsSync(join(target, LIBRARY))).toBe(false);
    expect(readdirSync(join(target, WEIGHTS))).toEqual([]);
    expect(publishedMlc(target)).toBeNull();
    const before = statSync(path).mtimeMs;
    publishMlc(library, target, 'no network');
    expect(statSync(path).mtimeMs).toBe(before);
  });
});

describe('openMlc', () => {
  it('discards what is damaged', () => {
    const { cache, folder } = cacheWithFiles();
    expect(openMlc(cache, 'other', silent)).toBeNull();
    expect(openMlc(cache, 'key', silent)?.files).toHaveLength(2);
    writeFileSync(join(folder, 'params_shard_0.bin'), 'Weights');
    expect(openMlc(cache, 'key', silent)).toBeNull();
    expect(existsSync(folder)).toBe(false);
  });
});

describe('the committed library', () => {
  it('is the one that its sum names', () => {
    checkSums(join(projectRoot, 'models', 'smollm2-135m', 'webgpu'), [LIBRARY]);
    expect(webgpuKey(projectRoot)).toMatch(/^[0-9a-f]{20}$/);
  });
});
