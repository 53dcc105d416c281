import { sha256 } from '@noble/hashes/sha2.js';
import { hasEnded } from '../arms/answers.ts';
import type { ExperimentId } from '../model/experiment.ts';
import type { ReportFigure } from '../model/experiment-result.ts';
import { fault } from '../model/fault.ts';
import type { ModelChoice } from '../model/run.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { ReportInput } from '../report/compose.ts';
import type { ReportData } from '../report/report-json.ts';
import { tooLarge } from '../share/faults.ts';
import { MAX_FILE_PLAIN_BYTES } from '../share/limits.ts';
import type { OpenExperiment, ReportFormat } from './experiment-state.ts';
import { failed } from './outcome.ts';

const files: Readonly<Record<ReportFormat, { readonly extension: string; readonly type: string }>> = {
  markdown: { extension: 'md', type: 'text/markdown' },
  html: { extension: 'html', type: 'text/html' },
  json: { extension: 'json', type: 'application/json' },
};

/** A report of the experiment on the screen. Needs a result. May reject. @param licence of a model's weights; null is unknown */
export async function exportReport(
  { experiment, trials, analysis }: OpenExperiment,
  format: ReportFormat,
  figures: readonly ReportFigure[],
  licence: (model: ModelChoice) => string | null,
): Promise<Outcome<{ readonly name: string; readonly blob: Blob }>> {
  if (!analysis.result)
    return failed(fault('bad-input', 'There is nothing to report yet.', 'Analyse the answers first.'));
  if (analysis.stale || analysis.result.groups.some(({ planned }) => planned !== experiment.spec.n))
    return failed(
      fault('bad-input', 'The plan or the answers changed after this was measured.', 'Measure again, then export.'),
    );
  // By id: a report must not depend on which call ended first.
  const ended = [...trials.values()].filter(hasEnded).sort((a, b) => (a.id < b.id ? -1 : 1));
  const kept = { experiment, trials: ended, result: analysis.result, figures };
  const modelLicences = experiment.spec.models.map(licence);
  const { extension, type } = files[format];
  const blob = new Blob([await textOf({ ...kept, modelLicences }, format)], { type });
  return { ok: true, value: { name: `${fileName(experiment.name)}.${extension}`, blob } };
}

async function textOf(kept: ReportInput, format: ReportFormat): Promise<string> {
  switch (format) {
    case 'markdown':
      return (await import('../report/report-markdown.ts')).reportMarkdown(kept);
    case 'html':
      return (await import('../report/report-html.ts')).reportHtml(kept);
    case 'json':
      return (await import('../report/report-json.ts')).reportJson(kept);
  }
}

/** What every system takes as the name of a file. */
function fileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `experiment${plain === '' ? '' : `-${plain}`}`;
}

// Of a hash: more than enough to tell two files apart.
const ID_DIGITS = 20;

/**
 * Takes a JSON report apart. The experiment becomes a recording whose id follows from the file, so that the same file
 * is kept once, whatever else is here. Rejects with a FaultError for what is no report.
 */
export async function readReportFile(file: Blob): Promise<ReportData> {
  if (file.size > MAX_FILE_PLAIN_BYTES) throw tooLarge('This file is too large to be read.');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [{ readReport }, { underId }, { readKeptExperiment }] = await Promise.all([
    import('../report/read-report.ts'),
    import('../report/report-json.ts'),
    import('../store/read-experiment.ts'),
  ]);
  const hash = [...sha256(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const id = `recorded-${hash.slice(0, ID_DIGITS)}` as ExperimentId;
  const { experiment, trials, result } = underId(readReport(bytes, readKeptExperiment), id);
  return { experiment: { ...experiment, recorded: true, reproduces: null }, trials, result };
}
