import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { JobListener } from '../../../lib/model/job.ts';
import { ChorusEngine, type ChorusSurroundings } from './engine.ts';
import { loadXGrammar } from './grammars.ts';
import type { PartCache } from './fetch-parts.ts';
import type { OrtFactory } from './ort-module.ts';
import { loadWeights, type LoadedWeights } from './weights.ts';

const publicFolder = new URL('../../../public/', import.meta.url);

/** Nothing is kept between two loads. */
export const noCache: PartCache = {
  get: () => Promise.resolve(undefined),
  put: () => Promise.resolve(),
  delete: () => Promise.resolve(),
  keys: () => Promise.resolve([]),
};

/** Answers requests from the files that `npm run prepare:app` put under public/. */
export async function fetchPublic(url: string): Promise<Response> {
  try {
    return new Response(new Uint8Array(await readFile(fileURLToPath(url.split('?')[0] ?? url))));
  } catch {
    return new Response('run `npm run prepare:app` first', { status: 404 });
  }
}

export function publishedWeights(): Promise<LoadedWeights> {
  return loadWeights({
    base: new URL('models/smollm2-135m/', publicFolder).href,
    source: { kind: 'origin' },
    cache: noCache,
    fetch: fetchPublic,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

export async function nodeOrt(): Promise<{ factory: OrtFactory }> {
  const module = (await import('onnxruntime-web/ort-wasm-simd-threaded.mjs')) as unknown as { default: OrtFactory };
  return { factory: module.default };
}

/** The grammar compiler's script is CommonJS in a package of modules: in Node it finds neither of these by itself. */
export async function nodeXGrammar(): ReturnType<typeof loadXGrammar> {
  const require = createRequire(import.meta.url);
  Object.assign(globalThis, { require, __filename: require.resolve('@mlc-ai/web-xgrammar') });
  return loadXGrammar();
}

/** The production engine in Node: same weights, same WebAssembly, two threads. */
export function nodeEngine(emit: JobListener, wanted: Partial<ChorusSurroundings['wanted']> = {}): ChorusEngine {
  return new ChorusEngine({
    facts: { cores: 2, isolated: true, memoryGiB: null },
    wanted: { threads: 2, width: 8, ...wanted },
    factory: nodeOrt,
    weights: publishedWeights,
    grammars: nodeXGrammar,
    emit,
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  });
}
