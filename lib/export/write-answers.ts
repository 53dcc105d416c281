import { Pace } from '../dedup/pace.ts';
import type { Steps } from '../dedup/steps.ts';
import type { Cell, Run } from '../model/run.ts';
import type { KeptRun } from '../model/share.ts';
import { type AnswerRecord, answerRecord } from './answers.ts';
import { answersCard, type CardWorld } from './answers-card.ts';
import type { AnswersCard } from './card.ts';
import { cardText } from './card-text.ts';
import type { ChosenRun } from './chosen.ts';
import { csvHeader, csvRows } from './csv.ts';
import { dataBlock } from './data-block.ts';
import { answerHtml, htmlEnd, htmlHead, runHtml } from './html.ts';
import { toJsonl } from './jsonl.ts';
import { answerMarkdown, cardMarkdown, runMarkdown } from './markdown.ts';
import type { AnswerFormat } from './read-exported.ts';
import { travelling } from './travelling.ts';

/** Characters that are encoded together: 64 kB take less than a millisecond, and a Blob of few pieces is made at once. */
const PIECE = 65_536;

/** Answers of a row group in Parquet: one is encoded in some 20 ms, and readers take them one at a time. */
const GROUP = 64;

/**
 * Answers as a file in pieces, with the data card inside where the format has a place for it. Runs without a chosen answer are left
 * out. It works in slices of some 10 ms between which it lets others in.
 * @throws the signal's reason
 */
export async function writeAnswers(
  chosen: readonly ChosenRun[],
  format: AnswerFormat,
  world: CardWorld,
  steps: Steps,
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const runs = chosen.filter(({ cells }) => cells.length > 0);
  const total = runs.reduce((sum, { cells }) => sum + cells.length, 0);
  const write = new Writing(new Pace(steps, total));
  const card = await answersCard(runs, world, () => write.pause());
  if (format === 'jsonl' || format === 'csv') await table(runs, format, world, write);
  else if (format === 'parquet') await parquet(runs, card, world, write);
  else await document(runs, format, card, write);
  return write.end();
}

/** The data card alone, in words or as JSON. */
export async function writeCard(
  chosen: readonly ChosenRun[],
  as: 'card-md' | 'card-json',
  world: CardWorld,
  breathe: () => Promise<void>,
): Promise<string> {
  const runs = chosen.filter(({ cells }) => cells.length > 0);
  const card = await answersCard(runs, world, breathe);
  return as === 'card-md' ? cardMarkdown(cardText(card)) : `${JSON.stringify(card, null, 2)}\n`;
}

/** The pieces so far, and the pace at which they come. */
class Writing {
  private readonly pieces: Uint8Array<ArrayBuffer>[] = [];
  private readonly encoder = new TextEncoder();
  private text = '';
  private done = 0;

  constructor(private readonly pace: Pace) {}

  put(piece: string | Uint8Array<ArrayBuffer>): void {
    if (typeof piece === 'string') this.text += piece;
    if (typeof piece !== 'string' || this.text.length >= PIECE) this.encode();
    if (typeof piece !== 'string') this.pieces.push(piece);
  }

  /** To be called after each answer. @throws the signal's reason */
  async wrote(): Promise<void> {
    this.done += 1;
    if (this.pace.isDue()) await this.pause();
  }

  /** @throws the signal's reason */
  async pause(): Promise<void> {
    await this.pace.pause(this.done);
  }

  end(): readonly Uint8Array<ArrayBuffer>[] {
    this.encode();
    this.pace.end();
    return this.pieces;
  }

  private encode(): void {
    if (this.text !== '') this.pieces.push(this.encoder.encode(this.text));
    this.text = '';
  }
}

/** Each answer's record, in the order of the file. */
function* recordsOf(runs: readonly ChosenRun[], { shards, marks }: CardWorld): Generator<AnswerRecord> {
  for (const chosen of runs) {
    const { run, cells } = travelling(chosen);
    for (const [i, cell] of cells.entries()) yield answerRecord(run, cell, i === 0, shards, marks.get(cell.id));
  }
}

async function table(runs: readonly ChosenRun[], format: 'jsonl' | 'csv', world: CardWorld, write: Writing) {
  let names: readonly string[] | null = null;
  for (const record of recordsOf(runs, world)) {
    if (format === 'csv' && names === null) {
      names = Object.keys(record);
      write.put(csvHeader(names));
    }
    write.put(names ? csvRows(names, [record]) : toJsonl([record]));
    await write.wrote();
  }
}

async function parquet(runs: readonly ChosenRun[], card: AnswersCard, world: CardWorld, write: Writing) {
  // Loaded when it is needed: most visits never write Parquet.
  const { parquetAnswers } = await import('./parquet.ts');
  const file = parquetAnswers(JSON.stringify(card));
  let group: AnswerRecord[] = [];
  for (const record of recordsOf(runs, world)) {
    group.push(record);
    await write.wrote();
    if (group.length < GROUP) continue;
    write.put(await file.write(group));
    group = [];
    await write.pause();
  }
  if (group.length > 0) write.put(await file.write(group));
  write.put(await file.end());
}

async function document(runs: readonly ChosenRun[], format: 'md' | 'html', card: AnswersCard, write: Writing) {
  const words = cardText(card);
  const [headOf, answerOf]: [(run: Run) => string, (run: Run, cell: Cell) => string] =
    format === 'md' ? [runMarkdown, answerMarkdown] : [runHtml, answerHtml];
  write.put(format === 'md' ? cardMarkdown(words) : htmlHead(card.name, words));
  for (const { run, cells } of runs) {
    write.put(headOf(run));
    for (const cell of cells) {
      write.put(answerOf(run, cell));
      await write.wrote();
    }
  }
  write.put(format === 'md' ? '\n' : htmlEnd);
  for (const piece of dataBlock(format, card, keptOf(runs))) {
    write.put(piece);
    await write.pause();
  }
}

function* keptOf(runs: readonly ChosenRun[]): Generator<KeptRun> {
  for (const run of runs) yield travelling(run);
}
