import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, sha256File, writeWhole } from '../kit/stamp.mjs';
import { place } from './cache.ts';
import type { Converted } from './converted.ts';
import { type FileEntry, fileEntry, filesOf, makeManifest, type Manifest } from './manifest.ts';
import { graphFiles } from './sums.ts';

const MANIFEST = 'manifest.json';

/** Leaves a file with the same content alone: its time would otherwise look like a change. */
export function writeIfNew(path: string, data: Uint8Array): void {
  if (!existsSync(path) || sha256File(path) !== sha256(data)) writeWhole(path, data);
}

/**
 * Fills public/models/smollm2-135m; the manifest comes last, so that it never names what is not there.
 * @param weights or, as a sentence, why there are none.
 */
export function publish(chorus: string, target: string, weights: Converted | string): Manifest {
  for (const name of graphFiles) writeIfNew(join(target, name), readFileSync(join(chorus, name)));
  const [graph, layout] = graphFiles.map((name) => fileEntry(join(target, name)));
  if (!graph || !layout) throw new Error('The graph has no files.');
  const manifest = makeManifest(graph, layout, weights);
  if (typeof weights !== 'string')
    for (const { path } of [weights.tokenizer, ...weights.parts]) place(join(weights.folder, path), join(target, path));
  writeIfNew(join(target, MANIFEST), Buffer.from(`${JSON.stringify(manifest)}\n`));
  const named = new Set([MANIFEST, ...filesOf(manifest).map(({ path }) => path)]);
  for (const name of readdirSync(target)) if (!named.has(name)) rmSync(join(target, name), { recursive: true });
  return manifest;
}

/** A hash of what stands in `target` now, or null when the manifest names what is not there. Parts by size alone. */
export const published = (target: string): string | null =>
  publishedAs(target, (text) => {
    const manifest = JSON.parse(text) as Manifest;
    return manifest.missing ? null : filesOf(manifest);
  });

/** The same for any manifest of this kind. @param filesIn what its text names; null when it says that files are missing */
export function publishedAs(target: string, filesIn: (text: string) => readonly FileEntry[] | null): string | null {
  try {
    const text = readFileSync(join(target, MANIFEST), 'utf8');
    const whole = filesIn(text)?.every(({ path, bytes, sha256: hash }) => {
      const file = join(target, path);
      return statSync(file).size === bytes && (path.endsWith('.bin') || sha256File(file) === hash);
    });
    return whole === true ? sha256(text) : null;
  } catch {
    return null;
  }
}

/** Puts the WebAssembly runtime under its version, so that the server may call it immutable. */
export function publishRuntime(root: string): void {
  const ort = join(root, 'node_modules', 'onnxruntime-web');
  const { version } = JSON.parse(readFileSync(join(ort, 'package.json'), 'utf8')) as { version: string };
  const all = join(root, 'public', 'ort');
  for (const name of ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'])
    writeIfNew(join(all, version, name), readFileSync(join(ort, 'dist', name)));
  for (const name of readdirSync(all)) if (name !== version) rmSync(join(all, name), { recursive: true });
}
