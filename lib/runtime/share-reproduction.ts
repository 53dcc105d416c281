import type { CellId, RunId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import type { KeptRun, Reproduction } from '../model/share.ts';
import { compareRuns } from '../run/reproduce.ts';
import type { RunStore } from '../store/ports.ts';
import type { PlayState } from './play-state.ts';

export interface ReproductionWorld {
  readonly runs: () => Promise<RunStore>;
  /** Told when something changed; null when Play's run repeats no recording, or the recording is being read. */
  readonly onChange: (reproduction: Reproduction | null) => void;
}

/** What a run on Play's screen is compared with, and its own answers that have ended, every attempt of them. */
interface Watched {
  readonly run: Run;
  readonly ended: Map<CellId, Cell>;
  /** Null while it is read. */
  recorded: KeptRun | null;
}

/**
 * Compares the run on Play's screen with the recording that it repeats, whenever an answer of it has ended. A recording
 * that is not kept any more gives a comparison without cells.
 */
export class ReproductionWatch {
  private watched: Watched | null = null;
  private told: Reproduction | null = null;
  private cells: PlayState['cells'] | null = null;

  constructor(private readonly world: ReproductionWorld) {}

  /** At every change of Play; while tokens stream it costs a look at each cell's state. */
  playChanged({ run, cells }: Pick<PlayState, 'run' | 'cells'>): void {
    if (!run?.reproduces) {
      this.watched = null;
      this.tell(null);
      return;
    }
    if (this.watched?.run.id !== run.id) {
      const watched: Watched = { run, ended: new Map(), recorded: null };
      this.watched = watched;
      this.cells = null;
      this.tell(null);
      void this.read(watched, run.reproduces);
    }
    if (this.cells === cells) return;
    this.cells = cells;
    if (this.note(cells.values())) this.compare();
  }

  /** The recording, and attempts of this run that are not on the screen any more. */
  private async read(watched: Watched, id: RunId): Promise<void> {
    let recorded: KeptRun | null = null;
    let earlier: readonly Cell[] = [];
    try {
      const runs = await this.world.runs();
      const run = await runs.getRun(id);
      if (run) recorded = { run, cells: await runs.cellsOf(id) };
      earlier = await runs.cellsOf(watched.run.id);
    } catch {
      // There is nothing to compare with, then; the screen says so.
    }
    if (this.watched !== watched) return;
    watched.recorded = recorded ?? { run: watched.run, cells: [] };
    // What was seen meanwhile is newer.
    this.note(earlier.filter((cell) => !watched.ended.has(cell.id)));
    this.compare();
  }

  /** @returns whether one of them has ended, or is being written anew, since the last look */
  private note(cells: Iterable<Cell>): boolean {
    const ended = this.watched?.ended;
    let changed = false;
    for (const cell of ended ? cells : []) {
      const before = ended?.get(cell.id);
      if (cell.state === 'queued' || cell.state === 'running') {
        changed = (ended?.delete(cell.id) ?? false) || changed;
      } else if (before?.state !== cell.state || before.text !== cell.text) {
        ended?.set(cell.id, cell);
        changed = true;
      }
    }
    return changed;
  }

  private compare(): void {
    const { watched } = this;
    if (!watched?.recorded) return;
    this.tell(compareRuns(watched.recorded, { run: watched.run, cells: watched.ended.values() }));
  }

  private tell(reproduction: Reproduction | null): void {
    if (reproduction === null && this.told === null) return;
    this.told = reproduction;
    this.world.onChange(reproduction);
  }
}
