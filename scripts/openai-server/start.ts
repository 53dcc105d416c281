import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { run } from '../kit/process.mjs';
import { adviceFor } from '../kit/terminal.mjs';
import { cacheFolder } from '../weights/cache.ts';
import { findPip } from '../weights/pip.ts';

const here = dirname(fileURLToPath(import.meta.url));
// The folder's name; the version and hash that are installed stand in requirements.txt.
const VERSION = 'xllamacpp-2026.10.11549';
// Reading 100 MB and warming up takes a second; a busy machine many.
const START_MS = 120_000;

export interface OpenAiServerOptions {
  /** Path of a GGUF file. */
  readonly gguf: string;
  /** The model's name in requests. */
  readonly alias: string;
  /** Requests that it computes at once. */
  readonly slots: number;
  /** Tokens of context for each. */
  readonly contextTokens: number;
  /** What it asks for in Authorization; null lets everybody in. */
  readonly key: string | null;
}

export interface OpenAiServer {
  /** Such as `http://127.0.0.1:41234/v1/`. */
  readonly url: string;
  close(): Promise<void>;
}

interface Installed {
  readonly python: string;
  /** Where the package lies, outside of the Python's own folders. */
  readonly packages: string;
}

/** Installs the server's package beside the other downloads, once. @throws Error with what is missing, in a sentence. */
async function install(): Promise<Installed> {
  const pip = await findPip();
  if (!pip) throw new Error('The test server needs Python with pip (python3 -m pip); there is none on this machine.');
  const [program, ...args] = pip;
  const python = args[0] === '-m' ? program : 'python3';
  const packages = join(cacheFolder(), VERSION);
  if (existsSync(packages)) return { python, packages };
  mkdirSync(dirname(packages), { recursive: true });
  const partial = mkdtempSync(`${packages}-`);
  try {
    const options = ['--no-deps', '--only-binary=:all:', '--require-hashes', '--disable-pip-version-check'];
    const wanted = ['--target', partial, '-r', join(here, 'requirements.txt')];
    const { code, text } = await run(program, [...args, 'install', ...options, ...wanted], { output: 'keep' });
    if (code !== 0)
      throw new Error(`The test server could not be installed: ${adviceFor(text) || text.trim().slice(-500)}`);
    // Another process may have been quicker.
    if (!existsSync(packages)) renameSync(partial, packages);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return { python, packages };
}

/**
 * Starts llama.cpp's own server with OpenAI's interface on a free port of this machine.
 * @returns once it answers; `close` must be called. @throws Error with a sentence.
 */
export async function startOpenAiServer({
  gguf,
  alias,
  slots,
  contextTokens,
  key,
}: OpenAiServerOptions): Promise<OpenAiServer> {
  const { python, packages } = await install();
  const args = [join(here, 'serve.py'), gguf, '--alias', alias, '--slots', `${slots}`, '--context', `${contextTokens}`];
  const child = spawn(python, [...args, ...(key === null ? [] : ['--key', key])], {
    env: { ...process.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const close = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  try {
    const address = await addressOf(child);
    await healthy(address, child);
    return { url: `${address}/v1/`, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** The one line that it prints. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = (why: string) => reject(new Error(`The test server did not start: ${why} ${log.slice(-500)}`));
    const timer = setTimeout(() => fail('it took too long.'), START_MS);
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => (log = (log + piece).slice(-4000)));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      fail(`it ended with ${code}.`);
    });
    if (!child.stdout) return;
    createInterface(child.stdout).on('line', (line) => {
      if (!line.startsWith('{')) return;
      clearTimeout(timer);
      resolve((JSON.parse(line) as { readonly address: string }).address);
    });
  });
}

async function healthy(address: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + START_MS;
  while (child.exitCode === null && Date.now() < until) {
    const answer = await fetch(`${address}/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The test server did not become ready.');
}
