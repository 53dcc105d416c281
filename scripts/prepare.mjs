/**
 * Makes everything that `npm start` and `npm test` need: dependencies, the model's weights, the built app in out/.
 * Each step is skipped when nothing changed. Runs on a fresh clone, so it uses Node's own modules only.
 *
 *   node scripts/prepare.mjs [--no-build]
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bin, isMain, projectRoot, runNode, runNpm } from './kit/process.mjs';
import { hashTree, readStamp, sha256File, writeStamp, writeWhole } from './kit/stamp.mjs';
import { adviceFor, say, sayError, Stop } from './kit/terminal.mjs';

const LEAST_NODE = /** @type {const} */ ([20, 9]);

/** @type {typeof import('./prepare.d.mts').checkNode} */
export const checkNode = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  throw new Stop(
    `Polyphony needs Node.js ${LEAST_NODE.join('.')} or newer; this is ${version}.`,
    'install the current LTS release from https://nodejs.org/ and run the same command again.',
  );
};

/**
 * Whether node_modules holds what package-lock.json names, by the list that npm leaves there after a finished install.
 * An `npm install` by hand therefore never makes us throw node_modules away.
 * @param {string} root
 */
const installed = (root) => {
  try {
    /** @param {string} path @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} */
    const packages = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
    const have = packages('node_modules/.package-lock.json');
    return Object.entries(packages('package-lock.json')).every(
      ([path, { version, optional, devOptional }]) =>
        // Optional packages are those of other systems, too.
        path === '' || (!have[path] && (optional ?? devOptional)) || have[path]?.version === version,
    );
  } catch {
    return false;
  }
};

/** @param {string} root @param {string[]} args */
const npmInstall = (root, args) =>
  // No package of ours needs its install script: all binaries come as optional packages.
  runNpm([...args, '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    output: 'tee',
    // Under NODE_ENV=production npm would leave out what the build needs.
    env: { NODE_ENV: undefined, npm_config_omit: undefined },
  });

/** @type {typeof import('./prepare.d.mts').ensureDependencies} */
export const ensureDependencies = async (root) => {
  const lock = sha256File(join(root, 'package-lock.json'));
  if (readStamp(root, 'dependencies') === lock && existsSync(join(root, 'node_modules/next/package.json'))) return;
  if (!installed(root)) {
    say('Installing dependencies (npm ci); this takes about a minute ...');
    let { code, text } = await npmInstall(root, ['ci']);
    if (code !== 0 && /package-lock\.json .*are in sync/.test(text)) {
      // A lock that was made where some other system's optional packages could not be seen is turned down whole by
      // `npm ci`. `npm install` keeps to all versions that it does name, and adds what this system lacks.
      say('package-lock.json does not name everything; trying npm install instead ...');
      ({ code, text } = await npmInstall(root, ['install', '--no-save']));
    }
    if (code !== 0)
      throw new Stop(
        'The dependencies could not be installed (npm failed, see above).',
        adviceFor(text) || 'read the last lines above; `rm -rf node_modules` and the same command again often helps.',
      );
  }
  writeStamp(root, 'dependencies', lock);
};

/** @type {typeof import('./prepare.d.mts').ensureWeights} */
export const ensureWeights = async (root) => {
  const { code } = await runNode(['--import', 'tsx', join(root, 'scripts/weights.ts')], { cwd: root });
  // It exits 0 without weights, too: the app says so in its own words. What is left are faults of the checkout.
  if (code !== 0) throw new Stop('The model files could not be prepared (see above).');
};

/** What the step after the build is made of; the policies are written into pages. */
const afterBuild = ['after-build.mjs', 'kit/pages.mjs', 'kit/policy.mjs', 'kit/site.mjs', 'offline-worker.ts'].map(
  (name) => `scripts/${name}`,
);

// The weights stand for themselves in the manifest beside them.
/** @type {typeof import('./prepare.d.mts').buildHash} */
export const buildHash = (root) => {
  const configs = readdirSync(root).filter((name) => /^(next|postcss)\.config\.\w+$|^\.env/.test(name));
  const entries = ['app', 'components', 'workers', 'lib', 'public', 'models', 'tsconfig.json', 'package-lock.json'];
  return hashTree(root, [...entries, ...configs.sort(), ...afterBuild], (path) =>
    /\.test\.\w+$|\.(md|py|bin)$|\/fixtures\//.test(path),
  );
};

/** @type {typeof import('./prepare.d.mts').ensureBuild} */
export const ensureBuild = async (root) => {
  const hash = buildHash(root);
  // The stamp lies in out/ itself: a build by hand replaces the folder and takes the stamp with it.
  const stamp = join(root, 'out', '.polyphony-build');
  if (existsSync(join(root, 'out/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('Building the app (next build); this takes about a minute ...');
  const { code, text } = await runNode([bin(root, 'next'), 'build'], {
    cwd: root,
    output: 'tee',
    env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (code !== 0 || !statSync(join(root, 'out'), { throwIfNoEntry: false }))
    throw new Stop(
      code === 0 ? 'The build left no out/ folder.' : 'The build failed (next build, see above).',
      adviceFor(text) ||
        'read the error above; `rm -rf .next out` and the same command again helps after a broken build.',
    );
  const after = await runNode([join(root, 'scripts/after-build.mjs')], { cwd: root });
  if (after.code !== 0) throw new Stop('The built files could not be finished (see above).');
  // Last: it lists what is served, by content.
  const offline = await runNode(['--import', 'tsx', join(root, 'scripts/offline-worker.ts')], { cwd: root });
  if (offline.code !== 0) throw new Stop('The worker for offline use could not be built (see above).');
  writeWhole(stamp, hash);
};

/** @type {typeof import('./prepare.d.mts').prepare} */
export const prepare = async ({ root = projectRoot, build = true } = {}) => {
  checkNode(process.versions.node);
  await ensureDependencies(root);
  await ensureWeights(root);
  if (build) await ensureBuild(root);
};

if (isMain(import.meta.url)) {
  prepare({ build: !process.argv.includes('--no-build') }).catch((/** @type {unknown} */ error) => {
    sayError(error);
    process.exitCode = 1;
  });
}
