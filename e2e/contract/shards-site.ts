import { build } from 'esbuild';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { startServer } from '../../scripts/serve.mjs';
import type { ContractSite } from './site.ts';

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shards</title>
<link rel="icon" href="data:,"><script type="module" src="/page.js"></script></html>
`;

/** Personas in the starter file of the site: three parts, the last of one row. */
export const STARTERS = 8193;

export const starterText = (row: number): string => `A weaver who keeps ${row} looms in 西陣`;

/** A site with the app's whole shards worker (`/worker.js`) and a starter file (`/starter.json`). */
export async function openShardsSite(): Promise<ContractSite> {
  const root = await mkdtemp(join(tmpdir(), 'polyphony-shards-'));
  await writeFile(join(root, 'index.html'), page);
  const personas = Array.from({ length: STARTERS }, (_, row) => ({
    text: starterText(row),
    labels: { occupation: row % 2 ? '7' : 'none' },
  }));
  const file = { format: 'polyphony-personas', version: 1, name: 'Starters', licence: 'CC0-1.0', source: 'a test' };
  await writeFile(join(root, 'starter.json'), JSON.stringify({ ...file, personas }));
  await build({
    entryPoints: {
      page: join(projectRoot, 'e2e/contract/shards-page.ts'),
      worker: join(projectRoot, 'workers/shards.worker.ts'),
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
