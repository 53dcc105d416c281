import { type AnswerRecord, answerRecord, type DedupMark, type ShardTerms } from '../../lib/export/answers.ts';
import { toCsv } from '../../lib/export/csv.ts';
import { toJsonl } from '../../lib/export/jsonl.ts';
import type { CellId, ShardId } from '../../lib/model/ids.ts';
import type { Cell, Run } from '../../lib/model/run.ts';
import { licenceWords } from '../hub/licences.ts';
import type { RunView } from '../providers/runs.tsx';

/** Answers that go into a file, run by run. */
export type Chosen = readonly { readonly run: Run; readonly cells: readonly Cell[] }[];

/** Finished answers of these runs, without those that were removed as near-duplicates. */
export function finishedAnswers(views: readonly RunView[], marks: ReadonlyMap<CellId, DedupMark>): Chosen {
  return views.map(({ run, answers }) => ({
    run,
    cells: (answers?.cells ?? []).filter((cell) => cell.state === 'done' && isKept(cell, marks)),
  }));
}

/** Whether no decision removed the answer. */
export function isKept(cell: Cell, marks: ReadonlyMap<CellId, DedupMark>): boolean {
  return (marks.get(cell.id)?.removedFor ?? null) === null;
}

export function countAnswers(chosen: Chosen): number {
  return chosen.reduce((sum, { cells }) => sum + cells.length, 0);
}

export function writeAnswers(
  chosen: Chosen,
  format: 'jsonl' | 'csv',
  shards: ReadonlyMap<ShardId, ShardTerms>,
  marks: ReadonlyMap<CellId, DedupMark>,
): Blob {
  const records: readonly AnswerRecord[] = chosen.flatMap(({ run, cells }) =>
    cells.map((cell) => answerRecord(run, cell, shards, marks.get(cell.id))),
  );
  return format === 'jsonl'
    ? new Blob([toJsonl(records)], { type: 'application/jsonl' })
    : new Blob([toCsv(records)], { type: 'text/csv' });
}

/** Collections behind these answers, each once, with what its licence asks. */
export function termsOf(
  chosen: Chosen,
  shards: ReadonlyMap<ShardId, ShardTerms>,
): readonly (ShardTerms & { readonly nonCommercial: boolean })[] {
  const used = new Set<ShardId>();
  for (const { run, cells } of chosen)
    for (const { column } of cells) {
      const asked = run.spec.columns[column];
      if (asked?.kind === 'persona' && asked.persona.shard !== null) used.add(asked.persona.shard);
    }
  return [...used].flatMap((id) => {
    const terms = shards.get(id);
    return terms ? [{ ...terms, nonCommercial: licenceWords(terms.licence).nonCommercial }] : [];
  });
}
