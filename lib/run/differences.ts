import { engineNames } from '../catalogue/engine-names.ts';
import type { ComputeDevice } from '../model/made-on.ts';
import type { Cell, Column, Run, Settings, TaskChoice } from '../model/run.ts';
import type { CellLikeness, RunDifference } from '../model/share.ts';
import { columnSettingNames, settingsOf } from '../prompt/columns.ts';
import { tasks } from '../prompt/tasks.ts';

/** A recorded answer, the one made here and how alike they are. */
export interface ComparedCells {
  readonly recorded: Cell;
  readonly here: Cell | null;
  readonly likeness: CellLikeness;
}

type Words = string | null;

/** Where an answer was computed, in words. */
export const deviceWords: Readonly<Record<ComputeDevice, string>> = {
  cpu: 'processor',
  gpu: 'GPU',
  remote: 'a server',
  browser: 'the browser',
};

/**
 * What was not the same in the two runs. What only one of them tells is listed with null for the other; what neither
 * tells is not listed. Models, engines and devices are those of answers that were compared.
 * @param columns for each recorded column the one here, or null
 */
export function runDifferences(
  recorded: Run,
  here: Run,
  columns: readonly (number | null)[],
  cells: readonly ComparedCells[],
): readonly RunDifference[] {
  const pairs = cells.flatMap(({ recorded: was, here: now, likeness }) =>
    now && likeness.kind !== 'open' ? [[was, now] as const] : [],
  );
  const ofCells = (what: RunDifference['what'], words: (cell: Cell) => Words, told = words) => {
    const apart = pairs.filter(([was, now]) => words(was) !== words(now));
    return different(what, joined(apart.map(([was]) => told(was))), joined(apart.map(([, now]) => told(now))));
  };
  const then = recorded.environment;
  const now = here.environment;
  const onGpu = pairs.some((pair) => pair.some(({ on }) => on === undefined || on.device === 'gpu'));
  return [
    ...ofCells(
      'model',
      ({ by }) => by.model,
      ({ by }) => by.name,
    ),
    ...ofCells('engine', ({ by }) => engineNames[by.engine]),
    ...ofCells('quantisation', ({ on }) => on?.quantisation ?? null),
    ...ofCells('device', ({ on }) => (on && deviceWords[on.device]) || null),
    ...ofCells('threads', ({ on }) => threadsWords(on?.threads ?? null)),
    ...settingsDifference(recorded, here, columns),
    ...different('browser', then?.browser ?? null, now?.browser ?? null),
    ...different('system', then?.system ?? null, now?.system ?? null),
    // Answers of the processor do not depend on it.
    ...(onGpu ? different('gpu', then?.gpu ?? null, now?.gpu ?? null) : []),
    ...different('app', then?.app ?? null, now?.app ?? null),
  ];
}

function different(what: RunDifference['what'], recorded: Words, here: Words): readonly RunDifference[] {
  return recorded === here ? [] : [{ what, recorded, here }];
}

/** Each once, in the order met; unknown only when all are. */
function joined(words: readonly Words[]): Words {
  const known = [...new Set(words)].filter((one) => one !== null);
  return known.length === 0 ? null : known.join(', ');
}

/** Null is unknown. */
export function threadsWords(threads: number | null): Words {
  return threads === null ? null : threads === 1 ? '1 thread' : `${threads} threads`;
}

type Asked = Pick<Settings, (typeof columnSettingNames)[number]>;

/** What changes what is asked: the task, the seed, and settings of any column. How often each is asked does not. */
function settingsDifference(recorded: Run, here: Run, columns: readonly (number | null)[]): readonly RunDifference[] {
  const was: string[] = [];
  const now: string[] = [];
  const tasksNow = taskWords(recorded.spec.task, here.spec.task);
  if (tasksNow) {
    was.push(tasksNow[0]);
    now.push(tasksNow[1]);
  }
  const pairs = recorded.spec.columns.flatMap((column, i) => {
    const other = here.spec.columns[columns[i] ?? -1];
    return other ? [[settings(recorded, column), settings(here, other)] as const] : [];
  });
  for (const name of columnSettingNames) {
    const apart = pairs.filter(([a, b]) => a[name] !== b[name]);
    if (apart.length === 0) continue;
    was.push(`${settingWords(name)} ${joined(apart.map(([a]) => String(a[name])))}`);
    now.push(`${settingWords(name)} ${joined(apart.map(([, b]) => String(b[name])))}`);
  }
  if (recorded.spec.settings.seed !== here.spec.settings.seed) {
    was.push(`seed ${recorded.spec.settings.seed}`);
    now.push(`seed ${here.spec.settings.seed}`);
  }
  return was.length === 0 ? [] : [{ what: 'settings', recorded: was.join(', '), here: now.join(', ') }];
}

function settings({ spec }: Run, column: Column): Asked {
  return settingsOf(spec, column);
}

/** `topP` is `top-p`, `maxTokens` is `max tokens`. */
function settingWords(name: string): string {
  return name
    .replace(/[A-Z]$/, (letter) => `-${letter.toLowerCase()}`)
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function taskWords(was: TaskChoice, now: TaskChoice): readonly [string, string] | null {
  if (was.id !== now.id) return [`task ${tasks[was.id].name}`, `task ${tasks[now.id].name}`];
  const sameTemplate = was.id !== 'own' || was.template === now.template;
  const { shots, system, answerPrefix, schema } = now;
  const same =
    was.shots === shots && was.system === system && was.answerPrefix === answerPrefix && was.schema === schema;
  return same && sameTemplate ? null : ['its own prompt', 'another prompt'];
}
