import { accessSync, constants, copyFileSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

function writable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where downloads stay between clones: $POLYPHONY_CACHE, $XDG_CACHE_HOME/polyphony, ~/.cache/polyphony, else temporary. */
export function cacheFolder(
  env: Env = process.env,
  home = homedir(),
  temporary = tmpdir(),
  isWritable: (folder: string) => boolean = writable,
): string {
  const wanted = [
    env.POLYPHONY_CACHE,
    env.XDG_CACHE_HOME && join(env.XDG_CACHE_HOME, 'polyphony'),
    home && join(home, '.cache', 'polyphony'),
    join(temporary, 'polyphony'),
  ].filter((folder): folder is string => Boolean(folder));
  const found = wanted.find(isWritable);
  if (found === undefined) throw new Error('EACCES: there is no folder to keep downloads in');
  return found;
}

/** A hard link where the file system can, else a copy; atomic either way. */
export function place(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  const beside = `${to}.${process.pid}.tmp`;
  rmSync(beside, { force: true });
  try {
    linkSync(from, beside);
  } catch {
    copyFileSync(from, beside, constants.COPYFILE_FICLONE);
  }
  // Renaming a link onto another link of the same file does nothing and leaves the first one behind.
  rmSync(to, { force: true });
  renameSync(beside, to);
}
