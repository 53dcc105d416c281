import type { Experiment, ExperimentId } from '../model/experiment.ts';
import { fault } from '../model/fault.ts';
import type { Outcome } from '../protocol/engine.ts';
import { callsOf } from './experiment-calls.ts';
import { gone } from './experiment-faults.ts';
import type { KeptRecords, Records } from './experiment-records.ts';
import type { ExperimentState, ExperimentSummary } from './experiment-state.ts';
import type { ExperimentWorld } from './experiment-world.ts';
import { UNDO_MS } from './hub-session.ts';
import { failed } from './outcome.ts';

interface ListWorld extends Pick<ExperimentWorld, 'later'> {
  readonly records: Records;
  readonly isRunning: (id: ExperimentId) => boolean;
  readonly onChange: (part: Pick<ExperimentState, 'list' | 'undoable'>) => void;
}

interface Deleted extends KeptRecords {
  readonly stop: () => void;
}

/** The experiments that are kept, and those deleted a moment ago. Methods reject as the stores do. */
export class ExperimentList {
  private list: readonly ExperimentSummary[] = [];
  private readonly deleted = new Map<ExperimentId, Deleted>();
  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly world: ListWorld) {}

  /** Reads the list again, after an earlier reading. */
  refresh(): Promise<void> {
    const read = this.reading.then(() => this.readAll());
    this.reading = read.catch(() => undefined);
    return read;
  }

  /** From an experiment on the screen, which knows more than what is kept. */
  tell({ experiment, calls, ended }: Omit<ExperimentSummary, 'running'>): void {
    const at = this.list.findIndex((one) => one.experiment.id === experiment.id);
    const next = { experiment, calls, ended, running: this.world.isRunning(experiment.id) };
    const old = this.list[at];
    if (!old || (Object.keys(next) as (keyof ExperimentSummary)[]).every((key) => old[key] === next[key])) return;
    this.list = this.list.with(at, next);
    this.change();
  }

  /** Can be undone for a while. */
  async remove(id: ExperimentId): Promise<Outcome<void>> {
    const { records } = this.world;
    const kept = await records.read(id);
    if (!kept) return failed(gone);
    await records.remove(id);
    const stop = this.world.later(UNDO_MS, () => this.cannotUndo(id));
    this.deleted.set(id, { ...kept, stop });
    this.list = this.list.filter(({ experiment }) => experiment.id !== id);
    this.change();
    return done;
  }

  async undoRemove(id: ExperimentId): Promise<Outcome<void>> {
    const kept = this.deleted.get(id);
    if (!kept) return failed(fault('bad-input', 'It is too late to undo this deletion.', ''));
    await this.world.records.put(kept);
    this.cannotUndo(id);
    await this.refresh();
    return done;
  }

  dispose(): void {
    for (const { stop } of this.deleted.values()) stop();
    this.deleted.clear();
  }

  private cannotUndo(id: ExperimentId): void {
    this.deleted.get(id)?.stop();
    this.deleted.delete(id);
    this.change();
  }

  private async readAll(): Promise<void> {
    const { records } = this.world;
    const experiments = await records.list();
    const counts = await Promise.all(experiments.map(({ id }) => records.countEnded(id)));
    this.list = experiments.map((experiment, i) => this.summary(experiment, counts[i] ?? 0));
    this.change();
  }

  /** The same object where nothing about it changed: its row is not drawn again. */
  private summary(experiment: Experiment, ended: number): ExperimentSummary {
    const running = this.world.isRunning(experiment.id);
    const calls = callsOf(experiment.spec);
    const old = this.list.find((one) => one.experiment.id === experiment.id);
    const same =
      old?.calls === calls &&
      old.ended === ended &&
      old.running === running &&
      old.experiment.name === experiment.name &&
      old.experiment.spec.n === experiment.spec.n;
    return same ? old : { experiment, calls, ended, running };
  }

  private change(): void {
    const undoable = [...this.deleted.values()].map(({ experiment: { id, name } }) => ({ id, name }));
    this.world.onChange({ list: this.list, undoable });
  }
}

const done = { ok: true, value: undefined } as const;
