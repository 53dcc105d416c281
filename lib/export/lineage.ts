import type { Cell, Run } from '../model/run.ts';
import { asReadBack } from './well-formed.ts';

/** What the columns of an answer say of its cell, in the words that every format can carry. */
export interface StatedCell {
  /** `<run>/<column>/<repeat>/<attempt>`. */
  readonly answer: string;
  readonly text: string;
  readonly seed: number;
  readonly finish: string | null;
  readonly vote: number;
  readonly engine: string;
  readonly model: string;
  readonly model_name: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The columns of a cell that say as much as the cell itself. */
export function statedOf(cell: Cell): StatedCell {
  const { id, text, seed, finish, vote, by } = cell;
  return { answer: id, text, seed, finish, vote, engine: by.engine, model: by.model, model_name: by.name };
}

/** What the other columns do not say of a run, as JSON: all of it. */
export function runJson(run: Run): string {
  return JSON.stringify(run);
}

/**
 * What the other columns do not say of a cell, as JSON: state, tokens, usage, device and so on. Text that does not
 * come back from every file as it was (halves of surrogate pairs) stands here once more, where JSON escapes it.
 */
export function cellJson(cell: Cell): string {
  const stated = statedOf(cell);
  const { text, model, model_name } = stated;
  const utf8 = { text: asReadBack(text), model: asReadBack(model), model_name: asReadBack(model_name) };
  const said = cellFrom({ ...stated, ...utf8 }, {});
  const rest = Object.entries(cell).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(said[name]));
  return JSON.stringify(Object.fromEntries(rest));
}

/**
 * The cell that a row stands for; nothing of it is checked. Columns count where they do not say what was written:
 * somebody edited them.
 * @param rest what `cellJson` wrote, parsed
 */
export function cellFrom({ answer, seed, finish, vote, ...stated }: StatedCell, rest: Fields): Fields {
  const [run, column, repeat, attempt] = placeOf(answer);
  const by = isFields(rest['by']) ? rest['by'] : {};
  const { engine } = stated;
  return {
    ...rest,
    ...{ id: answer, run, column, repeat, attempt, seed, finish, vote },
    text: unedited(rest['text'], stated.text),
    by: { engine, model: unedited(by['model'], stated.model), name: unedited(by['name'], stated.model_name) },
  };
}

/** What was written, where the column says the same as far as files can hold it. */
function unedited(written: unknown, column: string): string {
  return typeof written === 'string' && asReadBack(written) === asReadBack(column) ? written : column;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** Run, column, repeat and attempt of an answer's name; NaN where it names none. */
export function placeOf(answer: string): readonly [run: string, column: number, repeat: number, attempt: number] {
  const parts = answer.split('/');
  const number = (text: string | undefined) => (text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : NaN);
  const [column, repeat, attempt] = parts.slice(-3).map(number) as [number?, number?, number?];
  return [parts.slice(0, -3).join('/'), column ?? NaN, repeat ?? NaN, attempt ?? NaN];
}
