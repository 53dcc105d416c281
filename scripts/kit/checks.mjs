import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, runNode } from './process.mjs';
import { failuresOfVitest, textOf } from './failures.mjs';
import { countOne, countVitest } from './tally.mjs';

/** @typedef {import('./checks.d.mts').CheckName} CheckName */
/** @typedef {{ code: number, text: string }} Outcome */

// Fewer than this is no project: dependency-cruiser finds nothing, and says so nowhere, when it cannot load TypeScript.
const LEAST_MODULES = 20;
// What a runner says before it ends without a report.
const TAIL_CHARS = 4000;
const cruised = ['app', 'components', 'workers', 'lib'];

// Some tools take any FORCE_COLOR, even 0, for a yes.
const plain = { FORCE_COLOR: undefined, NO_COLOR: '1' };
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : plain;

/** Runs commands one after the other up to the first that fails. @param {string} root @param {string[][]} commands */
const inTurn = async (root, commands) => {
  /** @type {Outcome} */
  let last = { code: 0, text: '' };
  for (const args of commands) {
    last = await runNode(args, { cwd: root, output: 'keep', env: colours });
    if (last.code !== 0) break;
  }
  return last;
};

/** @param {string} root @returns {Promise<Outcome>} */
const types = (root) => {
  const tsc = bin(root, 'typescript', 'tsc');
  const projects = ['tsconfig.pure.json', 'scripts/tsconfig.check.json'].filter((path) => existsSync(join(root, path)));
  return inTurn(root, [[tsc, '--noEmit'], ...projects.map((path) => [tsc, '--noEmit', '-p', path])]);
};

/** @param {string} root @returns {Promise<Outcome>} */
const boundaries = async (root) => {
  const { code, text, stdout } = await runNode(
    [bin(root, 'dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.cjs', '-T', 'json', ...cruised],
    { cwd: root, output: 'keep', env: plain },
  );
  if (code !== 0) return { code, text };
  /** @type {{ modules: { source: string }[], summary: { error: number, violations: { from: string, to: string, rule: { name: string } }[] } }} */
  const { modules, summary } = JSON.parse(stdout);
  const ours = modules.filter(({ source }) => cruised.some((folder) => source.startsWith(`${folder}/`))).length;
  const lines = summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} imports ${to}`);
  if (ours < LEAST_MODULES) lines.push(`It saw ${ours} modules only; at least ${LEAST_MODULES} were to be expected.`);
  return { code: summary.error > 0 || ours < LEAST_MODULES ? 1 : 0, text: lines.join('\n') };
};

/**
 * Files that did not change are not looked at again. Lint with types can miss what a change elsewhere breaks in such a
 * file, so continuous integration looks at everything. @param {string} root @param {string} name
 */
const cached = (root, name) =>
  process.env.CI
    ? []
    : ['--cache', '--cache-strategy', 'content', '--cache-location', join(root, 'node_modules/.cache', name, 'cache')];

/** @type {Readonly<Record<Exclude<CheckName, 'unit'>, (root: string) => Promise<Outcome>>>} */
const tools = {
  types,
  lint: (root) => inTurn(root, [[bin(root, 'eslint'), '.', '--max-warnings', '0', ...cached(root, 'eslint')]]),
  format: (root) =>
    inTurn(root, [[bin(root, 'prettier'), '--check', '--log-level', 'warn', '.', ...cached(root, 'prettier')]]),
  boundaries,
};

/** @type {typeof import('./checks.d.mts').checkNames} */
export const checkNames = ['lint', 'types', 'format', 'boundaries', 'unit'];

/** @param {string} root @param {string} results */
const unit = async (root, results) => {
  const file = join(results, 'unit.json');
  mkdirSync(results, { recursive: true });
  rmSync(file, { force: true });
  const { code, text } = await inTurn(root, [
    [
      bin(root, 'vitest'),
      'run',
      '--project',
      'unit',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
  ]);
  // What failed, and not the hundreds of lines of what passed: a log may be cut off. The tail is for what no report says.
  const failures = textOf(failuresOfVitest(file));
  return { count: countVitest(file, code), text: failures || text.slice(-TAIL_CHARS) };
};

/** @type {typeof import('./checks.d.mts').runCheck} */
export const runCheck = async (name, root, results) => {
  const start = Date.now();
  try {
    if (name === 'unit') return { name, ...(await unit(root, results)), ms: Date.now() - start };
    const { code, text } = await tools[name](root);
    return { name, count: countOne(code === 0), text, ms: Date.now() - start };
  } catch (error) {
    // A tool that is not installed, or output that is no JSON.
    return { name, count: countOne(false), text: String(error), ms: Date.now() - start };
  }
};
