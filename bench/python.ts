import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { projectRoot, run } from '../scripts/kit/process.mjs';
import { cacheFolder } from '../scripts/weights/cache.ts';
import { within } from './generate/browser.ts';

/** Some 400 MB from a slow mirror. */
const INSTALL_MS = 900_000;
const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
/** What a peer prints before its answer; libraries print lines of their own. */
const ANSWER = 'polyphony-bench-answer ';

/**
 * A Python with the peers of a bench, in an environment that is made once for each version of its `requirements.txt`,
 * outside the repository. @param bench its folder @param bare packages to install without what they name @returns the path of its interpreter. @throws Error when there is no Python or pip fails
 */
export async function peersPython(
  bench: string,
  say: (line: string) => void,
  bare: readonly string[] = [],
): Promise<string> {
  const requirements = join(projectRoot, 'bench', bench, 'requirements.txt');
  const mark = createHash('sha256')
    .update(readFileSync(requirements))
    .update(bare.join(' '))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cacheFolder(), `bench-python-${mark}`);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const done = join(folder, 'polyphony-installed');
  if (existsSync(done)) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  say('installing the Python peers');
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder]],
    [python, [...pip, '-r', requirements]],
    ...(bare.length > 0 ? [[python, [...pip, '--no-deps', ...bare]] as const] : []),
  ];
  for (const [program, args] of steps) {
    const { code, text } = await within(INSTALL_MS, `${program} ${args[1]}`, run(program, args, { output: 'keep' }));
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${text.slice(-2000)}`);
  }
  writeFileSync(done, '');
  return python;
}

/**
 * Runs a script of a bench's `peers`, `bench/script.py`, with one JSON argument, or with JSON on its input where that is
 * long; it answers with one line that begins with a mark. Threads of native libraries are held to `threads`.
 */
export function askPython<T>(
  python: string,
  script: string,
  ask: unknown,
  threads: number,
  ms: number,
  by: 'argument' | 'input' = 'argument',
): Promise<T> {
  const env = { ...process.env };
  for (const name of ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'RAYON_NUM_THREADS', 'TOKENIZERS_NUM_THREADS'])
    env[name] = String(threads);
  // Nothing is fetched by a peer: models are files that we give it.
  env['HF_HUB_OFFLINE'] = '1';
  const [bench = '', file = ''] = script.split('/');
  const path = join(projectRoot, 'bench', bench, 'peers', file);
  const question = JSON.stringify(ask);
  const child = spawn(python, by === 'argument' ? [path, question] : [path], { env });
  // A child that ends early closes its input; what it says on its error tells why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(by === 'input' ? question : undefined);
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
