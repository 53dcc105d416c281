import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { startServer } from '../../scripts/serve.mjs';

export interface HubSite {
  readonly url: string;
  close(): Promise<void>;
}

const here = join(projectRoot, 'bench/hub/pages');
const html =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Hub bench</title><link rel="icon" href="data:,">' +
  '<script type="module" src="/bench/hub.page.js"></script><input type="file" id="file" aria-label="Rows"></html>\n';

/** The built app, and on the same origin (so over the same database) a page that asks the shards worker directly. */
export async function startHubSite(): Promise<HubSite> {
  const root = mkdtempSync(join(tmpdir(), 'polyphony-hub-bench-'));
  try {
    for (const name of readdirSync(join(projectRoot, 'out'))) {
      // Windows lets everybody make junctions of folders, but other links only some.
      symlinkSync(join(projectRoot, 'out', name), join(root, name), 'junction');
    }
    mkdirSync(join(root, 'bench'));
    writeFileSync(join(root, 'bench', 'index.html'), html);
    await build({
      entryPoints: {
        'hub.page': join(here, 'hub.page.ts'),
        parse: join(here, 'parse.worker.ts'),
        records: join(here, 'records.worker.ts'),
        shards: join(projectRoot, 'workers/shards.worker.ts'),
      },
      outdir: join(root, 'bench'),
      bundle: true,
      splitting: true,
      format: 'esm',
      target: 'es2023',
      minify: true,
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'error',
    });
    const server = await startServer({ root, port: 0, connect: null });
    return {
      url: server.url,
      async close() {
        await server.close();
        rmSync(root, { recursive: true, force: true });
      },
    };
  } catch (thrown) {
    rmSync(root, { recursive: true, force: true });
    throw thrown;
  }
}
