import { decisionHead } from '../dedup/decision-head.ts';
import type { DedupDecision } from '../model/dedup.ts';
import { badInput } from '../model/fault.ts';
import type { CellId, RunId } from '../model/ids.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { RunStore } from '../store/ports.ts';
import { ownWords } from './live-likeness.ts';
import { unwrap } from './outcome.ts';
import type { ShardsClient } from './shards-client.ts';

export interface DecisionsWorld {
  readonly shards: Pick<ShardsClient, 'call'>;
  readonly runs: () => Promise<RunStore>;
}

/** Decimals of a similarity: what 32-bit floats tell apart near 1. */
const DECIMALS = 6;

/** Decisions on personas, which the shards worker keeps, and on answers, which the page does. All reject with FaultErrors. */
export class Decisions {
  constructor(private readonly world: DecisionsWorld) {}

  /** Newest first. */
  async list(): Promise<readonly DedupDecision[]> {
    const [ofPersonas, ofAnswers] = await Promise.all([
      this.world.shards.call((remote) => remote.decisions()).then(unwrap),
      this.world.runs().then((runs) => runs.listDecisions()),
    ]);
    return [...ofPersonas, ...ofAnswers].sort((a, b) => b.createdAt - a.createdAt);
  }

  async keep(decision: DedupDecision): Promise<void> {
    if (decision.removed.kind === 'answers') await (await this.world.runs()).putDecision(decision);
    else unwrap(await this.world.shards.call((remote) => remote.applyDecision(decision)));
  }

  async undo({ id, removed }: DedupDecision): Promise<void> {
    if (removed.kind === 'answers') await (await this.world.runs()).deleteDecision(id);
    else unwrap(await this.world.shards.call((remote) => remote.undoDecision(id)));
  }

  async file(decision: DedupDecision): Promise<Outcome<Blob>> {
    const { removed } = decision;
    if (removed.kind === 'personas') return this.world.shards.call((remote) => remote.exportDecision(decision.id));
    const words = await this.answers([...removed.cells, ...removed.kept]);
    const lines: object[] = [];
    for (const [i, cell] of removed.cells.entries()) {
      const kept = removed.kept[i] ?? cell;
      const [text, keptText] = [words.get(cell), words.get(kept)];
      // Deleted with its run.
      if (text === undefined || keptText === undefined) continue;
      const similarity = Number((removed.similarity[i] ?? 0).toFixed(DECIMALS));
      lines.push({ text, answer: cell, kept_text: keptText, kept_answer: kept, similarity });
    }
    const head = decisionHead(decision, lines.length);
    const text = [head, ...lines].map((line) => `${JSON.stringify(line)}\n`);
    return { ok: true, value: new Blob(text, { type: 'application/jsonl' }) };
  }

  /** What these answers say; those that are gone are left out. */
  private async answers(cells: readonly CellId[]): Promise<ReadonlyMap<CellId, string>> {
    const store = await this.world.runs();
    const wanted = new Set(cells);
    const words = new Map<CellId, string>();
    for (const id of new Set(cells.map(runOf))) {
      const run = await store.getRun(id);
      if (!run) continue;
      for (const cell of await store.cellsOf(id)) if (wanted.has(cell.id)) words.set(cell.id, ownWords(run, cell));
    }
    return words;
  }
}

/** A cell's id begins with its run's; see `CellId`. */
function runOf(cell: CellId): RunId {
  const end = /\/\d+\/\d+\/\d+$/.exec(cell);
  if (!end) throw badInput('This decision names an answer that cannot be read.');
  return cell.slice(0, end.index) as RunId;
}
