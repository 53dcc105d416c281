/**
 * Builds the workers that have a policy of their own, each as one file: workers/endpoint.worker.ts and workers/far.worker.ts
 * become public/workers/endpoint.js and far.js.
 *
 *   node --import tsx scripts/own-workers.ts
 */
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, projectRoot } from './kit/process.mjs';
import { writeWhole } from './kit/stamp.mjs';
import { sayError } from './kit/terminal.mjs';

/** Those that may reach servers which the user names; see the policy in kit/site.mjs. */
export const ownWorkers = ['endpoint', 'far'] as const;

/**
 * @param root the project's folder. @param into the folder to write to; files are left alone when nothing changed, so
 * that a build that hashes public/ is not repeated.
 */
export async function buildOwnWorkers(root: string, into = join(root, 'public', 'workers')): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(ownWorkers.map((name) => [name, join(root, 'workers', `${name}.worker.ts`)])),
    outdir: into,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  mkdirSync(into, { recursive: true });
  for (const { path, text } of outputFiles) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    writeWhole(path, text);
  }
}

if (isMain(import.meta.url)) {
  buildOwnWorkers(projectRoot).catch((thrown: unknown) => {
    sayError(thrown);
    process.exitCode = 1;
  });
}
