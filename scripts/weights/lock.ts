import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WAIT_MS = 20 * 60_000;

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, but it lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Runs `work` while no other process works in this folder: two downloads into one file would spoil each other. */
export async function withLock<T>(
  folder: string,
  onWait: () => void,
  work: () => Promise<T>,
  pollMs = 500,
): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  const end = Date.now() + WAIT_MS;
  for (let waited = false; ;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (!holderLives(path) || Date.now() > end) {
      rmSync(path, { force: true });
      continue;
    }
    if (!waited) onWait();
    waited = true;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function holderLives(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    // Empty in the instant between its making and its writing.
    return pid === 0 || (pid !== process.pid && alive(pid));
  } catch {
    return false;
  }
}
