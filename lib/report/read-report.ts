import * as v from 'valibot';
import type { ExperimentSpec, Trial } from '../model/experiment.ts';
import type { ExperimentResult, GroupKey } from '../model/experiment-result.ts';
import { corrupt, newer, tooLarge } from '../share/faults.ts';
import { FILE_BOUNDS, MAX_FILE_PLAIN_BYTES } from '../share/limits.ts';
import { parseJson } from '../share/parse-json.ts';
import { type KeptExperiment, REPORT_VERSION, type ReportData } from './report-json.ts';
import { resultShape } from './result-shape.ts';

/** Takes an experiment from outside apart; null for anything else (`readKeptExperiment` of the store). */
export type ReadKept = (experiment: unknown, trials: readonly unknown[]) => KeptExperiment | null;

/**
 * Takes a JSON report apart, 64 MiB at most: fresh objects, checked throughout. The experiment keeps its id (`underId`
 * gives it another one), and nothing in it says that it is a recording.
 * @throws FaultError `share-corrupt`, `share-newer`, `share-too-large`
 */
export function readReport(bytes: Uint8Array<ArrayBuffer>, readKept: ReadKept): ReportData {
  if (bytes.length > MAX_FILE_PLAIN_BYTES) throw tooLarge('This file is too large to be read.');
  const { polyphony, kind, experiment, trials, result } = fieldsOf(parseJson(bytes, FILE_BOUNDS, 'file'));
  if (kind !== 'experiment') throw corrupt('file', 'it is no report of an experiment in JSON');
  checkVersion(polyphony, REPORT_VERSION);
  checkVersion(fieldsOf(experiment)['version'], 1);
  checkVersion(fieldsOf(result)['version'], 1);
  const kept = Array.isArray(trials) ? readKept(experiment, trials) : null;
  if (kept === null) throw corrupt('file', 'its experiment is damaged');
  return { ...kept, result: resultOf(result, kept) };
}

function resultOf(value: unknown, { experiment, trials }: KeptExperiment): ExperimentResult {
  const read = v.safeParse(resultShape, value, { abortEarly: true });
  if (!read.success) {
    throw corrupt('file', `its result is damaged (${v.getDotPath(read.issues[0]) ?? 'as a whole'})`);
  }
  if (!belongs(read.output, experiment.spec, trials)) throw corrupt('file', 'its result is of another experiment');
  return read.output;
}

function belongs(result: ExperimentResult, { arms, models }: ExperimentSpec, trials: readonly Trial[]): boolean {
  const ids = new Set(trials.map(({ id }) => id));
  const known = ({ arm, model }: GroupKey) => model < models.length && arms.some(({ id }) => id === arm);
  const { groups, comparisons, aa, verdicts, samples } = result;
  return (
    [...groups, ...comparisons, ...aa, ...verdicts, ...samples].every(known) &&
    comparisons.every(({ against }) => known(against)) &&
    verdicts.every(({ asGood }) => asGood.every(known)) &&
    samples.every(({ trial }) => ids.has(trial))
  );
}

function checkVersion(version: unknown, newest: number): void {
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) throw corrupt('file');
  if (version > newest) throw newer('file', version, newest);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
