import type { KeptRun } from '../model/share.ts';
import { runsOfBlock } from './data-block.ts';
import { notReadable } from './read-faults.ts';
import { csvRowsOf, jsonlRows, runsOfRows, type TableRow } from './read-table.ts';

/** Formats that answers are exported in, all of which can be opened again. */
export const answerFormats = ['jsonl', 'csv', 'parquet', 'md', 'html'] as const;
export type AnswerFormat = (typeof answerFormats)[number];

export interface ExportedFile {
  /** Its ending says the format: .jsonl, .csv, .parquet, .md, .html (or .htm). */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The runs of a file of answers that was exported by this app: the same runs, with those of their answers that are in
 * the file, by column, repeat and attempt.
 *
 * Edited tables keep their edits of text, vote, seed and finish; what other columns say of persona, task or settings is
 * the run's own to say (`polyphony_run`), so edits there are not read. Rows may be sorted and left out, but not those
 * that carry a run. Of documents (Markdown, HTML) only the data at their end counts. Models of the sender's own (a
 * server, a file) come back by their names.
 * @param check takes a run from outside apart, or answers null (`readKeptRun` of the store)
 * @throws FaultError `bad-input` for a foreign or damaged file, naming columns that are missing; `share-newer`
 */
export async function readExported(
  { name, bytes }: ExportedFile,
  check: (value: unknown) => KeptRun | null,
): Promise<readonly KeptRun[]> {
  const found = await uncheckedRuns(formatOfName(name), bytes);
  if (found.length === 0) throw notReadable('There is no answer in this file.');
  return found.map((one) => {
    const kept = check(one);
    if (kept) return { ...kept, cells: kept.cells.toSorted(byPlace) };
    throw notReadable('A run in this file is damaged: something in it is not what it can be.');
  });
}

/** Whether `readExported` is for files of this name. */
export function isExportedName(name: string): boolean {
  return formatOf(name) !== null;
}

function formatOf(name: string): AnswerFormat | null {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === 'htm') return 'html';
  return answerFormats.find((format) => format === ending) ?? null;
}

function formatOfName(name: string): AnswerFormat {
  const format = formatOf(name);
  if (format) return format;
  throw notReadable('Answers are opened from files that end in .jsonl, .csv, .parquet, .md or .html.');
}

async function uncheckedRuns(format: AnswerFormat, bytes: Uint8Array): Promise<readonly unknown[]> {
  if (format === 'parquet') return runsOfRows(await parquetRows(bytes));
  if (format === 'csv') return runsOfRows(csvRowsOf(withoutMark(bytes)));
  const text = utf8(bytes);
  return format === 'jsonl' ? runsOfRows(jsonlRows(text)) : runsOfBlock(format, text);
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Without a mark at its start. */
function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notReadable('This file is not UTF-8.');
  }
}

async function parquetRows(bytes: Uint8Array): Promise<readonly TableRow[]> {
  // Loaded when it is needed: few files are Parquet.
  const { readParquet } = await import('./read-parquet.ts');
  return readParquet(bytes);
}

function byPlace(a: KeptRun['cells'][number], b: KeptRun['cells'][number]): number {
  return a.column - b.column || a.repeat - b.repeat || a.attempt - b.attempt;
}
