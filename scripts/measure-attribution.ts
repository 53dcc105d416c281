// Measures the attribution of labels on the starter personas that no rule was made with, and writes lib/balance/measured.ts.
// npx tsx scripts/measure-attribution.ts, after each change of the rules or of the starter file.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { wilson } from '../lib/balance/intervals.ts';
import { measureAttribution, type Measurement } from '../lib/personas/attribution/measure.ts';
import { parseStarterFile } from '../lib/personas/starter-file.ts';
import { loadDetector } from '../workers/shards/labelling/detect-language.ts';

const starter = new URL('../public/personas/starter.json', import.meta.url);
const target = new URL('../lib/balance/measured.ts', import.meta.url);

export async function measureStarter(): Promise<Measurement> {
  const { personas } = parseStarterFile(readFileSync(starter, 'utf8'));
  return measureAttribution(personas, await loadDetector());
}

/** The data file as it should stand. */
export function measuredFile({ rows, labels }: Measurement): string {
  const line = ({ label, given, labelled, correct }: Measurement['labels'][number]): string => {
    const share = (n: number): string => {
      const { low, high } = wilson(correct, n);
      return `{ share: ${(n === 0 ? 0 : correct / n).toFixed(3)}, n: ${n}, low: ${low.toFixed(3)}, high: ${high.toFixed(3)} }`;
    };
    return `  { label: '${label}', precision: ${share(given)}, recall: ${share(labelled)} },`;
  };
  return `// Made by scripts/measure-attribution.ts; a test compares it with what the rules give today.
import type { LabelName } from '../model/persona.ts';

/** A share of n rows with its 95% interval (Wilson). */
export interface MeasuredShare {
  readonly share: number;
  readonly n: number;
  readonly low: number;
  readonly high: number;
}

export interface MeasuredLabel {
  readonly label: LabelName;
  /** Of the rows given this label, how many rightly. */
  readonly precision: MeasuredShare;
  /** Of the rows that have this label, how many were given it rightly. */
  readonly recall: MeasuredShare;
}

/** Labelled personas that no rule was made with, labelled from their text alone. */
export const measuredRows = ${rows};

// prettier-ignore
export const measured: readonly MeasuredLabel[] = [
${labels.map(line).join('\n')}
];
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(target, measuredFile(await measureStarter()));
}
