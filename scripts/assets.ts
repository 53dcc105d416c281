import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WEB_LLM_CATALOGUE, writeWebLlmCatalogue } from './catalogue/web-llm.ts';
import { hashTree, readStamp, writeStamp } from './kit/stamp.mjs';
import { buildOwnWorkers, ownWorkers } from './own-workers.ts';
import { publishOrtWebgpu } from './ort-webgpu-assets.ts';
import { publishRuntime } from './weights/publish.ts';
import { publishWllama } from './wllama-assets.ts';

const STAMP = 'assets';

/**
 * Fills what the app serves beside its own build and weights: the runtimes' WebAssembly, WebLLM's catalogue, and the
 * workers that are files of their own. Does nothing when neither packages nor sources changed.
 */
export async function prepareAssets(root: string): Promise<void> {
  publishRuntime(root);
  publishOrtWebgpu(root);
  const key = hashTree(root, ['package-lock.json', 'scripts', 'workers', 'lib'], (path) => path.includes('.test'));
  const workers = ownWorkers.map((name) => `workers/${name}.js`);
  const made = [...workers, WEB_LLM_CATALOGUE, 'wllama'].map((name) => join(root, 'public', name));
  if (readStamp(root, STAMP) === key && made.every((path) => existsSync(path))) return;
  publishWllama(root);
  await writeWebLlmCatalogue(join(root, 'public'));
  await buildOwnWorkers(root);
  writeStamp(root, STAMP, key);
}
