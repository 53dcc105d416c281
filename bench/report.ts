import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';

/** One figure: `value` is the median of `n` measurements. */
export interface Result {
  readonly name: string;
  readonly n: number;
  readonly value: number;
  readonly unit: string;
}

/** What a bench is for: two figures against each other (or one against a limit), and what it should come to. */
export interface Ratio {
  readonly name: string;
  readonly value: number;
  readonly goal: number;
  /** Whether `goal` is the least (true) or the most (false) that it should be. */
  readonly atLeast: boolean;
  readonly holds: boolean;
}

export interface Measured {
  readonly results: readonly Result[];
  readonly ratios: readonly Ratio[];
}

/** The JSON that every bench writes. */
export interface Report extends Measured {
  readonly bench: string;
  readonly commit: string;
  readonly device: string;
  readonly when: string;
}

export function makeRatio(name: string, value: number, goal: number, atLeast = true): Ratio {
  return { name, value, goal, atLeast, holds: atLeast ? value >= goal : value <= goal };
}

/** @param busy the machine's load average before the bench began. */
export function makeReport(bench: string, measured: Measured, root: string, busy: number, when = new Date()): Report {
  return { bench, commit: commitOf(root), device: deviceOf(busy), when: when.toISOString(), ...measured };
}

export function writeReport(file: string, report: Report): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

/** The same figures for people, the ratios last. */
export function tableOf({ bench, commit, device, when, results, ratios }: Report): string {
  const rows = results.map(({ name, n, value, unit }) => [name, number(value), unit, `n ${n}`]);
  const last = ratios.map(({ name, value, goal, atLeast, holds }) => [
    name,
    number(value),
    `${atLeast ? 'at least' : 'at most'} ${number(goal)}`,
    holds ? 'holds' : 'DOES NOT HOLD',
  ]);
  const head = `${bench} at ${commit}, ${when}\n${device}`;
  return [head, align(rows), align(last)].filter((part) => part !== '').join('\n\n');
}

/** Three digits that matter; whole numbers from a hundred on. */
function number(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) =>
    column === 1 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

/** Ends in `+` when files differ from the commit. */
function commitOf(root: string): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}

function deviceOf(busy: number): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = cores[0]?.model.trim() ?? process.arch;
  // Whatever else ran takes from every figure; a reader must be able to see it.
  const load = busy.toFixed(1);
  return `${model}, ${cores.length} cores, ${memory} GiB, ${process.platform}, Node ${process.versions.node}, load ${load} before`;
}
