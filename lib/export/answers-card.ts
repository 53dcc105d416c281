import { modelKey } from '../model/catalogue.ts';
import type { DedupDecision } from '../model/dedup.ts';
import type { CellId, ShardId } from '../model/ids.ts';
import type { ModelChoice, Run } from '../model/run.ts';
import { checkOutput } from '../prompt/check.ts';
import { settingsOf } from '../prompt/columns.ts';
import { answerPrefixOf } from '../prompt/schema.ts';
import { tasks } from '../prompt/tasks.ts';
import { controlTemplate } from '../prompt/template.ts';
import type { DedupMark, ShardTerms } from './answers.ts';
import type { AnswersCard, CardModel, CardPersonas, CardTask, CardValidity } from './card.ts';
import type { ChosenRun } from './chosen.ts';
import { countsOf, limitsOf } from './card-counts.ts';
import { cardDecision } from './dedup-words.ts';
import { licenceNotices } from './licence-notices.ts';
import { Tally } from './tally.ts';
import { travellingModel } from './travelling.ts';

/** What a card says beside the answers themselves. */
export interface CardWorld {
  /** What the file is called. */
  readonly name: string;
  /** Now, in epoch milliseconds. */
  readonly at: number;
  readonly app: string;
  readonly shards: ReadonlyMap<ShardId, ShardTerms>;
  readonly marks: ReadonlyMap<CellId, DedupMark>;
  /** What the catalogue knows of a model; null for one that it does not list. */
  readonly modelFacts: (
    model: ModelChoice,
  ) => { readonly licence: string | null; readonly quantisation: string | null } | null;
}

/**
 * The data card of answers.
 * @param breathe lets others in between its parts, each of which looks at all answers
 */
export async function answersCard(
  chosen: readonly ChosenRun[],
  world: CardWorld,
  breathe: () => Promise<void>,
): Promise<AnswersCard> {
  const { name, at, app, shards, marks } = world;
  const part = async <T>(made: T): Promise<T> => {
    await breathe();
    return made;
  };
  const personas = await part(personasOf(chosen, shards));
  const models = await part(modelsOf(chosen, world.modelFacts));
  const notices = licenceNotices(
    personas.flatMap(({ collection, licence }) => (collection === null ? [] : [{ name: collection, licence }])),
    models.map(({ name: model, licence }) => ({ name: model, licence: licence ?? '' })),
  );
  return {
    ...{ card: 1, kind: 'answers', name, date: new Date(at).toISOString(), app, notices },
    counts: await part(countsOf(chosen, marks)),
    tasks: tasksOf(chosen),
    models,
    settings: await part(settingsIn(chosen)),
    seeds: [...new Set(chosen.map(({ run }) => run.spec.settings.seed))],
    personas,
    dedup: decisionsOf(chosen, marks).map((decision) => cardDecision(decision, 'answer')),
    validity: await part(validityOf(chosen)),
    environments: environmentsOf(chosen),
    limits: await part(limitsOf(chosen, marks)),
  };
}

function tasksOf(chosen: readonly ChosenRun[]): readonly CardTask[] {
  const tally = new Tally<Omit<CardTask, 'answers'>>();
  for (const { run, cells } of chosen) tally.add(cardTask(run), cells.length);
  return tally.list().map(([task, answers]) => ({ ...task, answers }));
}

function cardTask({ spec }: Run): Omit<CardTask, 'answers'> {
  const { task } = spec;
  const { name, system, userTemplate, controlTemplate: control } = tasks[task.id];
  const own = task.id === 'own';
  return {
    task: task.id,
    name,
    shots: own ? 'zero' : task.shots,
    system: task.system ?? system,
    prompt: own ? task.template : userTemplate,
    control: own ? controlTemplate(task.template) : control,
    answerPrefix: answerPrefixOf(task),
    schema: task.schema,
  };
}

