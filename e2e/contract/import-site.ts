import { build } from 'esbuild';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { startServer } from '../../scripts/serve.mjs';
import type { ContractSite } from './site.ts';

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Imports</title>
<link rel="icon" href="data:,"><script type="module" src="/page.js"></script></html>
`;

/**
 * A site with the shards worker (`/worker.js`), a worker that reads what is kept (`/reader.js`), and
 * `files` under `/files/`.
 */
export async function openImportSite(files: Readonly<Record<string, Uint8Array>>): Promise<ContractSite> {
  const root = await mkdtemp(join(tmpdir(), 'polyphony-imports-'));
  await writeFile(join(root, 'index.html'), page);
  await mkdir(join(root, 'files'));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(root, 'files', name), bytes);
  const here = (name: string) => join(projectRoot, 'e2e/contract', name);
  await build({
    entryPoints: {
      page: here('import-page.ts'),
      worker: join(projectRoot, 'workers/shards.worker.ts'),
      reader: here('import-reader.worker.ts'),
    },
    outdir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2023',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  const served = await startServer({ root, port: 0, connect: null });
  return {
    url: served.url,
    async close() {
      await served.close();
      await rm(root, { recursive: true });
    },
  };
}
