/**
 * Everything that needs neither the model nor a browser: types, lint, format, module boundaries, unit tests.
 *
 *   node scripts/check.mjs [NAME...]      one or more of types, lint, format, boundaries, unit; all when left out
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkNames, runCheck } from './kit/checks.mjs';
import { bin, isMain, projectRoot, runNode } from './kit/process.mjs';
import { stampFolder, writeWhole } from './kit/stamp.mjs';
import { lineOf, sum } from './kit/tally.mjs';
import { say, sayError, Stop } from './kit/terminal.mjs';

// Two keep the small machine that this must run on busy; more would only make the tests slow and their times unsure.
const LANES = 2;

/** Where the counts of the last run are, for `npm test`. @param {string} root */
export const resultsFolder = (root) => join(stampFolder(root), 'results');

/** A fresh clone lacks the types that Next.js makes; without them types and lint see another app than after a build. @param {string} root */
const makeNextTypes = async (root) => {
  if (existsSync(join(root, 'next-env.d.ts')) && existsSync(join(root, '.next/types'))) return;
  const { code, text } = await runNode([bin(root, 'next'), 'typegen'], { cwd: root, output: 'keep' });
  if (code !== 0) say(text);
};

/** @param {import('./kit/checks.d.mts').Checked} checked */
const report = ({ name, count, text, ms }) => {
  const ok = count.failed === 0;
  const tests = name === 'unit' ? `, ${lineOf(count)}` : '';
  say(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${(ms / 1000).toFixed(1)} s${tests}`);
  if (!ok) say(`${text.trim()}\n`);
};

/** @param {string} root @param {readonly import('./kit/checks.d.mts').CheckName[]} [names] */
export const check = async (root, names = checkNames) => {
  const results = resultsFolder(root);
  await makeNextTypes(root);
  const queue = names.filter((name) => name !== 'unit');
  /** @type {import('./kit/tally.d.mts').Count[]} */
  const counts = [];
  /** @param {import('./kit/checks.d.mts').CheckName} name */
  const one = async (name) => {
    const checked = await runCheck(name, root, results);
    counts.push(checked.count);
    report(checked);
  };
  const lane = async () => {
    for (let name = queue.shift(); name; name = queue.shift()) await one(name);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  // By themselves: they take all processors anyway, and beside other work slow ones would run out of their time.
  if (names.includes('unit')) await one('unit');
  const all = sum(counts);
  writeWhole(join(results, 'check.json'), JSON.stringify(all));
  return all;
};

const main = async () => {
  const names = process.argv.slice(2);
  const known = checkNames.filter((name) => names.length === 0 || names.includes(name));
  if (known.length < names.length)
    throw new Stop(`The checks are ${checkNames.join(', ')}; not all of "${names.join(' ')}" are.`);
  const { failed } = await check(projectRoot, known);
  process.exitCode = failed > 0 ? 1 : 0;
};

if (isMain(import.meta.url)) {
  main().catch((/** @type {unknown} */ error) => {
    sayError(error);
    process.exitCode = 1;
  });
}
