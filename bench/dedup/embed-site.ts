import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { startServer } from '../../scripts/serve.mjs';

const html =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Encoder bench</title><link rel="icon" href="data:,">' +
  '<script type="module" src="/bench/embed.page.js"></script></html>\n';

/** A page with the app's embed worker, the encoder's files and the runtime, served with the app's headers. */
export async function startEmbedSite(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const root = mkdtempSync(join(tmpdir(), 'polyphony-embed-bench-'));
  const clean = () => rmSync(root, { recursive: true, force: true });
  try {
    mkdirSync(join(root, 'bench'));
    // The server asks for a first page.
    for (const folder of ['.', 'bench']) writeFileSync(join(root, folder, 'index.html'), html);
    // Windows lets everybody make junctions of folders, but other links only some.
    for (const name of ['models', 'ort']) symlinkSync(join(projectRoot, 'public', name), join(root, name), 'junction');
    await build({
      entryPoints: {
        'embed.page': join(projectRoot, 'bench/dedup/pages/embed.page.ts'),
        'embed.worker': join(projectRoot, 'workers/embed.worker.ts'),
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
