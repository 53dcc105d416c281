/**
 * Builds the worker for offline use into the built app: sw.js, with the list of all files that a copy consists of, and
 * offline.json, which says what that weighs. Run it last: it hashes the files as they will be served.
 *
 *   node --import tsx scripts/offline-worker.ts [folder]
 */
import { build as bundle } from 'esbuild';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfflineBuild, OfflineFile, OfflineOffer } from '../lib/protocol/offline.ts';
import { fileOf } from '../workers/offline/paths.ts';
import { isMain, projectRoot } from './kit/process.mjs';
import { hashTree, writeWhole } from './kit/stamp.mjs';
import { megabytes, say, sayError } from './kit/terminal.mjs';

/** Where the worker lies: what it may answer for is everything beside and below it. */
export const OFFLINE_WORKER = 'sw.js';
export const OFFLINE_OFFER = 'offline.json';

// Hexadecimal digits; enough that no two builds ever share them.
const HASH = 16;

/**
 * Left out: what only servers read, the worker itself, and the weights, which their engines keep and verify by themselves
 * (`polyphony-weights-v1`): a second copy would cost 140 MB.
 */
const leftOut = [
  /\.(gz|br|map)$/,
  /(^|\/)\./,
  /^\/_(headers|redirects)$/,
  /^\/(sw\.js|offline\.json)$/,
  /^\/_not-found/,
  /^\/models\/(smollm2-135m|all-minilm-l6-v2)\/(?!manifest\.json$)/,
  /^\/models\/smollm2-135m-webgpu\/resolve\//,
];

/** Tens of megabytes that only some models need: they are kept when they are first used. */
const onUse = [/^\/wllama\//, /^\/ort\/[^/]+\/.*(asyncify|webgpu)/, /^\/models\/smollm2-135m-webgpu\/.*\.wasm$/];

/** Lists what an offline copy of a built app consists of. @param out the folder of the built app */
export function listOfflineBuild(out: string): OfflineBuild {
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((place) => ({ place, name: place.slice(out.length).replaceAll('\\', '/') }))
    .filter(({ name }) => !leftOut.some((kind) => kind.test(name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ place, name }): OfflineFile => {
      const data = readFileSync(place);
      const integrity = `sha256-${createHash('sha256').update(data).digest('base64')}`;
      return { path: fileOf(name), bytes: data.length, integrity };
    });
  const later = (file: OfflineFile) => onUse.some((kind) => kind.test(file.path));
  const rules = hashTree(projectRoot, ['scripts/kit/policy.mjs', 'scripts/kit/site.mjs']).slice(0, HASH);
  const id = createHash('sha256').update(rules);
  for (const { path, integrity } of files) id.update(`${path} ${integrity}\n`);
  return {
    version: 1,
    id: id.digest('hex').slice(0, HASH),
    rules,
    files: files.filter((file) => !later(file)),
    onUse: files.filter(later),
  };
}

/** Writes the worker and the offer into the folder of the built app. @returns what they list */
export async function buildOfflineWorker(root: string, out = join(root, 'out')): Promise<OfflineBuild> {
  const build = listOfflineBuild(out);
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: [join(root, 'workers/offline.worker.ts')],
    bundle: true,
    minify: true,
    // A classic script: not every browser takes modules here.
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"', OFFLINE_BUILD: JSON.stringify(build) },
    write: false,
    logLevel: 'error',
  });
  const [worker] = outputFiles;
  if (!worker) throw new Error('The bundler gave no worker for offline use.');
  const offer: OfflineOffer = {
    version: 1,
    build: build.id,
    count: build.files.length,
    bytes: build.files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  writeWhole(join(out, OFFLINE_WORKER), worker.text);
  writeWhole(join(out, OFFLINE_OFFER), `${JSON.stringify(offer)}\n`);
  return build;
}

if (isMain(import.meta.url)) {
  buildOfflineWorker(projectRoot, process.argv[2]).then(
    ({ files }) => {
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      say(`A copy for offline use has ${files.length} files: ${megabytes(bytes)}.`);
    },
    (error: unknown) => {
      sayError(error);
      process.exitCode = 1;
    },
  );
}
