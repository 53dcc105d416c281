import type { DedupDecision } from '../model/dedup.ts';
import { badInput } from '../model/fault.ts';
import type { CellId, RunId } from '../model/ids.ts';
import type { Cell } from '../model/run.ts';
import { cellKey } from '../model/settings.ts';
import type { DedupTexts } from '../protocol/dedup.ts';
import type { RunStore } from '../store/ports.ts';
import type { ReviewSubject } from './dedup-state.ts';
import { ownWords } from './live-likeness.ts';
import { unwrap } from './outcome.ts';
import type { ShardsClient } from './shards-client.ts';

export interface SubjectWorld {
  readonly shards: Pick<ShardsClient, 'call'>;
  readonly runs: () => Promise<RunStore>;
}

/** What is to be compared: what no decision removed. Rejects with a FaultError. */
export async function textsOf(subject: ReviewSubject, { shards, runs }: SubjectWorld): Promise<DedupTexts> {
  if (subject.kind === 'answers') return answersOf(subject.runs, await runs());
  const { scope } = subject;
  const found = unwrap(await shards.call((remote) => remote.resolveRows(scope)));
  return { kind: 'personas', ...found };
}

/**
 * The newest answer of each place of some runs, by run, column and repeat: those that are done and say something of
 * their own.
 */
async function answersOf(ids: readonly RunId[], store: RunStore): Promise<DedupTexts> {
  const removed = removedAnswers(await store.listDecisions());
  const cells: CellId[] = [];
  const texts: string[] = [];
  const votes: number[] = [];
  for (const id of ids) {
    const run = await store.getRun(id);
    if (!run) throw badInput('One of these runs is not here any more.');
    for (const cell of newestOf(await store.cellsOf(id))) {
      const text = cell.state === 'done' ? ownWords(run, cell) : '';
      if (text === '' || removed.has(cell.id)) continue;
      cells.push(cell.id);
      texts.push(text);
      votes.push(cell.vote);
    }
  }
  return { kind: 'answers', cells, texts, votes };
}

/** The newest attempt of each place, in the order of places. */
function newestOf(cells: readonly Cell[]): Iterable<Cell> {
  const newest = new Map<string, Cell>();
  for (const cell of cells) {
    const key = cellKey(cell.column, cell.repeat);
    const other = newest.get(key);
    if (!other || other.attempt < cell.attempt) newest.set(key, cell);
  }
  return newest.values();
}

/** Cells that decisions removed. */
export function removedAnswers(decisions: readonly DedupDecision[]): ReadonlySet<CellId> {
  return new Set(decisions.flatMap(({ removed }) => (removed.kind === 'answers' ? removed.cells : [])));
}
