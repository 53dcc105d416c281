import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256File, writeWhole } from '../kit/stamp.mjs';
import { Stop } from '../kit/terminal.mjs';

const SUMS = 'SHA256SUMS';
/** The files of a graph that the app is built with. */
export const graphFiles = ['graph.onnx', 'layout.json'] as const;

export function writeSums(folder: string, names: readonly string[] = graphFiles): void {
  const lines = names.map((name) => `${sha256File(join(folder, name))}  ${name}\n`);
  writeWhole(join(folder, SUMS), lines.join(''));
}

/**
 * @param names what the app takes from this folder.
 * @throws Stop when one is not what was committed with its sum: weights would meet another network.
 */
export function checkSums(folder: string, names: readonly string[] = graphFiles): void {
  const todo = 'run `git checkout models`; after changing the graph on purpose run `npm run model:sums` instead.';
  const path = join(folder, SUMS);
  if (!existsSync(path)) throw new Stop(`${path} is missing.`, todo);
  const sums = new Map(
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line.trim()))
      .map((found) => [found?.[2] ?? '', found?.[1] ?? ''] as const),
  );
  for (const name of names) {
    const file = join(folder, name);
    if (!existsSync(file)) throw new Stop(`${file} is missing.`, todo);
    const hash = sha256File(file);
    if (hash !== sums.get(name))
      throw new Stop(`${file} has the sha256 ${hash}, but ${SUMS} says ${sums.get(name) ?? 'nothing'}.`, todo);
  }
}