function modelsOf(chosen: readonly ChosenRun[], facts: CardWorld['modelFacts']): readonly CardModel[] {
  const models = new Map<
    string,
    { by: ModelChoice; answers: number; devices: Set<string>; quantisation: string | null }
  >();
  for (const { by, on } of chosen.flatMap(({ cells }) => cells)) {
    const key = modelKey(by);
    const known = models.get(key) ?? { by, answers: 0, devices: new Set(), quantisation: null };
    known.answers += 1;
    if (on) {
      known.devices.add(on.threads === null ? on.device : `${on.device}, ${on.threads} threads`);
      known.quantisation ??= on.quantisation;
    }
    models.set(key, known);
  }
  return [...models.values()].map(({ by, answers, devices, quantisation }) => {
    const listed = facts(by);
    return {
      ...travellingModel(by),
      licence: listed?.licence ?? null,
      quantisation: quantisation ?? listed?.quantisation ?? null,
      devices: [...devices],
      answers,
    };
  });
}

function settingsIn(chosen: readonly ChosenRun[]): AnswersCard['settings'] {
  const tally = new Tally<Omit<AnswersCard['settings'][number], 'answers'>>();
  for (const { run, cells } of chosen)
    for (const { column: index } of cells) {
      const column = run.spec.columns[index];
      if (!column) continue;
      const { temperature, topP, topK, minP, repetitionPenalty, maxTokens } = settingsOf(run.spec, column);
      tally.add({ temperature, topP, topK, minP, repetitionPenalty, maxTokens }, 1);
    }
  return tally.list().map(([settings, answers]) => ({ ...settings, answers }));
}

function personasOf(chosen: readonly ChosenRun[], shards: CardWorld['shards']): readonly CardPersonas[] {
  interface Group {
    readonly card: Omit<CardPersonas, 'personas' | 'answers'>;
    readonly ids: Set<string>;
    answers: number;
  }
  const none = { collection: null, source: '', licence: '' };
  const groups = new Map<string, Group>();
  for (const { run, cells } of chosen)
    for (const { column: index } of cells) {
      const column = run.spec.columns[index];
      const persona = column?.kind === 'persona' ? column.persona : null;
      const terms = persona?.shard == null ? null : (shards.get(persona.shard) ?? null);
      const key = persona === null ? 'control' : terms ? `shard ${persona.shard}` : 'own';
      const kind = persona === null ? 'control' : terms ? 'collection' : 'own';
      const said = terms ? { collection: terms.name, source: terms.source, licence: terms.licence } : none;
      const group = groups.get(key) ?? { card: { kind, ...said }, ids: new Set(), answers: 0 };
      if (persona) group.ids.add(persona.id);
      group.answers += 1;
      groups.set(key, group);
    }
  return [...groups.values()].map(({ card, ids, answers }) => ({ ...card, personas: ids.size, answers }));
}

function decisionsOf(chosen: readonly ChosenRun[], marks: CardWorld['marks']): readonly DedupDecision[] {
  const decisions = new Set<DedupDecision>();
  for (const { id } of chosen.flatMap(({ attempts }) => attempts))
    for (const decision of marks.get(id)?.decisions ?? []) decisions.add(decision);
  return [...decisions].sort((a, b) => b.createdAt - a.createdAt);
}

function validityOf(chosen: readonly ChosenRun[]): CardValidity {
  const problems: Record<string, number> = {};
  const form = { checked: 0, passed: 0 };
  for (const { run, cells } of chosen)
    for (const { text, finish, state } of cells) {
      if (state !== 'done') continue;
      const checked = checkOutput(run.spec.task.id, text, finish, answerPrefixOf(run.spec.task));
      form.checked += 1;
      form.passed += Number(checked.ok);
      for (const code of new Set(checked.problems.map((problem) => problem.code)))
        problems[code] = (problems[code] ?? 0) + 1;
    }
  const measured = chosen.flatMap(({ repetition }) => (repetition ? [repetition] : []));
  const sum = (of: 'texts' | 'repeated') => measured.reduce((total, one) => total + one[of], 0);
  return {
    form: { ...form, problems },
    // Of all runs or of none: a figure about some of them would be taken for one about the file.
    repetition:
      measured.length > 0 && measured.length === chosen.length
        ? { texts: sum('texts'), repeated: sum('repeated') }
        : null,
    notMeasured: ['whether answers are right', 'whether personas made a difference', 'bias and harm'],
  };
}

function environmentsOf(chosen: readonly ChosenRun[]): AnswersCard['environments'] {
  const tally = new Tally<{ readonly environment: Run['environment'] | null }>();
  for (const { run } of chosen) tally.add({ environment: run.environment ?? null }, 1);
  return tally.list().map(([{ environment }, runs]) => ({ runs, environment: environment ?? null }));
}
