import type { CellDevice } from '../model/made-on.ts';
import { type ModelKey, modelKey } from '../model/catalogue.ts';
import type { Cell, Run } from '../model/run.ts';
import { cellKey, MAX_REPEATS } from '../model/settings.ts';
import { runCompare } from '../run/compare.ts';
import { plannedCell, planCells, replannedCell } from '../run/plan.ts';
import type { RunStore } from '../store/ports.ts';
import type { EnginePool } from './engine-pool.ts';
import { Frames } from './frames.ts';
import type { PlayState } from './play-state.ts';
import { isCutOff } from './restore.ts';

/** What the answers need of the session that shows and keeps them. */
export interface AnswersWorld {
  readonly pool: Pick<EnginePool, 'generate'>;
  readonly getState: () => PlayState;
  readonly set: (part: Partial<PlayState>) => void;
  /** Writes go one after the other; never rejects. */
  readonly write: (work: (runs: RunStore) => Promise<void>) => Promise<void>;
  /** As the model's publisher writes it; null is unknown. */
  readonly quantisation: (model: ModelKey) => string | null;
  readonly now: () => number;
  readonly nextPaint: (run: () => void) => void;
}

/** The answers of the run on screen while they are written: launched, streamed into the state, stopped, kept. */
export class PlayAnswers {
  private readonly aborts = new Map<string, AbortController>();
  private live = new Map<string, Cell>();
  private readonly frames: Frames;

  constructor(private readonly world: AnswersWorld) {
    this.frames = new Frames(() => this.applyLive(), world.nextPaint);
  }

  /**
   * All columns of a run that was just put on the screen.
   * @param repeats answers for each column
   * @param like answers whose attempts are made, so that they get the same seeds; others are first attempts
   */
  begin(run: Run, repeats: number, like: readonly Cell[]): void {
    const attempts = new Map<string, number>();
    for (const { column, repeat, attempt } of like) {
      const key = cellKey(column, repeat);
      attempts.set(key, Math.max(attempt, attempts.get(key) ?? 0));
    }
    const planned = planCells(run, 0, repeats).map((cell) => {
      const attempt = attempts.get(cellKey(cell.column, cell.repeat)) ?? 0;
      return attempt === 0 ? cell : plannedCell(run, { ...cell, attempt });
    });
    this.launch(planned);
  }

  addRepeats(count: number): void {
    const { run, repeats } = this.world.getState();
    const to = Math.min(MAX_REPEATS, repeats + count);
    if (!run || to <= repeats) return;
    this.world.set({ repeats: to });
    this.launch(planCells(run, repeats, to));
  }

  complete(): void {
    const { run, cells } = this.world.getState();
    if (!run) return;
    const cut = [...cells.values()].filter((cell) => isCutOff(cell, this.aborts));
    this.world.set({ missing: 0 });
    this.launch(cut.map((cell) => replannedCell(run, cell)));
  }

  redo(column: number, repeat: number): void {
    const { run, cells, missing } = this.world.getState();
    const key = cellKey(column, repeat);
    const old = cells.get(key);
    if (!run || !old || this.aborts.has(key)) return;
    if (isCutOff(old, this.aborts)) this.world.set({ missing: Math.max(0, missing - 1) });
    this.launch([plannedCell(run, { column, repeat, attempt: old.attempt + 1 })]);
  }

  stop(column: number, repeat: number): void {
    this.aborts.get(cellKey(column, repeat))?.abort();
  }

  stopAll(): void {
    this.aborts.forEach((abort) => abort.abort());
  }

  vote(column: number, repeat: number, vote: -1 | 0 | 1): void {
    const key = cellKey(column, repeat);
    const { cells } = this.world.getState();
    const cell = cells.get(key);
    if (!cell) return;
    const voted = { ...cell, vote };
    this.world.set({ cells: new Map(cells).set(key, voted) });
    if (!this.aborts.has(key)) void this.world.write((runs) => runs.putCells([voted]));
  }

  private launch(planned: readonly Cell[]): void {
    const { run, cells: before } = this.world.getState();
    if (!run || planned.length === 0) return;
    const cells = new Map(before);
    for (const cell of planned) {
      const key = cellKey(cell.column, cell.repeat);
      cells.set(key, cell);
      this.aborts.set(key, new AbortController());
    }
    this.world.set({ cells, active: this.aborts.size });
    // Planned cells are kept too: after a crash they are what is missing.
    void this.world.write((runs) => runs.putCells(planned));
    const by = new Map(planned.map((cell) => [cell.id as string, modelKey(cell.by)]));
    const signalOf = (cell: Cell) => this.aborts.get(cellKey(cell.column, cell.repeat))?.signal ?? AbortSignal.abort();
    void runCompare(run.spec, planned, signalOf, {
      generate: (job, options) => this.world.pool.generate(by.get(job.id) ?? '', job, options),
      onCell: (cell) => {
        this.live.set(cellKey(cell.column, cell.repeat), cell);
        this.frames.request();
      },
      keep: async (cell) => {
        this.aborts.delete(cellKey(cell.column, cell.repeat));
        this.applyLive();
        await this.world.write((runs) => runs.putCells([this.newest(cell)]));
      },
      madeOn: (cell) => this.madeOn(cell),
      now: this.world.now,
    });
  }

  private madeOn({ by }: Cell): CellDevice | null {
    const key = modelKey(by);
    const info = this.world.getState().engines.get(key)?.info;
    if (!info) return null;
    return { device: info.device, threads: info.threads, quantisation: this.world.quantisation(key) };
  }

  /** The cell as the screen has it: a vote may have come between the last token and the write. */
  private newest(cell: Cell): Cell {
    const shown = this.world.getState().cells.get(cellKey(cell.column, cell.repeat));
    return shown?.id === cell.id ? shown : cell;
  }

  private applyLive(): void {
    const cells = new Map(this.world.getState().cells);
    for (const [key, cell] of this.live) {
      const shown = cells.get(key);
      // A newer run or a redo may have taken the place while this was on its way.
      if (shown?.id === cell.id) cells.set(key, { ...cell, vote: shown.vote });
    }
    this.live = new Map();
    this.world.set({ cells, active: this.aborts.size });
  }
}
