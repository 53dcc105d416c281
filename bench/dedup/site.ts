import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { startServer } from '../../scripts/serve.mjs';

const here = join(projectRoot, 'bench/dedup/pages');
const html =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Dedup bench</title><link rel="icon" href="data:,">' +
  '<script type="module" src="/bench/lexical.page.js"></script><input type="file" id="file" aria-label="Rows"></html>\n';

/** A page with the joins in a worker, served with the app's headers. */
export async function startLexicalSite(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const root = mkdtempSync(join(tmpdir(), 'polyphony-dedup-bench-'));
  const clean = () => rmSync(root, { recursive: true, force: true });
  try {
    mkdirSync(join(root, 'bench'));
    writeFileSync(join(root, 'index.html'), html);
    writeFileSync(join(root, 'bench', 'index.html'), html);
    await build({
      entryPoints: {
        'lexical.page': join(here, 'lexical.page.ts'),
        'lexical.worker': join(here, 'lexical.worker.ts'),
      },
      outdir: join(root, 'bench'),
      bundle: true,
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
        clean();
      },
    };
  } catch (thrown) {
    clean();
    throw thrown;
  }
}
