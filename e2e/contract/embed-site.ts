import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { openBundledSite } from './bundled-site.ts';
import type { ContractSite } from './site.ts';

export const MODEL = 'models/all-minilm-l6-v2';

/** Files below public/, by their path there. */
export async function published(folder: string): Promise<Record<string, Uint8Array>> {
  const names = await readdir(join(projectRoot, 'public', folder), { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string) => [path.slice(join(projectRoot, 'public/').length), await readFile(path)] as const;
  return Object.fromEntries(await Promise.all(paths.map(read)));
}

/** A site with the app's whole embed worker (`/worker.js`) and the encoder; under `/bare/` one that was built without. */
export async function openEmbedSite(): Promise<ContractSite> {
  const head = { version: 1, model: 'all-minilm-l6-v2', name: 'all-MiniLM-L6-v2', licence: 'Apache-2.0' };
  const missing = JSON.stringify({ ...head, missing: true, reason: 'pip: there was no network' });
  return openBundledSite(
    'Encoder',
    { page: 'e2e/contract/embed-page.ts', worker: 'workers/embed.worker.ts' },
    { ...(await published(MODEL)), ...(await published('ort')), [`bare/${MODEL}/manifest.json`]: missing },
  );
}
