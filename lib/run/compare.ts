import { faultOf } from '../model/fault.ts';
import type { GenerateJob, JobEvent } from '../model/job.ts';
import type { CellDevice } from '../model/made-on.ts';
import type { Cell, RunSpec } from '../model/run.ts';
import { jobOf } from './plan.ts';

/** What a run needs of the world. */
export interface ComparePorts {
  /** Resolves when the job has ended; never rejects. */
  generate(job: GenerateJob, options: { signal: AbortSignal; onEvent: (event: JobEvent) => void }): Promise<void>;
  /** Called at every event with the cell as it is now. */
  onCell(cell: Cell): void;
  /** Called once a cell has ended, whatever its end. */
  keep(cell: Cell): Promise<void>;
  /** Where the cell's model computes; null while it is not loaded. */
  madeOn(cell: Cell): CellDevice | null;
  readonly now: () => number;
}

/** The main job of Play: all cells at once, the engine decides how many run together. Resolves when all have ended. */
export async function runCompare(
  spec: RunSpec,
  cells: readonly Cell[],
  signalOf: (cell: Cell) => AbortSignal,
  ports: ComparePorts,
): Promise<void> {
  await Promise.all(cells.map((cell) => runCell(spec, cell, signalOf(cell), ports)));
}

async function runCell(spec: RunSpec, planned: Cell, signal: AbortSignal, ports: ComparePorts): Promise<void> {
  let cell: Cell = planned;
  const change = (part: Partial<Cell>) => {
    // Looked at when it starts and when it ends: an engine that was lost in between may compute elsewhere now.
    const on = part.state === undefined ? null : ports.madeOn(cell);
    cell = { ...cell, ...part, ...(on && { on }), updatedAt: ports.now() };
    ports.onCell(cell);
  };
  try {
    await ports.generate(jobOf(spec, planned), { signal, onEvent: (event) => change(applyEvent(cell, event)) });
  } catch (thrown) {
    change({ state: 'failed', fault: faultOf(thrown) });
  }
  await ports.keep(cell);
}

/** What the events of a job change in the record that is kept of it. */
export type Written = Pick<Cell, 'state' | 'text' | 'tokens' | 'finish' | 'usage' | 'fault'>;

/** The parts of a record that an event changes. */
export function applyEvent(cell: Pick<Written, 'text'>, event: JobEvent): Partial<Written> {
  switch (event.type) {
    case 'started':
      return { state: 'running' };
    case 'delta':
      return { text: cell.text + event.text, tokens: event.tokens };
    case 'resumed':
      return { fault: event.fault };
    case 'done':
      return { state: 'done', finish: event.finish, usage: event.usage };
    case 'failed':
      return { state: 'failed', fault: event.fault };
    case 'cancelled':
      return { state: 'stopped', usage: event.usage };
  }
}
