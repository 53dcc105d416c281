import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, sha256File, writeWhole } from './kit/stamp.mjs';

/** ONNX Runtime's build for GPUs: its JavaScript, and the WebAssembly that waits for a GPU in every browser. */
export const ortWebgpuFiles = [
  'ort.webgpu.min.mjs',
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
] as const;

/** Puts that build beside the one for processors, under its version. @returns the paths that were filled. */
export function publishOrtWebgpu(root: string): readonly string[] {
  const ort = join(root, 'node_modules', 'onnxruntime-web');
  const { version } = JSON.parse(readFileSync(join(ort, 'package.json'), 'utf8')) as { version: string };
  return ortWebgpuFiles.map((name) => {
    const data = readFileSync(join(ort, 'dist', name));
    const target = join(root, 'public', 'ort', version, name);
    // A file with the same content is left alone: its time would otherwise look like a change.
    if (!existsSync(target) || sha256File(target) !== sha256(data)) writeWhole(target, data);
    return target;
  });
}
