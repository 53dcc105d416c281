import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './kit/process.mjs';
import { tempFolder } from './kit/temp.ts';
import { buildOfflineWorker, listOfflineBuild } from './offline-worker.ts';

function site(files: Readonly<Record<string, string>>): string {
  const root = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const files = {
  'index.html': 'home',
  'runs.html': 'runs',
  'runs.html.br': 'packed',
  'runs.txt': 'rows',
  '404.html': 'lost',
  '_not-found.html': 'lost',
  '.polyphony-build': 'stamp',
  _headers: 'headers',
  'sw.js': 'an earlier one',
  'offline.json': '{}',
  '_next/static/chunks/a.js': 'a',
  'models/web-llm.json': '[]',
  'models/smollm2-135m/manifest.json': '{}',
  'models/smollm2-135m/weights.000.bin': 'heavy',
  'models/smollm2-135m/graph.onnx': 'graph',
  'models/all-minilm-l6-v2/static.bin': 'heavy',
  'models/smollm2-135m-webgpu/lib.wasm': 'library',
  'models/smollm2-135m-webgpu/resolve/main/params_shard_0.bin': 'heavy',
  'ort/1/ort-wasm-simd-threaded.wasm': 'runtime',
  'ort/1/ort-wasm-simd-threaded.asyncify.wasm': 'other runtime',
  'wllama/1/wllama.wasm': 'third runtime',
};

it('lists the app by what pages ask for, without weights and without what only servers read', () => {
  const build = listOfflineBuild(site(files));
  expect(build.files.map(({ path }) => path)).toEqual([
    '/404.html',
    '/_next/static/chunks/a.js',
    '/',
    '/models/smollm2-135m/manifest.json',
    '/models/web-llm.json',
    '/ort/1/ort-wasm-simd-threaded.wasm',
    '/runs',
    '/runs.txt',
  ]);
  expect(build.onUse.map(({ path }) => path)).toEqual([
    '/models/smollm2-135m-webgpu/lib.wasm',
    '/ort/1/ort-wasm-simd-threaded.asyncify.wasm',
    '/wllama/1/wllama.wasm',
  ]);
  const home = build.files.find(({ path }) => path === '/');
  expect(home).toMatchObject({
    bytes: 4,
    integrity: `sha256-${createHash('sha256').update('home').digest('base64')}`,
  });
});

it('names a build by its content', () => {
  const id = (more: Readonly<Record<string, string>>) => listOfflineBuild(site({ ...files, ...more })).id;
  expect(id({})).toBe(id({ 'sw.js': 'whatever', 'models/smollm2-135m/weights.000.bin': 'whatever' }));
  expect(id({})).not.toBe(id({ 'runs.html': 'newer' }));
});

it('writes a classic script that holds the list, and what it weighs beside it', async () => {
  const root = site(files);
  const build = await buildOfflineWorker(projectRoot, root);
  const code = readFileSync(join(root, 'sw.js'), 'utf8');
  expect(code).toContain(build.id);
  expect(code).not.toMatch(/^\s*(import|export)\s|importScripts|process\.env/m);
  const offer: unknown = JSON.parse(readFileSync(join(root, 'offline.json'), 'utf8'));
  expect(offer).toEqual({
    ...{ version: 1, build: build.id, count: 8 },
    bytes: build.files.reduce((sum, { bytes }) => sum + bytes, 0),
  });
});
