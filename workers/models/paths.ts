import { badInput } from '../../lib/model/fault.ts';
import type { ModelKey } from '../../lib/model/catalogue.ts';

/** Everything that the models worker keeps lies under this folder. */
export const MODELS_FOLDER = 'models';

// Longer names are refused by some file systems (255 bytes), and `.part.json` is put behind them.
const MAX_SEGMENT = 200;

/** The folder of one model; the key can be read back from it, so that a scan finds what no record names. */
export function folderOf(key: ModelKey): string {
  return `${MODELS_FOLDER}/${encodeURIComponent(key)}`;
}

/** The reverse of `folderOf` for any path in the folder; null for paths that are no model's. */
export function keyOf(path: string): ModelKey | null {
  const [top, folder] = path.split('/');
  if (top !== MODELS_FOLDER || !folder) return null;
  try {
    return decodeURIComponent(folder);
  } catch {
    return null;
  }
}

/** Where the store keeps one file of a model, as its index names it. @throws FaultError `bad-input` for paths that climb */
export function filePath(key: ModelKey, path: string): string {
  checkPath(path);
  return `${folderOf(key)}/files/${path.split('/').map(encodeURIComponent).join('/')}`;
}

export function recordPath(key: ModelKey): string {
  return `${folderOf(key)}/model.json`;
}

/** Refuses what is no plain relative path: an index must not be able to point anywhere else. */
export function checkPath(path: string): void {
  const segments = path.split('/');
  const fine = segments.every(
    (segment) =>
      segment !== '' && segment !== '.' && segment !== '..' && encodable(segment) && !/[\\\p{Cc}]/u.test(segment),
  );
  if (!fine) throw badInput(`“${path}” is not a name that a model’s file can have.`);
}

function encodable(segment: string): boolean {
  try {
    return encodeURIComponent(segment).length <= MAX_SEGMENT;
  } catch {
    // Half of a surrogate pair.
    return false;
  }
}
