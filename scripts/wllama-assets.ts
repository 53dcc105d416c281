import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, sha256File, writeWhole } from './kit/stamp.mjs';

/** What is served, by its path in `@wllama`'s packages. The compat files are for Safari. */
const served = {
  'wllama.wasm': 'wllama/esm/wasm/wllama.wasm',
  'compat/wllama.js': 'wllama-compat/wasm/wllama.js',
  'compat/wllama.wasm': 'wllama-compat/wasm/wllama.wasm',
} as const;

/**
 * Puts llama.cpp's WebAssembly into public/wllama/<version>/, so that the server may call it immutable and no CDN is
 * asked. Older versions are removed.
 */
export function publishWllama(root: string): void {
  const packages = join(root, 'node_modules', '@wllama');
  const version = versionOf(packages, 'wllama');
  if (versionOf(packages, 'wllama-compat') !== version)
    throw new Error('@wllama/wllama and @wllama/wllama-compat must have the same version.');
  const all = join(root, 'public', 'wllama');
  for (const [name, source] of Object.entries(served)) {
    const data = readFileSync(join(packages, source));
    const target = join(all, version, name);
    // A file with the same content is left alone: its time would otherwise look like a change.
    if (!existsSync(target) || sha256File(target) !== sha256(data)) writeWhole(target, data);
  }
  for (const name of readdirSync(all)) if (name !== version) rmSync(join(all, name), { recursive: true });
}

function versionOf(packages: string, name: string): string {
  const text = readFileSync(join(packages, name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
