import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../scripts/kit/process.mjs';
import { startServer } from '../scripts/serve.mjs';

export interface BenchSite {
  readonly url: string;
  close(): Promise<void>;
}

interface Given {
  readonly title: string;
  /** Of the page's script in `/bench`, and of the workers beside it: their sources from the project's root, by name. */
  readonly page: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Folders of `public` that the site has, too. */
  readonly folders?: readonly string[];
}

/** One page at `bench/` with bundled workers, served with the app's headers. */
export async function startWorkerSite({ title, page, scripts, body = '', folders = [] }: Given): Promise<BenchSite> {
  const root = mkdtempSync(join(tmpdir(), 'polyphony-bench-'));
  const clean = () => rmSync(root, { recursive: true, force: true });
  const html =
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">` +
    `<script type="module" src="/bench/${page}.js"></script>${body}</html>\n`;
  try {
    mkdirSync(join(root, 'bench'));
    // The server asks for a first page.
    for (const folder of ['.', 'bench']) writeFileSync(join(root, folder, 'index.html'), html);
    // Windows lets everybody make junctions of folders, but other links only some.
    for (const name of folders) symlinkSync(join(projectRoot, 'public', name), join(root, name), 'junction');
    await build({
      entryPoints: Object.fromEntries(
        Object.entries(scripts).map(([name, path]) => [name, join(projectRoot, path)] as const),
      ),
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
