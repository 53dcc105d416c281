/**
 * Builds the WebGPU library of the embedded model from its sources, with the pinned packages, in a fresh folder, and
 * compares it with the committed one byte by byte: `npm run model:verify`. Three minutes on two idle cores. Needs python3 with
 * venv, emcc of the version below and a package index; the app itself needs none of them.
 */
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMain, projectRoot, run } from './kit/process.mjs';
import { sha256 } from './kit/stamp.mjs';
import { adviceFor, say, sayError, Stop } from './kit/terminal.mjs';

const LIBRARY = 'smollm2-135m-q4f32.wasm';
/** Another compiler writes other bytes. Debian 12 has this one. */
const EMSCRIPTEN = '3.1.6';
const folder = join(projectRoot, 'models', 'smollm2-135m', 'webgpu');

/** @type {typeof import('./model-verify.d.mts').difference} */
export const difference = (committed, built) => {
  if (Buffer.compare(committed, built) === 0) return null;
  const at = committed.findIndex((byte, i) => byte !== built[i]);
  const where = at === -1 ? 'at the end of the committed one' : `at byte ${at}`;
  return `they part ${where}; committed ${committed.length} bytes, built ${built.length}`;
};

/** @type {typeof import('./model-verify.d.mts').sumOf} */
export const sumOf = (sums, name) => {
  const line = sums.split('\n').find((one) => one.trim().endsWith(` ${name}`));
  return line ? line.slice(0, 64) : null;
};

const checkTools = async () => {
  const python = await run('python3', ['-c', 'import venv, ensurepip, sys; print(sys.version_info >= (3, 10))'], {
    output: 'keep',
  });
  if (python.code !== 0)
    throw new Stop(
      'There is no python3 with venv on this machine.',
      'install it: `sudo apt-get install python3-venv` on Debian and Ubuntu.',
    );
  if (!python.stdout.includes('True')) throw new Stop('python3 is older than 3.10, which the pinned TVM needs.');
  const emcc = await run('emcc', ['--version'], { output: 'keep' });
  const install = '`sudo apt-get install --no-install-recommends emscripten` on Debian 12 brings it (900 MB on disk).';
  if (emcc.code !== 0) throw new Stop('There is no emcc on this machine.', install);
  const [, version] = /\b(\d+\.\d+\.\d+)/.exec(emcc.text) ?? [];
  if (version !== EMSCRIPTEN)
    throw new Stop(
      `This is emcc ${version ?? 'of an unknown version'}; the library was built with ${EMSCRIPTEN}, others write other bytes.`,
      install,
    );
};

/** @param {string} title @param {string} command @param {string[]} args @param {string} cwd */
const step = async (title, command, args, cwd) => {
  say(`${title} ...`);
  const { code, text } = await run(command, args, { output: 'keep', cwd, env: { PIP_DISABLE_PIP_VERSION_CHECK: '1' } });
  if (code === 0) return;
  say(text.split('\n').slice(-30).join('\n'));
  throw new Stop(`${title} failed (see above).`, adviceFor(text) || 'the lines above say where.');
};

const main = async () => {
  const committed = readFileSync(join(folder, LIBRARY));
  const sums = join(folder, 'SHA256SUMS');
  const sum = existsSync(sums) ? sumOf(readFileSync(sums, 'utf8'), LIBRARY) : null;
  if (sum !== sha256(committed))
    throw new Stop(
      `${LIBRARY} has the sha256 ${sha256(committed)}, but SHA256SUMS says ${sum ?? 'nothing'}.`,
      'run `git checkout models`; after building it anew on purpose run `npm run model:sums` instead.',
    );
  await checkTools();
  const work = mkdtempSync(join(tmpdir(), 'polyphony-verify-'));
  try {
    // The sources are copied as well: a build that needs anything else of the checkout would show.
    const sources = join(work, 'sources');
    cpSync(folder, sources, { recursive: true, filter: (path) => !/\.wasm$|__pycache__/.test(path) });
    await step('Making a Python environment', 'python3', ['-m', 'venv', 'venv'], work);
    const pip = join(work, 'venv', 'bin', 'pip');
    await step('Installing the pinned packages', pip, ['install', '-r', join(sources, 'requirements.txt')], work);
    await step(
      'Building the library',
      'bash',
      [join(sources, 'build.sh'), join(work, 'venv'), join(work, 'built')],
      work,
    );
    const built = join(work, 'built', LIBRARY);
    const wrong = difference(committed, readFileSync(built));
    if (wrong === null) {
      say(`The committed ${LIBRARY} is what its sources build: sha256 ${sha256(committed)}.`);
      return;
    }
    const kept = join(tmpdir(), LIBRARY);
    copyFileSync(built, kept);
    throw new Stop(
      `The committed ${LIBRARY} is not what its sources build: ${wrong}.`,
      `the built one is kept as ${kept}. After changing the sources on purpose copy it to ${folder} and run \`npm run model:sums\`.`,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

if (isMain(import.meta.url)) {
  main().catch((/** @type {unknown} */ error) => {
    sayError(error);
    process.exitCode = 1;
  });
}
