/** The embedded model's weights in WebLLM's layout, kept in the cache between clones. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertToMlc, WEIGHT_BYTES } from '../../lib/decoding/mlc/convert.ts';
import { readGguf } from '../../lib/decoding/gguf.ts';
import { hashTree, sha256, sha256File } from '../kit/stamp.mjs';
import { megabytes } from '../kit/terminal.mjs';
import type { FileEntry } from './manifest.ts';
import { pruneConversions } from './prune.ts';
import { gguf } from './source.ts';

const INDEX = 'index.json';
// Not the prefix of the other conversion, which takes away what it does not know under its own.
const PREFIX = 'webgpu-smollm2-135m-';

type Say = (line: string) => void;

/** Converted files that lie in a folder of the cache. */
export interface ConvertedMlc {
  readonly folder: string;
  readonly files: readonly FileEntry[];
}

/** What the converted bytes depend on. */
export function webgpuKey(root: string): string {
  const code = hashTree(root, ['lib/decoding/mlc', 'lib/decoding/gguf.ts', 'scripts/weights/webgpu-cache.ts'], (path) =>
    /\.test\.ts$|\/fixtures\//.test(path),
  );
  return sha256([gguf.sha256, code].join()).slice(0, 20);
}

/** The converted weights in the cache, verified; null when they are not there or damaged. */
export function openMlc(cache: string, key: string, say: Say): ConvertedMlc | null {
  const folder = join(cache, PREFIX + key);
  let files: readonly FileEntry[];
  try {
    files = JSON.parse(readFileSync(join(folder, INDEX), 'utf8')) as readonly FileEntry[];
  } catch {
    return null;
  }
  for (const { path, bytes, sha256: hash } of files) {
    const file = join(folder, path);
    if (statSync(file, { throwIfNoEntry: false })?.size === bytes && sha256File(file) === hash) continue;
    say(`The cached file ${file} is damaged; it is made anew.`);
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  utimesSync(join(folder, INDEX), new Date(), new Date());
  return { folder, files };
}

/** Converts the GGUF and leaves the folder in the cache, all of it or nothing. */
export function convertMlcInto(cache: string, key: string, ggufPath: string, say: Say): ConvertedMlc {
  say('Converting the weights for WebGPU; this takes a few seconds ...');
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'making-'));
  try {
    const files: FileEntry[] = [];
    const md5 = (data: Uint8Array) => createHash('md5').update(data).digest('hex');
    for (const { path, data } of convertToMlc(readGguf(readFileSync(ggufPath)), md5)) {
      writeFileSync(join(fresh, path), data);
      files.push({ path, bytes: data.byteLength, sha256: sha256(data) });
    }
    writeFileSync(join(fresh, INDEX), JSON.stringify(files));
    const folder = join(cache, PREFIX + key);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    pruneConversions(cache, PREFIX, INDEX, PREFIX + key);
    say(`Converted the weights for WebGPU: ${megabytes(WEIGHT_BYTES)}.`);
    return { folder, files };
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
