import { build, type BuildOptions } from 'esbuild';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { serveOwn, standIns } from '../fixtures/own-sites.ts';
import type { ContractSite } from './site.ts';

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Models worker</title>
<link rel="icon" href="data:,"><script type="module" src="/page.js"></script></html>
`;

const noPrivateFiles = `StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('', 'SecurityError'));`;

/** A site with the models worker (`/worker.js`), the same in a browser without private files (`/bare.js`), and public/models. */
export async function openModelsSite(): Promise<ContractSite> {
  const root = await mkdtemp(join(tmpdir(), 'polyphony-models-'));
  await writeFile(join(root, 'index.html'), page);
  await symlink(join(projectRoot, 'public', 'models'), join(root, 'models'));
  const common: BuildOptions = { outdir: root, bundle: true, format: 'esm', target: 'es2023', logLevel: 'error' };
  const worker = join(projectRoot, 'workers/models.worker.ts');
  const here = (name: string) => join(projectRoot, 'e2e/contract', name);
  await build({
    ...common,
    entryPoints: { page: here('models-page.ts'), worker, store: here('models-store.worker.ts') },
  });
  await build({ ...common, entryPoints: { bare: worker }, banner: { js: noPrivateFiles } });
  const served = await serveOwn({ root, port: 0, connect: [...standIns, 'https://libraries.test'] });
  return {
    url: served.url,
    async close() {
      await served.close();
      await rm(root, { recursive: true });
    },
  };
}
