import { build } from 'esbuild';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { serveOwn, standIns } from '../fixtures/own-sites.ts';
import type { ContractSite } from './site.ts';

const page = (title: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<link rel="icon" href="data:,"><script type="module" src="/page.js"></script></html>
`;

/**
 * A site with one page (the entry `page`) and whatever else is bundled for it.
 * @param entries sources from the project's root, by the name of the script that they become.
 * @param files what else it serves, by path.
 */
export async function openBundledSite(
  title: string,
  entries: Readonly<Record<string, string>>,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<ContractSite> {
  const root = await mkdtemp(join(tmpdir(), 'polyphony-site-'));
  await writeFile(join(root, 'index.html'), page(title));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  await build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(projectRoot, path)])),
    outdir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2023',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
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
