// Runs before any dependency is installed: Node's own modules only.
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** @type {typeof import('./stamp.d.mts').stampFolder} */
export const stampFolder = (root) => join(root, 'node_modules', '.cache', 'polyphony');

/** @type {typeof import('./stamp.d.mts').sha256} */
export const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** @type {typeof import('./stamp.d.mts').sha256File} */
export const sha256File = (path) => {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(4 * 1024 * 1024);
  const file = openSync(path, 'r');
  try {
    for (let n = readSync(file, buffer); n > 0; n = readSync(file, buffer)) hash.update(buffer.subarray(0, n));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
};

/** @param {string} root @param {string} path @returns {string[]} paths of files below, sorted */
const filesBelow = (root, path) => {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
};

/** @type {typeof import('./stamp.d.mts').hashTree} */
export const hashTree = (root, entries, skip = () => false) => {
  const hash = createHash('sha256');
  for (const entry of entries) {
    hash.update(`entry ${entry}\n`);
    for (const path of filesBelow(root, entry)) {
      if (skip(path)) continue;
      hash.update(`${path} ${sha256File(join(root, path))}\n`);
    }
  }
  return hash.digest('hex');
};

/** @type {typeof import('./stamp.d.mts').readStamp} */
export const readStamp = (root, name) => {
  try {
    return readFileSync(join(stampFolder(root), name), 'utf8');
  } catch {
    return null;
  }
};

/** @type {typeof import('./stamp.d.mts').writeStamp} */
export const writeStamp = (root, name, value) => writeWhole(join(stampFolder(root), name), value);

/** @type {typeof import('./stamp.d.mts').writeWhole} */
export const writeWhole = (path, data) => {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, data);
  renameSync(beside, path);
};
