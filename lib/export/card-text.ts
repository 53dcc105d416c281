import { columnSettingNames } from '../prompt/columns.ts';
import type { AnswersCard, CardModel, CardPersonas, CardValidity, DataCard, PersonasCard } from './card.ts';

/** A data card in words, for writers of documents: plain text throughout, to be escaped. */
export interface CardText {
  readonly title: string;
  readonly notices: readonly string[];
  readonly sections: readonly CardSection[];
}

export interface CardSection {
  readonly title: string;
  readonly facts: readonly (readonly [term: string, text: string])[];
  /** Texts that are told as they are, such as prompts. */
  readonly texts: readonly (readonly [term: string, text: string])[];
  readonly points: readonly string[];
}

type Facts = CardSection['facts'];

const section = (title: string, facts: Facts, texts: Facts = [], points: readonly string[] = []): CardSection => {
  return { title, facts, texts, points };
};

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const unknown = 'unknown';
const orUnknown = (text: string | null) => (text === null || text === '' ? unknown : text);

export function cardText(card: DataCard): CardText {
  const file = section('This file', [
    ['Written', `${card.date} by Polyphony ${card.app}`],
    ...(card.kind === 'answers' ? countFacts(card) : personaFacts(card)),
  ]);
  const dedup = section(
    'Near-duplicates',
    card.dedup.length === 0 ? [['Removed', 'none']] : [],
    [],
    card.dedup.map(({ words }) => words),
  );
  const limits = section('Limits', [], [], card.limits);
  return {
    title: `Data card: ${card.name}`,
    notices: card.notices,
    sections: [file, ...(card.kind === 'answers' ? answerSections(card) : personaSections(card)), dedup, limits],
  };
}

function countFacts({ counts }: AnswersCard): Facts {
  const { written, runs, asked, done, failed, stopped, open, earlierAttempts, removed } = counts;
  return [
    ['Answers in it', String(written)],
    ['Runs', String(runs)],
    ['Asked for', `${asked}: ${done} done, ${failed} failed, ${stopped} stopped, ${open} never finished`],
    ['Earlier attempts', String(earlierAttempts)],
    ['Removed as near-duplicates', String(removed)],
  ];
}

function answerSections(card: AnswersCard): readonly CardSection[] {
  return [
    ...card.tasks.map((task) =>
      section(
        `Task: ${task.name}`,
        [
          ['Answers', String(task.answers)],
          ['Examples', shotWords[task.shots] ?? task.shots],
        ],
        [
          ['System prompt', task.system],
          ['Prompt', task.prompt],
          ['Prompt of the control', task.control],
          ...(task.answerPrefix === '' ? [] : [['Answers begin with', task.answerPrefix] as const]),
          ...(task.schema === null ? [] : [['JSON schema', task.schema] as const]),
        ].filter(([, text]) => text !== '') as Facts,
      ),
    ),
    section('Models', card.models.map(modelFact)),
    section('Settings', [
      ...card.settings.map(
        (one) =>
          [
            counted(one.answers, 'answer'),
            columnSettingNames.map((name) => `${name} ${one[name]}`).join(', '),
          ] as const,
      ),
      [card.seeds.length === 1 ? 'Seed' : 'Seeds', card.seeds.join(', ')],
    ]),
    section('Personas', card.personas.map(personasFact)),
    section('Validity', validityFacts(card.validity)),
    section('Environment', card.environments.map(environmentFact)),
  ];
}

const shotWords: Readonly<Record<string, string>> = {
  zero: 'none',
  few: 'without personas',
  'persona-few': 'with the personas that inspired them',
};

function modelFact({ name, engine, licence, quantisation, devices, answers }: CardModel): readonly [string, string] {
  return [
    name,
    `licence ${orUnknown(licence)}; weights ${orUnknown(quantisation)}; engine ${engine}; computed on ${orUnknown(devices.join(' and '))}; ${counted(answers, 'answer')}`,
  ];
}

function personasFact({
  kind,
  collection,
  source,
  licence,
  personas,
  answers,
}: CardPersonas): readonly [string, string] {
  if (kind === 'control') return ['No persona (the control)', counted(answers, 'answer')];
  const counts = `${counted(personas, 'persona')}, ${counted(answers, 'answer')}`;
  if (kind === 'own') return ['Written by hand, or of a collection that is gone', counts];
  return [collection ?? '', `${counts}; source ${orUnknown(source)}; licence ${orUnknown(licence)}`];
}

function validityFacts({ form, repetition, notMeasured }: CardValidity): Facts {
  const problems = Object.entries(form.problems).map(([code, count]) => `${code} ${count}`);
  return [
    [
      'Form',
      `${form.passed} of ${form.checked} have the form that their task asks for${problems.length === 0 ? '' : ` (${problems.join(', ')})`}`,
    ],
    [
      'Repetition',
      repetition === null
        ? 'not measured'
        : `${repetition.repeated} of ${repetition.texts} share at least 0.7 of their words with an earlier one of their run`,
    ],
    ['Not measured', notMeasured.join('; ')],
  ];
}

function environmentFact({ runs, environment }: AnswersCard['environments'][number]): readonly [string, string] {
  const term = counted(runs, 'run');
  if (environment === null) return [term, unknown];
  const { app, browser, system, cores, gpu, isolated } = environment;
  const device = `${cores === null ? 'unknown number of cores' : `${cores} cores`}, GPU ${orUnknown(gpu)}, ${isolated ? 'isolated' : 'not isolated'}`;
  return [term, `Polyphony ${app}, ${orUnknown(browser)}, ${orUnknown(system)}, ${device}`];
}

function personaFacts({ rows, scope }: PersonasCard): Facts {
  return [
    ['Personas in it', String(rows)],
    ['Chosen', scope],
  ];
}

function personaSections({ collections, labels }: PersonasCard): readonly CardSection[] {
  return [
    section(
      'Collections',
      collections.map(({ name, source, licence, hash, rows, held }) => [
        name,
        `${rows} of its ${counted(held, 'persona')}; source ${orUnknown(source)}; licence ${orUnknown(licence)}; SHA-256 ${orUnknown(hash)}`,
      ]),
    ),
    section(
      'Labels',
      labels.map(({ label, known, values }) => [
        label,
        values.length === 0
          ? 'unknown for all'
          : `known for ${known}: ${values.map(({ value, rows }) => `${value} ${rows}`).join(', ')}`,
      ]),
    ),
    section('Validity', [['Not measured', 'whether personas are right, plausible, or balanced beyond these labels']]),
  ];
}
