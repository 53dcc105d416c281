import { build as bundle, type Plugin } from 'esbuild';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { serveOwn, standIns } from '../fixtures/own-sites.ts';

export interface ContractSite {
  /** Ends in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Engine contract</title>
<link rel="icon" href="data:,"><script type="module" src="/page.js"></script></html>
`;

/**
 * A site with one page, one engine worker (bundled as `/worker.js`), all of public/, and `files` under `/files/`.
 * @param worker path of the worker's source from the project's root.
 * @param files absolute paths by the name under `/files/`.
 */
export async function openSite(worker: string, files: Readonly<Record<string, string>>): Promise<ContractSite> {
  const root = await mkdtemp(join(tmpdir(), 'polyphony-contract-'));
  await mkdir(join(root, 'files'));
  for (const name of await readdir(join(projectRoot, 'public')))
    await symlink(join(projectRoot, 'public', name), join(root, name));
  for (const [name, path] of Object.entries(files)) await symlink(path, join(root, 'files', name));
  await writeFile(join(root, 'index.html'), page);
  await bundle({
    entryPoints: { page: join(projectRoot, 'e2e/contract/page.ts'), worker: join(projectRoot, worker) },
    outdir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2023',
    platform: 'browser',
    // Packages for Node and browsers alike ask for these behind a test of where they run.
    external: ['fs', 'path', 'url', 'module', 'crypto', 'worker_threads', 'node:*', 'perf_hooks', 'ws'],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [assets(root)],
    logLevel: 'error',
  });
  const served = await serveOwn({ root, port: 0, connect: standIns });
  return {
    url: served.url,
    async close() {
      await served.close();
      await rm(root, { recursive: true });
    },
  };
}

const ASSET = /new URL\(\s*(["'])([^"']+)\1,\s*import\.meta\.url,?\s*\)/g;

/** `new URL('package/file.wasm', import.meta.url)` in our own workers, which the app's bundler copies beside them. */
function assets(root: string): Plugin {
  return {
    name: 'assets',
    setup(build) {
      build.onLoad({ filter: /[\\/]workers[\\/].*\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const found = [...source.matchAll(ASSET)].map(([, , wanted = '']) => wanted);
        if (found.length === 0) return null;
        await mkdir(join(root, 'assets'), { recursive: true });
        for (const wanted of found)
          await copyFile(createRequire(path).resolve(wanted), join(root, 'assets', basename(wanted)));
        const contents = source.replace(
          ASSET,
          (_whole, _quote, wanted: string) => `new URL('/assets/${basename(wanted)}', location.href)`,
        );
        return { contents, loader: 'ts' };
      });
    },
  };
}
