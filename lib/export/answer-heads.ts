import type { Cell, Run } from '../model/run.ts';
import { tasks } from '../prompt/tasks.ts';
import { isoDate } from './answers.ts';
import { travellingModel } from './travelling.ts';

/** What stands above the answers of a run in documents. */
export function runHead({ createdAt, spec }: Run): string {
  const date = isoDate(createdAt)?.slice(0, 16).replace('T', ' ') ?? null;
  return `${tasks[spec.task.id].name}${date === null ? '' : `, ${date} UTC`}`;
}

export interface AnswerHead {
  /** `Persona 2`, `Control`, with the repeat where there are several. */
  readonly title: string;
  readonly persona: string | null;
  /** Model, seed and how it ended, in a line. */
  readonly facts: string;
}

export function answerHead({ spec }: Run, cell: Cell): AnswerHead {
  const column = spec.columns[cell.column];
  const persona = column?.kind === 'persona' ? column.persona.text : null;
  const repeat = spec.settings.repeats > 1 ? `, repeat ${cell.repeat + 1}` : '';
  const vote = cell.vote === 0 ? [] : [cell.vote > 0 ? 'voted up' : 'voted down'];
  const ended = cell.state === 'done' ? [...(cell.finish === 'length' ? ['cut at max tokens'] : [])] : [cell.state];
  return {
    title: `${persona === null ? 'Control' : 'Persona'}, column ${cell.column + 1}${repeat}`,
    persona,
    facts: [travellingModel(cell.by).name, `seed ${cell.seed}`, ...ended, ...vote].join(' · '),
  };
}
