import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot, runNpm } from '../../scripts/kit/process.mjs';
import { cacheFolder } from '../../scripts/weights/cache.ts';
import { gguf } from '../../scripts/weights/source.ts';

const folder = join(projectRoot, 'bench/peers');

export const peerPaths = {
  wllama: join(folder, 'node_modules/@wllama/wllama/esm'),
  llama: join(folder, 'node_modules/node-llama-cpp/dist/index.js'),
  packageJson: join(folder, 'package.json'),
};

interface PackageList {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
}

function installed(): boolean {
  try {
    const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as PackageList;
    const have = read('node_modules/.package-lock.json').packages;
    return Object.entries(read('package-lock.json').packages).every(
      ([path, { version, optional }]) => path === '' || optional || have[path]?.version === version,
    );
  } catch {
    return false;
  }
}

/** The other engines, which only this bench needs. Never rejects: without them, the rest is measured. */
export async function ensurePeers(say: (line: string) => void): Promise<boolean> {
  if (installed()) return true;
  say('Installing the peers (npm ci in bench/peers, about 430 MB) ...');
  const npm = (...args: string[]) => runNpm([...args, '--ignore-scripts'], { cwd: folder, output: 'keep' });
  let { code, text } = await npm('ci');
  // As in scripts/prepare.mjs: a lock made where other systems' optional packages could not be seen.
  if (code !== 0 && /in sync/.test(text)) ({ code, text } = await npm('install', '--no-save'));
  if (code !== 0) say(`The peers could not be installed, so they are left out: ${text.trim().slice(-500)}`);
  return code === 0;
}

/** The weights that llama.cpp reads: what $POLYPHONY_GGUF names, or what preparing the app has kept. */
export function ggufPath(): string | null {
  const told = process.env.POLYPHONY_GGUF;
  if (told && existsSync(told)) return told;
  const kept = join(cacheFolder(), gguf.file);
  return existsSync(kept) ? kept : null;
}

/** The graph with its weights in one file beside it, as native ONNX Runtime wants them. */
export function joinWeights(): { readonly graph: string; remove(): void } {
  const model = join(projectRoot, 'public/models/smollm2-135m');
  const { parts } = JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8')) as { parts: { path: string }[] };
  const target = mkdtempSync(join(tmpdir(), 'polyphony-bench-ort-'));
  const graph = join(target, 'graph.onnx');
  copyFileSync(join(model, 'graph.onnx'), graph);
  const bytes = parts.map(({ path }) => readFileSync(join(model, path)));
  writeFileSync(join(target, 'weights.bin'), Buffer.concat(bytes));
  return { graph, remove: () => rmSync(target, { recursive: true, force: true }) };
}
