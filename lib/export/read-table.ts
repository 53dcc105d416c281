import { fault, FaultError } from '../model/fault.ts';
import { createCsvReader } from '../personas/formats/csv.ts';
import { withoutGuard } from './csv.ts';
import { cellFrom, placeOf, type StatedCell } from './lineage.ts';
import { notReadable } from './read-faults.ts';

/** What one row of a table says, by column: texts, numbers, or null; whatever else a file may hold is no answer's. */
export type TableRow = ReadonlyMap<string, unknown>;

/** Without these a row is not the answer that it was. */
export const needed = [
  'synthesized text',
  'answer',
  'seed',
  'finish',
  'vote',
  'engine',
  'model',
  'model_name',
  'polyphony_run',
  'polyphony_cell',
] as const;

/** Runs are saved in this version; what is newer cannot be judged here. */
const RUN_VERSION = 2;

/** @throws FaultError `bad-input` for a line that is no JSON object */
export function jsonlRows(text: string): readonly TableRow[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const value = parsed(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw notReadable(`Line ${i + 1} is not a JSON object.`);
    }
    return [new Map<string, unknown>(Object.entries(value))];
  });
}

/**
 * Also with semicolons, as some spreadsheets save it; numbers are numbers again.
 * @throws FaultError `bad-input` for a row that cannot be read
 */
export function csvRowsOf(bytes: Uint8Array): readonly TableRow[] {
  const rows: TableRow[] = [];
  const reader = createCsvReader(
    { format: 'csv', header: true, fields: null },
    {
      record: (row) => {
        const fields = Object.entries(row as Record<string, string>);
        rows.push(new Map(fields.map(([name, text]) => [name, csvValue(name, text)])));
      },
      reject: (reason, line) => {
        throw notReadable(
          reason === 'bad-encoding'
            ? `Line ${line} is not UTF-8. Save the table as “CSV UTF-8”.`
            : `Line ${line} cannot be read: its quotes or its number of columns do not fit.`,
        );
      },
    },
  );
  reader.push(bytes);
  reader.end();
  return rows;
}

/** An empty field is null where there can be one. */
function csvValue(name: string, field: string): unknown {
  const text = withoutGuard(field);
  if (name === 'seed' || name === 'vote') return text.trim() === '' ? null : Number(text);
  return text === '' && (name === 'finish' || name === 'polyphony_run') ? null : text;
}

/**
 * The runs that the rows belong to, each with its answers in the file's order; unchecked.
 * @throws FaultError `bad-input` that names missing columns, a run whose own row is gone, or a row that cannot be read;
 *   `share-newer` for runs of a newer version
 */
export function runsOfRows(rows: readonly TableRow[]): readonly { readonly run: unknown; readonly cells: unknown[] }[] {
  const names = new Set(rows.flatMap((row) => [...row.keys()]));
  const missing = needed.filter((name) => !names.has(name));
  if (missing.length > 0) {
    throw notReadable(
      `These answers cannot be opened as runs: ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.map((name) => `“${name}”`).join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    );
  }
  const runs = new Map<string, { readonly run: unknown; readonly cells: unknown[] }>();
  for (const row of rows) {
    const text = row.get('polyphony_run') ?? null;
    if (text === null) continue;
    const run = fieldsOf(text, 'polyphony_run');
    const { id, version } = run as { id?: unknown; version?: unknown };
    if (typeof version === 'number' && version > RUN_VERSION) {
      throw new FaultError(fault('share-newer', 'These answers were written by a newer Polyphony.'));
    }
    runs.set(String(id), { run, cells: [] });
  }
  const seen = new Set<string>();
  rows.forEach((row, i) => {
    const stated = statedBy(row, i);
    const [run] = placeOf(stated.answer);
    const home = runs.get(run);
    if (!home) throw notReadable(`The row that carries the run “${run}” (in polyphony_run) is missing.`);
    if (seen.has(stated.answer)) throw notReadable(`The answer “${stated.answer}” stands there twice.`);
    seen.add(stated.answer);
    home.cells.push(cellFrom(stated, fieldsOf(row.get('polyphony_cell'), 'polyphony_cell')));
  });
  return [...runs.values()];
}

function statedBy(row: TableRow, i: number): StatedCell {
  const text = (name: (typeof needed)[number]) => {
    const value = row.get(name);
    if (typeof value === 'string') return value;
    throw notReadable(`Row ${i + 1} has no text in “${name}”.`);
  };
  const number = (name: 'seed' | 'vote') => {
    const value = row.get(name);
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw notReadable(`Row ${i + 1} has no whole number in “${name}”.`);
  };
  return {
    answer: text('answer'),
    text: text('synthesized text'),
    seed: number('seed'),
    finish: row.get('finish') == null ? null : text('finish'),
    vote: number('vote'),
    engine: text('engine'),
    model: text('model'),
    model_name: text('model_name'),
  };
}

function fieldsOf(text: unknown, column: string): Readonly<Record<string, unknown>> {
  const value = typeof text === 'string' ? parsed(text) : undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw notReadable(`The column “${column}” was changed: it is not what was written there.`);
}

/** Undefined for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
