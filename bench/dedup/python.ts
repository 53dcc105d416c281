import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { run } from '../../scripts/kit/process.mjs';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { cacheFolder } from '../../scripts/weights/cache.ts';
import { within } from '../generate/browser.ts';

const requirements = join(projectRoot, 'bench/dedup/requirements.txt');
/** Some 400 MB from a slow mirror. */
const INSTALL_MS = 900_000;
/** What a peer prints before its answer; libraries print lines of their own. */
const ANSWER = 'polyphony-bench-answer ';

/**
 * A Python with the peers, in an environment that is made once for each version of `requirements.txt`, outside the
 * repository. @returns the path of its interpreter. @throws Error when there is no Python or pip fails
 */
export async function peersPython(say: (line: string) => void): Promise<string> {
  const mark = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(), `bench-python-${mark}`);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const done = join(folder, 'polyphony-installed');
  if (existsSync(done)) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  say('installing the Python peers');
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder]],
    [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]],
  ];
  for (const [program, args] of steps) {
    const { code, text } = await within(INSTALL_MS, `${program} ${args[1]}`, run(program, args, { output: 'keep' }));
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${text.slice(-2000)}`);
  }
  writeFileSync(done, '');
  return python;
}

/**
 * Runs a script of `bench/dedup/peers` with one JSON argument; it answers by `answer(value)` of `peers/answer.py`.
 * Threads of native libraries are held to `threads`.
 */
export function askPython<T>(python: string, script: string, ask: unknown, threads: number, ms: number): Promise<T> {
  const env = { ...process.env };
  for (const name of ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'RAYON_NUM_THREADS', 'TOKENIZERS_NUM_THREADS'])
    env[name] = String(threads);
  // Nothing is fetched by a peer: models are files that we give it.
  env['HF_HUB_OFFLINE'] = '1';
  const child = spawn(python, [join(projectRoot, 'bench/dedup/peers', script), JSON.stringify(ask)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const work = new Promise<T>((resolve, reject) => {
    let out = '';
    let err = '';
    child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      const line = out.split('\n').find((each) => each.startsWith(ANSWER));
      if (line === undefined) reject(new Error(`${script} ended with ${code}:\n${err.slice(-2000)}`));
      else resolve(JSON.parse(line.slice(ANSWER.length)) as T);
    });
  });
  return within(ms, script, work).finally(() => child.kill('SIGKILL'));
}
