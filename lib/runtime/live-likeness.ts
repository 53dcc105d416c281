import { wilson } from '../balance/intervals.ts';
import type { CellId, RunId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import { answerPrefixOf } from '../prompt/schema.ts';
import type { LiveMatch } from '../protocol/dedup.ts';
import type { Outcome } from '../protocol/engine.ts';
import { LIVE_THRESHOLD, type LiveLikeness, noDedup } from './dedup-state.ts';
import type { PlayState } from './play-state.ts';

type Answers = readonly { readonly cell: CellId; readonly text: string }[];

/** The two methods of the dedup worker that this needs. Neither rejects; a dead worker is a fault. */
export interface LiveWorker {
  live(run: string, answers: Answers, threshold: number): Promise<Outcome<readonly LiveMatch[]>>;
  forgetRun(run: string): Promise<unknown>;
}

/** What an answer says itself: without the start that all answers of the run were given. Empty where nothing follows. */
export function ownWords(run: Run, { text }: Pick<Cell, 'text'>): string {
  const prefix = answerPrefixOf(run.spec.task);
  return (text.startsWith(prefix) ? text.slice(prefix.length) : text).trim();
}

/**
 * Joins the answers of the run on Play's screen against its earlier ones as they finish. Give it Play's state whenever
 * that changes: a look costs a pass over at most 64 cells. A worker that dies means no news until the next run.
 */
export class LiveJoin {
  private run: RunId | null = null;
  private cells: PlayState['cells'] | null = null;
  /** Finished answers in the order of finishing; what is joined of them is their start, `sent` long. */
  private answers: Answers = [];
  private sent = 0;
  /** A run whose answers were taken back is joined anew under another name, so that no late news of the old mix in. */
  private turn = 0;
  private busy = false;
  private lost = false;
  private matches = new Map<CellId, LiveMatch>();

  constructor(
    private readonly worker: LiveWorker,
    private readonly onChange: (live: LiveLikeness) => void,
  ) {}

  playChanged({ run, cells }: Pick<PlayState, 'run' | 'cells'>): void {
    if (cells === this.cells && (run?.id ?? null) === this.run) return;
    this.cells = cells;
    if ((run?.id ?? null) !== this.run) {
      this.restart();
      this.run = run?.id ?? null;
      this.answers = [];
      this.lost = false;
      this.tell();
    }
    if (run) this.look(run, cells);
    void this.join();
  }

  /** The worker died between two calls: another one knows nothing, so all answers go to it with the next that finishes. */
  workerLost(): void {
    // Nobody is left to be told to forget.
    this.sent = 0;
    this.restart();
  }

  private look(run: Run, cells: PlayState['cells']): void {
    const finished = new Map<CellId, Cell>();
    for (const cell of cells.values()) if (cell.state === 'done') finished.set(cell.id, cell);
    const kept = this.answers.filter(({ cell }) => finished.has(cell));
    // A redo took an answer's place: what was joined after it may have been said to repeat it.
    if (kept.length < this.answers.length) this.restart();
    for (const { cell } of kept) finished.delete(cell);
    const fresh = [...finished.values()]
      .sort((a, b) => a.column - b.column || a.repeat - b.repeat)
      .map((cell) => ({ cell: cell.id, text: ownWords(run, cell) }))
      .filter(({ text }) => text !== '');
    this.answers = [...kept, ...fresh];
  }

  /** Forgets what was joined; the answers themselves stay to be joined again. */
  private restart(): void {
    if (this.sent > 0) void this.worker.forgetRun(this.name());
    this.turn += 1;
    this.sent = 0;
    this.matches = new Map();
  }

  private name(): string {
    return `${this.run ?? ''}#${this.turn}`;
  }

  /** Sends what is new until nothing is; one message at a time, and none before there are two answers to compare. */
  private async join(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    while (!this.lost && this.run !== null && this.answers.length > Math.max(1, this.sent)) {
      const { turn } = this;
      const answers = this.answers.slice(this.sent);
      this.sent = this.answers.length;
      const found = await this.worker.live(this.name(), answers, LIVE_THRESHOLD);
      // The run was left, or an answer taken back, while this was on its way.
      if (turn !== this.turn) continue;
      if (!found.ok) {
        this.lost = true;
        this.workerLost();
        break;
      }
      for (const match of found.value) this.matches.set(match.cell, match);
      this.tell();
    }
    this.busy = false;
  }

  private tell(): void {
    const texts = this.matches.size;
    const repeated = [...this.matches.values()].filter(({ of }) => of !== null).length;
    const { low, high } = texts === 0 ? noDedup.live : wilson(repeated, texts);
    const { run } = this;
    this.onChange({
      run,
      matches: new Map(this.matches),
      texts,
      repeated,
      low,
      high,
      threshold: LIVE_THRESHOLD,
    });
  }
}
