import { modelKey } from '../../../lib/model/catalogue.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { Persona } from '../../../lib/model/persona.ts';
import type { Column, ModelChoice } from '../../../lib/model/run.ts';
import type { ShareSubject } from '../../../lib/model/share.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { modelOf, tasks } from '../../../lib/prompt/index.ts';
import { sharedModel } from '../../../lib/share/models.ts';
import { licenceWords } from '../../hub/licences.ts';
import { plural } from '../../ui/format.ts';

export type Shards = ReadonlyMap<ShardId, Pick<ShardInfo, 'name' | 'licence'>>;

/** Each persona once. */
function personasOf(columns: readonly Column[]): readonly Persona[] {
  const personas = columns.flatMap((column) => (column.kind === 'persona' ? [column.persona] : []));
  return [...new Map(personas.map((persona) => [persona.id, persona])).values()];
}

export interface PersonaCounts {
  readonly all: number;
  /** Of collections that are held: only these can travel by name. */
  readonly held: number;
}

export function personaCounts(columns: readonly Column[], shards: Shards): PersonaCounts {
  const personas = personasOf(columns);
  return { all: personas.length, held: personas.filter(({ shard }) => shard !== null && shards.has(shard)).length };
}

export interface Terms {
  readonly name: string;
  /** Empty when nobody said. */
  readonly licence: string;
  readonly nonCommercial: boolean;
  /** Personas of it that travel. */
  readonly personas: number;
}

/** Collections behind these columns, each once, with what its licence asks. */
export function termsIn(columns: readonly Column[], shards: Shards): readonly Terms[] {
  const counts = new Map<ShardId, number>();
  for (const { shard } of personasOf(columns)) if (shard !== null) counts.set(shard, (counts.get(shard) ?? 0) + 1);
  return [...counts].flatMap(([id, personas]) => {
    const shard = shards.get(id);
    if (!shard) return [];
    const { name, licence } = shard;
    return [{ name, licence, nonCommercial: licenceWords(licence).nonCommercial, personas }];
  });
}

/** The models that these columns run on, each once. */
function modelsIn(subject: Pick<ShareSubject, 'columns' | 'model'>): readonly ModelChoice[] {
  const models = subject.columns.map((column) => modelOf(subject, column));
  return [...new Map(models.map((model) => [modelKey(model), model])).values()];
}

/** As it travels: the name of a server's model is without the server. */
function nameOf(model: ModelChoice): string {
  const shared = sharedModel(model);
  return shared.kind === 'own' ? shared.name : model.name;
}

/** Names of models that no other copy of the app can know: a file, a server, a repository of the user's choice. */
export function ownModels(subject: Pick<ShareSubject, 'columns' | 'model'>): readonly string[] {
  return modelsIn(subject)
    .map(sharedModel)
    .flatMap((model) => (model.kind === 'own' ? [model.name] : []));
}

function taskText({ task }: ShareSubject): string {
  const extra = [
    task.id === 'own' && 'your template',
    task.system !== null && 'your system prompt',
    task.answerPrefix !== null && task.answerPrefix !== '' && 'how answers start',
    task.schema !== null && 'the JSON schema',
  ].filter(Boolean);
  return [tasks[task.id].name, ...extra].join(', ');
}

function personasText(subject: ShareSubject, shards: Shards): string {
  const { all, held } = personaCounts(subject.columns, shards);
  const control = subject.columns.some(({ kind }) => kind === 'control') ? ', and the control' : '';
  if (all === 0) return 'none: the control alone';
  const collections = termsIn(subject.columns, shards).map(({ name }) => name);
  const from = collections.length > 0 ? `; the name and licence of ${collections.join(', ')}` : '';
  if (subject.personas === 'text' || held === 0) return `${plural(all, 'text')}${control}${from}`;
  const texts = all > held ? ` and ${plural(all - held, 'text')}` : '';
  return `${plural(held, 'name')}${texts}${control}${from}`;
}

/** Name and content of each thing that a link or file made of this carries. */
export function carried(subject: ShareSubject, shards: Shards): readonly (readonly [what: string, which: string])[] {
  const { recording } = subject;
  const models = modelsIn(subject).map(nameOf);
  const recipe = [
    ['Task', taskText(subject)],
    ['Personas', personasText(subject, shards)],
    ['Settings', 'sampling, repeats, the seed'],
    [models.length === 1 ? 'Model' : 'Models', `${models.join(', ')} (only the name)`],
  ] as const;
  if (recording === null) return recipe;
  const { environment } = recording.run;
  const made = [environment?.browser, environment?.system, environment?.gpu].filter(Boolean);
  return [
    ...recipe,
    ['Answers', `${plural(recording.cells.length, 'answer')} in full, with their speed`],
    [
      'Made',
      ['date and time', ...(made.length > 0 ? made : ['no browser or system: this run did not record them'])].join(
        ', ',
      ),
    ],
  ];
}
