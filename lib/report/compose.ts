import { verdictSentences } from '../analysis/verdict-words.ts';
import { licenceNotices } from '../export/licence-notices.ts';
import type { ExperimentSpec } from '../model/experiment.ts';
import type { ExperimentResult, ReportFigure, Sampled } from '../model/experiment-result.ts';
import { blindBlocks } from './blind-blocks.ts';
import { type Block, heading, list, paragraph, type ReportDocument } from './document.ts';
import { aaBlocks, diversityBlocks, groupName } from './findings.ts';
import { limitsOf } from './limits.ts';
import { problemWords, qualityBlocks } from './quality-blocks.ts';
import { leaving, type ReportData } from './report-json.ts';
import { setUpBlocks } from './set-up.ts';
import { counted, moment } from './words.ts';

export interface ReportInput extends ReportData {
  /** In the order of the report; what `figuresOf` of the screen gives. */
  readonly figures: readonly ReportFigure[];
  /** Of each model of the spec, where the catalogue knows; absent says nothing of them. */
  readonly modelLicences?: readonly (string | null)[];
}

/** A report in its order: the finding first, then what it stands on, then how to check it. */
export function composeReport(input: ReportInput): ReportDocument {
  const { result, figures } = input;
  const kept = leaving(input);
  const { name, spec, createdAt } = kept.experiment;
  return {
    title: name,
    subtitle: `Does a persona help? ${counted(spec.arms.length, 'arm')}, ${spec.n} answers each, ${counted(spec.models.length, 'model')}. Run on ${moment(createdAt).slice(0, 10)}, computed by Polyphony ${result.app} on ${moment(result.at).slice(0, 10)}.`,
    notices: noticesOf(spec, input.modelLicences),
    blocks: [
      heading('Finding'),
      ...verdictBlocks(spec, result),
      heading('What was asked'),
      ...setUpBlocks(kept),
      ...diversityBlocks(spec, result),
      ...qualityBlocks(spec, result),
      ...(figures.length === 0 ? [] : [heading('Curves')]),
      ...figures.map((figure): Block => ({ kind: 'figure', figure })),
      ...sampleBlocks(spec, result.samples),
      ...blindBlocks(kept),
      ...aaBlocks(spec, result),
      heading('Limits'),
      list(limitsOf(kept, result)),
      heading('Run it again'),
      ...reproduceBlocks(spec, result),
    ],
  };
}

function verdictBlocks(spec: ExperimentSpec, result: ExperimentResult): readonly Block[] {
  if (result.verdicts.length === 0) return [paragraph('No arm with a persona was compared, so there is no verdict.')];
  return result.verdicts.flatMap((verdict): Block[] => [
    heading(groupName(spec, verdict), 3),
    ...verdictSentences(result, spec, verdict).map(paragraph),
  ]);
}

/** Of each group in sight; the rest is shown when asked for. Two give an impression of nine arms on one page. */
const SAMPLES_SHOWN = 2;

function sampleBlocks(spec: ExperimentSpec, samples: readonly Sampled[]): readonly Block[] {
  if (samples.length === 0) return [];
  const counts = new Map<string, number>();
  const shown: Block[] = [];
  const rest: Block[] = [];
  for (const sample of samples) {
    const name = groupName(spec, sample);
    const before = counts.get(name) ?? 0;
    counts.set(name, before + 1);
    (before < SAMPLES_SHOWN ? shown : rest).push(sampleBlock(name, sample));
  }
  return [
    heading('Samples'),
    paragraph('Drawn at random with the experiment’s seed, not chosen.'),
    ...shown,
    ...(rest.length === 0 ? [] : [{ kind: 'details', title: 'More samples', blocks: rest } as const]),
  ];
}

function sampleBlock(name: string, { text, persona, problems }: Sampled): Block {
  const wrong = problems.map((code) => problemWords[code]).join(', ');
  return {
    kind: 'text',
    title: persona === null ? name : `${name}: ${persona}`,
    text,
    note: wrong === '' ? null : `Not valid: ${wrong}.`,
  };
}

function reproduceBlocks(spec: ExperimentSpec, { app, rounds, encoder }: ExperimentResult): readonly Block[] {
  return [
    paragraph(
      'The JSON report beside this one holds the set-up, every persona, every answer and all figures. Open it on the Experiment screen and choose “Reproduce this”: the same calls are made again with the same seeds and compared answer by answer.',
    ),
    list([
      `Seed ${spec.settings.seed}: the seed of answer i is a hash of it and i, the same in all arms.`,
      `Figures computed by Polyphony ${app} with ${counted(rounds, 'round')} of resampling${encoder === null ? '' : ` and the encoder ${encoder}`}; the same answers give the same figures, those of meaning to about a thousandth.`,
      'The same engine, model, weights and thread count give the same texts; another device can round otherwise and so write other ones.',
    ]),
  ];
}

function noticesOf({ draw, hub, models }: ExperimentSpec, licences: ReportInput['modelLicences']): readonly string[] {
  const personas = hub.length === 0 ? [] : [{ name: draw?.recipe ?? 'the hub', licence: draw?.licence ?? '' }];
  const known = licences === undefined ? [] : models;
  return licenceNotices(
    personas,
    known.map(({ name }, i) => ({ name, licence: licences?.[i] ?? '' })),
  );
}
