/**
 * Runs a bench, prints its figures and keeps them as JSON.
 *
 *   npm run bench -- NAME [--quick] [--only TEXT] [--json FILE] [--input FILE] [--threshold T]
 */
import { cpus, loadavg } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../scripts/kit/process.mjs';
import { benches } from './benches.ts';
import { makeReport, tableOf, writeReport } from './report.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function list(): string {
  const names = Object.entries(benches).map(([name, { about }]) => `  ${name.padEnd(12)} ${about}`);
  return [
    'npm run bench -- NAME [--quick] [--only TEXT] [--json FILE] [--input FILE] [--threshold T]',
    '',
    ...names,
  ].join('\n');
}

function thresholdOf(given: string | undefined): number | null {
  if (given === undefined) return null;
  const threshold = Number(given);
  if (!(threshold >= 0.5 && threshold <= 1)) throw new Error('--threshold takes a number from 0.5 to 1.');
  return threshold;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'string' },
      input: { type: 'string' },
      threshold: { type: 'string' },
    },
  });
  const [name] = positionals;
  if (name === undefined) {
    say(list());
    return;
  }
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!bench || positionals.length > 1) {
    process.stderr.write(`There is no bench "${positionals.join(' ')}".\n\n${list()}\n`);
    process.exitCode = 2;
    return;
  }
  const busy = loadavg()[0] ?? 0;
  if (busy > cpus().length / 2)
    process.stderr.write(
      `This machine is busy (load ${busy.toFixed(1)}): figures will be low, and ratios uncertain.\n`,
    );
  const run = await bench.load();
  const measured = await run({
    quick: values.quick,
    only: values.only ?? '',
    input: values.input === undefined ? null : resolve(values.input),
    threshold: thresholdOf(values.threshold),
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const report = makeReport(name, measured, projectRoot, busy);
  const file = values.json ? resolve(values.json) : join(projectRoot, 'bench', 'results', `${name}.json`);
  writeReport(file, report);
  const missed = report.ratios.filter((ratio) => !ratio.holds).length;
  say(`\n${tableOf(report)}\n`);
  if (missed > 0) say(`${missed} of ${report.ratios.length} goals do not hold on this machine.`);
  say(`Kept in ${relative(process.cwd(), file)}`);
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
  // What took too long may still be under way.
  process.exit(1);
});
