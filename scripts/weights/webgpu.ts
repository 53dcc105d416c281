/** Fills public/models/smollm2-135m-webgpu: the embedded model for WebLLM, its library and the weights in its layout. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readStamp, sha256, sha256File, writeStamp, writeWhole } from '../kit/stamp.mjs';
import { place } from './cache.ts';
import type { FileEntry } from './manifest.ts';
import { publishedAs } from './publish.ts';
import { checkSums } from './sums.ts';
import { convertMlcInto, openMlc, webgpuKey, type ConvertedMlc } from './webgpu-cache.ts';

export const LIBRARY = 'smollm2-135m-q4f32.wasm';
/** WebLLM's addresses of a model end so. */
export const WEIGHTS = 'resolve/main';
const MANIFEST = 'manifest.json';
const STAMP = 'webgpu';

type Say = (line: string) => void;

/** The verified GGUF, or why there is none. */
export type GgufOrReason = { readonly path: string } | { readonly path: null; readonly reason: string };

/** What public/models/smollm2-135m-webgpu/manifest.json says. */
export type WebgpuManifest = { readonly version: 1; readonly model: 'smollm2-135m-webgpu' } & (
  | {
      readonly missing: false;
      /** Of the weights alone. */
      readonly bytes: number;
      /** Paths below the manifest's folder. */
      readonly library: FileEntry;
      readonly files: readonly FileEntry[];
    }
  | { readonly missing: true; readonly reason: string }
);

function writeIfNew(path: string, data: Uint8Array): void {
  const same = statSync(path, { throwIfNoEntry: false })?.size === data.byteLength && sha256File(path) === sha256(data);
  if (!same) writeWhole(path, data);
}

/**
 * Fills the folder; the manifest comes last, so that it never names what is not there.
 * @param source folder of the committed library.
 * @param weights or, as a sentence, why there are none.
 */
export function publishMlc(source: string, target: string, weights: ConvertedMlc | string): WebgpuManifest {
  const manifest = makeManifest(source, weights);
  if (!manifest.missing && typeof weights !== 'string') {
    writeIfNew(join(target, LIBRARY), readFileSync(join(source, LIBRARY)));
    for (const { path } of weights.files) place(join(weights.folder, path), join(target, WEIGHTS, path));
  }
  writeIfNew(join(target, MANIFEST), Buffer.from(`${JSON.stringify(manifest)}\n`));
  const named = new Set([MANIFEST, ...(manifest.missing ? [] : filesOf(manifest).map(({ path }) => path))]);
  for (const name of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
    const path = join(target, name);
    if (statSync(path).isFile() && !named.has(name.replaceAll('\\', '/'))) rmSync(path);
  }
  return manifest;
}

function makeManifest(source: string, weights: ConvertedMlc | string): WebgpuManifest {
  const head = { version: 1, model: 'smollm2-135m-webgpu' } as const;
  if (typeof weights === 'string') return { ...head, missing: true, reason: weights };
  const library = readFileSync(join(source, LIBRARY));
  return {
    ...head,
    missing: false,
    bytes: weights.files.filter(({ path }) => path.endsWith('.bin')).reduce((sum, { bytes }) => sum + bytes, 0),
    library: { path: LIBRARY, bytes: library.byteLength, sha256: sha256(library) },
    files: weights.files.map((file) => ({ ...file, path: `${WEIGHTS}/${file.path}` })),
  };
}

const filesOf = (manifest: WebgpuManifest & { missing: false }) => [manifest.library, ...manifest.files];

/** A hash of what stands in `target` now, or null when the manifest names what is not there. Shards by size alone. */
export const publishedMlc = (target: string): string | null =>
  publishedAs(target, (text) => {
    const manifest = JSON.parse(text) as WebgpuManifest;
    return manifest.missing ? null : filesOf(manifest);
  });

/**
 * Converts and publishes; does nothing when nothing changed.
 * @param inCache runs its argument while no other process works in the cache, and gives what it gives or, as a sentence,
 *   why it could not. `getGguf` is called only where the cache lacks the converted files.
 * @throws Stop when the committed library is not the one that its sum names.
 */
export async function prepareWebgpu(
  root: string,
  inCache: <T>(work: (cache: string, getGguf: () => Promise<GgufOrReason>) => Promise<T>) => Promise<T | string>,
  say: Say,
): Promise<void> {
  const source = join(root, 'models', 'smollm2-135m', 'webgpu');
  const target = join(root, 'public', 'models', 'smollm2-135m-webgpu');
  checkSums(source, [LIBRARY]);
  const key = webgpuKey(root);
  const library = sha256File(join(source, LIBRARY));
  const stampNow = (there: string | null) => [key, library, there].join(' ');
  const there = publishedMlc(target);
  if (there !== null && readStamp(root, STAMP) === stampNow(there)) return;
  const weights = await inCache(async (cache, getGguf): Promise<ConvertedMlc | string> => {
    const held = openMlc(cache, key, say);
    if (held) return held;
    const found = await getGguf();
    return found.path === null ? found.reason : convertMlcInto(cache, key, found.path, say);
  });
  publishMlc(source, target, weights);
  if (typeof weights !== 'string') writeStamp(root, STAMP, stampNow(publishedMlc(target)));
}
