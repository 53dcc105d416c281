import { hasEnded } from '../arms/answers.ts';
import { armFacts, armLabel, temperatureOf } from '../arms/facts.ts';
import { planTrials, solvesOf } from '../arms/plan.ts';
import { travellingModel } from '../export/travelling.ts';
import { type ExperimentSpec, SOLVED } from '../model/experiment.ts';
import type { RunEnvironment } from '../model/made-on.ts';
import { tasks } from '../prompt/tasks.ts';
import { type Block, type Fact, table } from './document.ts';
import { promptBlocks } from './prompts.ts';
import type { KeptExperiment } from './report-json.ts';
import { counted, moment, orUnknown } from './words.ts';

const shotWords = {
  zero: 'no examples',
  few: 'with examples',
  'persona-few': 'with examples and the personas that inspired them',
} as const;

/** What was asked of whom: the settings, the arms, and the exact requests. */
export function setUpBlocks(kept: KeptExperiment): readonly Block[] {
  const { spec } = kept.experiment;
  const ended = kept.trials.filter(hasEnded);
  const plan = planTrials(spec);
  const rows = spec.arms.map((arm) => [
    armLabel(spec, arm),
    armFacts[arm.kind].description,
    String(temperatureOf(spec, arm)),
    arm.maxWords === null ? 'none' : `${arm.maxWords}`,
    `${ended.filter((trial) => trial.arm === arm.id).length} of ${plan.filter((place) => place.arm === arm.id).length}`,
  ]);
  const prompts = promptBlocks(kept);
  return [
    { kind: 'facts', facts: setUpFacts(kept) },
    table('The arms', ['Arm', 'What it is', 'Temperature', 'Word cap', 'Calls that ended'], rows),
    ...(prompts.length === 0
      ? []
      : [{ kind: 'details', title: 'The exact request of each arm', blocks: prompts } as const]),
  ];
}

function setUpFacts({ experiment, trials }: KeptExperiment): readonly Fact[] {
  const { spec, environment, createdAt } = experiment;
  const { task, settings, models, n, one, hand } = spec;
  const solves = solvesOf(spec);
  const uses = (kind: (typeof spec.arms)[number]['kind']) => spec.arms.some((arm) => arm.kind === kind);
  return [
    ['Task', `${tasks[task.id].name}, ${shotWords[task.shots]}`],
    ...(task.id === 'own' ? [['Template', task.template] as const] : []),
    ['Answers', `${n} of each arm on each model`],
    ...(solves === 0
      ? []
      : [['Solved again', `the first ${Math.min(SOLVED, n)} problems of each arm, ${solves} times each`] as const]),
    [models.length === 1 ? 'Model' : 'Models', models.map(travellingModel).map(modelWords).join('; ')],
    ['Computed on', devicesOf(trials)],
    [
      'Settings',
      `temperature ${settings.temperature}, top-p ${settings.topP}, top-k ${settings.topK}, min-p ${settings.minP}, repetition penalty ${settings.repetitionPenalty}, at most ${settings.maxTokens} tokens`,
    ],
    ['Seed', String(settings.seed)],
    ...personaFacts(spec),
    ...(uses('hand-written') ? [['Written by hand', counted(hand.length, 'persona')] as const] : []),
    ...(uses('one-persona') && one !== null ? [['The one persona', one.text] as const] : []),
    ['Begun', `${moment(createdAt)} UTC`],
    ['Environment', environmentWords(environment)],
  ];
}

function personaFacts({ hub, draw, n }: ExperimentSpec): readonly Fact[] {
  if (hub.length === 0) return [];
  const from = draw === null ? 'Nobody said where they come from.' : draw.recipe;
  const licence = draw === null || draw.licence === null ? 'licence unknown' : `licence ${draw.licence}`;
  return [['Personas', `${counted(Math.min(hub.length, n), 'persona')}: ${from} (${licence})`]];
}

function modelWords({ name, engine }: ExperimentSpec['models'][number]): string {
  return `${name} (${engine})`;
}

function devicesOf(trials: KeptExperiment['trials']): string {
  const said = trials.map(({ on }) => {
    if (on === null) return null;
    const threads = on.threads === null ? [] : [counted(on.threads, 'thread')];
    const weights = on.quantisation === null ? [] : [`weights ${on.quantisation}`];
    return [on.device, ...threads, ...weights].join(', ');
  });
  return orUnknown([...new Set(said.filter((words) => words !== null))].join('; '));
}

function environmentWords({ app, browser, system, cores, gpu }: RunEnvironment): string {
  return [
    `Polyphony ${app}`,
    orUnknown(browser),
    orUnknown(system),
    cores === null ? 'cores unknown' : counted(cores, 'core'),
    ...(gpu === null ? [] : [gpu]),
  ].join(', ');
}
