import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { startServer } from '../../scripts/serve.mjs';
import { place } from '../../scripts/weights/cache.ts';

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

const pages = ['worker', 'wllama', 'web-llm'];
const workers = ['core', 'ort'];
const here = join(projectRoot, 'bench/generate/pages');

/**
 * Bare pages with the app's own headers, bundled for production like it.
 * @param folders more folders to serve: path to what lies there.
 * @param files the same for files.
 */
export async function startBareSite(
  folders: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): Promise<Site> {
  const root = mkdtempSync(join(tmpdir(), 'polyphony-bench-'));
  try {
    await build({
      entryPoints: [
        ...pages.map((name) => join(here, `${name}.page.ts`)),
        ...workers.map((name) => join(here, `${name}.worker.ts`)),
      ],
      outdir: root,
      bundle: true,
      format: 'esm',
      target: 'es2023',
      minify: true,
      // Named by libraries for Node alone, behind a check.
      external: ['url', 'module'],
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'error',
    });
    for (const name of pages) writeFileSync(join(root, `${name}.html`), html(name));
    writeFileSync(join(root, 'index.html'), html('worker'));
    const all = {
      models: join(projectRoot, 'public/models'),
      ort: join(projectRoot, 'public/ort'),
      ortweb: join(projectRoot, 'node_modules/onnxruntime-web/dist'),
      ...folders,
    };
    // Windows lets everybody make junctions of folders, but other links only some.
    for (const [path, target] of Object.entries(all)) symlinkSync(target, join(root, path), 'junction');
    for (const [path, target] of Object.entries(files)) place(target, join(root, path));
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

const html = (name: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>` +
  `<link rel="icon" href="data:,"><script type="module" src="/${name}.page.js"></script></html>\n`;
