/**
 * Puts each page's policy into it, and a .gz and a .br beside each large text-like file of out/, which the server then
 * sends instead.
 *
 *   node scripts/after-build.mjs [folder]
 */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { driftOf, sealPages } from './kit/pages.mjs';
import { isMain, projectRoot } from './kit/process.mjs';
import { megabytes, say, sayError, Stop } from './kit/terminal.mjs';

const kinds = /\.(js|css|html|json|mjs|wasm|onnx|svg|txt)$/;
// Below this a response is one packet anyway.
const LEAST = 1400;

/** Brotli's best level takes a minute for the 14 MB of the runtime; level 5 a fraction of a second. @param {number} size */
const brotliLevel = (size) => (size <= 512 * 1024 ? 11 : size <= 4 * 1024 * 1024 ? 8 : 5);

/** @param {string} folder @returns {Promise<string[]>} */
const filesBelow = async (folder) => {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return kinds.test(entry.name) && (await stat(path)).size >= LEAST ? [path] : [];
  });
  return (await Promise.all(lists)).flat();
};

/** @param {string} path */
const compress = async (path) => {
  const data = await readFile(path);
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(data, { level: 9 }),
    promisify(brotliCompress)(data, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: brotliLevel(data.length),
        [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
      },
    }),
  ]);
  await writeFile(`${path}.gz`, zipped);
  await writeFile(`${path}.br`, brotli);
  return { before: data.length, after: brotli.length };
};

/** @type {typeof import('./after-build.d.mts').compressFolder} */
export const compressFolder = async (folder) => {
  const queue = await filesBelow(folder);
  const sum = { files: queue.length, before: 0, after: 0 };
  const work = async () => {
    for (let path = queue.pop(); path; path = queue.pop()) {
      const { before, after } = await compress(path);
      sum.before += before;
      sum.after += after;
    }
  };
  // Each worker holds one file twice in memory; zlib's own threads do the computing.
  await Promise.all([work(), work()]);
  return sum;
};

if (isMain(import.meta.url)) {
  const folder = process.argv[2] ?? join(projectRoot, 'out');
  const finish = async () => {
    // First: what is compressed must be the page as it is served.
    sealPages(folder);
    const sums = await compressFolder(folder);
    const drift = driftOf(folder);
    if (drift.length > 0) throw new Stop(`The pages and their policies do not fit together:\n${drift.join('\n')}`);
    return sums;
  };
  finish().then(
    ({ files, before, after }) => {
      say(`Compressed ${files} files of the app: ${megabytes(before)} became ${megabytes(after)}.`);
    },
    (/** @type {unknown} */ error) => {
      sayError(error);
      process.exitCode = 1;
    },
  );
}
