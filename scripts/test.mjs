/**
 * All tests: prepares what they need, runs check, the model's tests and those in the browser, and ends with one line
 * `N passed, N failed`.
 *
 *   node scripts/test.mjs [--only unit,model,e2e]
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium } from './chromium.mjs';
import { resultsFolder } from './check.mjs';
import { failuresOfPlaywright, failuresOfVitest, textOf } from './kit/failures.mjs';
import { bin, isMain, projectRoot, runNode } from './kit/process.mjs';
import { countFile, countOne, countPlaywright, countVitest, lineOf, sum } from './kit/tally.mjs';
import { say, sayError, Stop } from './kit/terminal.mjs';
import { checkNode, ensureBuild, ensureDependencies, ensureWeights } from './prepare.mjs';

/** @typedef {import('./kit/tally.d.mts').Count} Count */

const root = projectRoot;
const results = resultsFolder(root);
const stages = /** @type {const} */ (['unit', 'model', 'e2e']);
/** @typedef {(typeof stages)[number]} Stage */

/** A file for a runner's JSON; the one of an earlier run must not be counted again. @param {string} name */
const fresh = (name) => {
  mkdirSync(results, { recursive: true });
  const file = join(results, name);
  rmSync(file, { force: true });
  return file;
};

/** What failed in all stages, said once more at the end: who reads a long log looks there first. @type {import('./kit/failures.d.mts').Failure[]} */
const failures = [];

/** @type {Record<Stage, () => Promise<Count>>} */
const runners = {
  async unit() {
    const file = fresh('check.json');
    const { code } = await runNode([join(root, 'scripts/check.mjs')], { cwd: root });
    failures.push(...failuresOfVitest(join(results, 'unit.json')));
    return countFile(file, code);
  },
  async model() {
    const file = fresh('model.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { code } = await runNode([bin(root, 'vitest'), 'run', '--project', 'model', ...reporters], { cwd: root });
    failures.push(...failuresOfVitest(file));
    return countVitest(file, code);
  },
  async e2e() {
    // Not earlier: an app that does not build must not keep the other tests from running.
    await ensureBuild(root);
    const chromium = await ensureChromium();
    const file = fresh('e2e.json');
    const config = join('e2e', 'playwright.config.ts');
    const { code } = await runNode(
      [bin(root, '@playwright/test', 'playwright'), 'test', '--config', config, '--reporter=list,json'],
      { cwd: root, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, POLYPHONY_CHROMIUM: chromium } },
    );
    failures.push(...failuresOfPlaywright(file));
    return countPlaywright(file, code);
  },
};

const titles = {
  unit: 'Types, lint, format, boundaries, unit tests',
  model: 'Tests with the model',
  e2e: 'Tests in the browser',
};

/** @param {string | undefined} only @returns {readonly Stage[]} */
const chosen = (only) => {
  if (only === undefined) return stages;
  const names = only.split(',').map((name) => name.trim());
  const found = stages.filter((stage) => names.includes(stage));
  if (found.length === names.length) return found;
  throw new Stop(`--only takes ${stages.join(', ')}, with commas between; it was "${only}".`);
};

/** Ctrl+C ends the runner of the moment by itself; the ones after it must not start. */
let stopped = false;

/** @param {string | undefined} only @returns {Promise<readonly Count[]>} */
const runAll = async (only) => {
  const wanted = chosen(only);
  checkNode(process.versions.node);
  await ensureDependencies(root);
  /** @type {Count[]} */
  const counts = [];
  try {
    await ensureWeights(root);
  } catch (error) {
    sayError(error);
    counts.push(countOne(false));
  }
  for (const stage of wanted) {
    if (stopped) break;
    say(`\n--- ${titles[stage]}`);
    try {
      counts.push(await runners[stage]());
    } catch (error) {
      sayError(error);
      counts.push(countOne(false));
    }
  }
  return counts;
};

const main = async () => {
  process.on('SIGINT', () => (stopped = true)).on('SIGTERM', () => (stopped = true));
  /** @type {readonly Count[]} */
  let counts;
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' } } });
    counts = await runAll(values.only);
  } catch (error) {
    sayError(error);
    counts = [countOne(false)];
  }
  const all = sum(stopped ? [...counts, countOne(false)] : counts);
  if (all.skipped > 0) say(`\n${all.skipped} skipped`);
  if (failures.length > 0) say(`\n${textOf(failures)}`);
  // Alone on its line and last: scripts read it.
  say(`\n${lineOf(all)}`);
  process.exitCode = all.failed > 0 ? 1 : 0;
};

if (isMain(import.meta.url)) await main();
