import type { DedupMark, ShardTerms } from '../../lib/export/answers.ts';
import type { ChosenRun } from '../../lib/export/chosen.ts';
import type { CellId, ShardId } from '../../lib/model/ids.ts';
import type { Cell } from '../../lib/model/run.ts';
import { licenceWords } from '../hub/licences.ts';
import type { RunView } from '../providers/runs.tsx';

/** Answers that go into a file, run by run. */
export type Chosen = readonly ChosenRun[];

/** Finished answers of these runs; those that were removed as near-duplicates only where `marks` is null. */
export function finishedAnswers(views: readonly RunView[], marks: ReadonlyMap<CellId, DedupMark> | null): Chosen {
  return views.map(({ run, answers, repetition }) => ({
    run,
    cells: (answers?.cells ?? []).filter((cell) => cell.state === 'done' && (marks === null || isKept(cell, marks))),
    attempts: answers?.attempts ?? [],
    repetition,
  }));
}

/** Whether no decision removed the answer. */
export function isKept(cell: Cell, marks: ReadonlyMap<CellId, DedupMark>): boolean {
  return (marks.get(cell.id)?.removedFor ?? null) === null;
}

export function countAnswers(chosen: Chosen): number {
  return chosen.reduce((sum, { cells }) => sum + cells.length, 0);
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
