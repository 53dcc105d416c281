/**
 * Builds workers/endpoint.worker.ts into public/workers/endpoint.js, a file of its own with a policy of its own.
 *
 *   node --import tsx scripts/endpoint-worker.ts
 */
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMain, projectRoot } from './kit/process.mjs';
import { writeWhole } from './kit/stamp.mjs';
import { sayError } from './kit/terminal.mjs';

/**
 * @param root the project's folder. @param into the file to write; it is left alone when nothing changed, so that a build
 * that hashes public/ is not repeated.
 */
export async function buildEndpointWorker(
  root: string,
  into = join(root, 'public', 'workers', 'endpoint.js'),
): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'workers', 'endpoint.worker.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  const code = outputFiles[0]?.text ?? '';
  if (existsSync(into) && readFileSync(into, 'utf8') === code) return;
  mkdirSync(dirname(into), { recursive: true });
  writeWhole(into, code);
}

if (isMain(import.meta.url)) {
  buildEndpointWorker(projectRoot).catch((thrown: unknown) => {
    sayError(thrown);
    process.exitCode = 1;
  });
}
