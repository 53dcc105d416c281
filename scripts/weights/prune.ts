import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const KEPT_MS = 24 * 3600_000;

/**
 * Takes away conversions that nobody asked for since yesterday; each is above a hundred megabytes.
 * @param prefix of the folders' names. @param index the file whose time says when one was last of use. @param keep the
 * folder of now.
 */
export function pruneConversions(cache: string, prefix: string, index: string, keep: string): void {
  for (const name of readdirSync(cache)) {
    if (!name.startsWith(prefix) || name === keep) continue;
    const used = statSync(join(cache, name, index), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - used > KEPT_MS) rmSync(join(cache, name), { recursive: true, force: true });
  }
}
