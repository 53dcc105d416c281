import { wilson } from '../balance/intervals.ts';
import { type Fault, fault, faultOf } from '../model/fault.ts';
import type { RunId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import type { Reproduction } from '../model/share.ts';
import type { Outcome } from '../protocol/engine.ts';
import { compareRuns } from '../run/reproduce.ts';
import type { RunStore } from '../store/ports.ts';
import { LIVE_THRESHOLD } from './dedup-state.ts';
import { UNDO_MS } from './hub-session.ts';
import { type LiveWorker, ownWords } from './live-likeness.ts';
import { failed } from './outcome.ts';
import type { PlayState } from './play-state.ts';
import { answersOf, mayChange } from './run-answers.ts';
import {
  type DeletedRuns,
  type Repetition,
  type RunsActions,
  type RunsState,
  type RunView,
  unreadRuns,
} from './runs-state.ts';
import { StateBox } from './state-box.ts';

/** What the session needs; tests give stand-ins. */
export interface RunsWorld {
  readonly store: () => Promise<{ readonly runs: RunStore; readonly kept: boolean }>;
  /** Compares the answers of one run, as Play does while they come in. */
  readonly likeness: LiveWorker;
  /** See PlaySession. */
  readonly openRun: (run: RunId) => Promise<Outcome<unknown>>;
  readonly leaveRun: (run: RunId) => Promise<Outcome<boolean>>;
  /** `openRun`, then a new run that is compared with it. */
  readonly runAgain: (run: RunId) => Promise<Outcome<unknown>>;
  readonly newId: () => string;
  /** Calls once after so many milliseconds. @returns how to call it off */
  readonly later: (ms: number, run: () => void) => () => void;
}

/** More runs than anybody keeps; each is a small record. */
const MOST_RUNS = 10_000;
/** Answers of so many runs are read between two drawings: some ten milliseconds of database. */
const READ_TOGETHER = 24;
/** Play writes an answer just after it shows it. */
const SETTLE_MS = 400;

interface Deleted extends DeletedRuns {
  readonly records: readonly { readonly run: Run; readonly cells: readonly Cell[]; readonly shown: boolean }[];
  readonly stop: () => void;
}

/** Everything that was generated: what the Runs screen shows of it and can do. Nothing here rejects. */
export class RunsSession {
  readonly actions: RunsActions;
  private readonly box = new StateBox<RunsState>(unreadRuns);
  private readonly deleted = new Map<string, Deleted>();
  private opened = false;
  private working: Promise<void> = Promise.resolve();
  private shown: { readonly run: RunId | null; readonly active: number } = { run: null, active: 0 };
  /** The run that Play showed when runs were read last. */
  private lately: RunId | null = null;
  private stopSettling: () => void = () => undefined;
  private wanted: readonly RunId[] = [];
  private measuring = false;
  private measured = 0;

  constructor(private readonly world: RunsWorld) {
    this.actions = {
      open: () => {
        this.opened = true;
        this.refresh();
      },
      measure: (runs) => {
        this.wanted = runs;
        void this.measure();
      },
      openInPlay: async (run) => {
        const opened = await world.openRun(run);
        return opened.ok ? done : opened;
      },
      runAgain: async (run) => {
        const begun = await world.runAgain(run);
        return begun.ok ? done : begun;
      },
      compare: (run) => this.compare(run),
      deleteRuns: (runs) => this.queued(() => this.deleteRuns(runs)),
      undoDelete: async (id) => {
        const undone = await this.queued(() => this.undoDelete(id));
        this.refresh();
        await this.working;
        return undone;
      },
    };
  }

  getState = (): RunsState => this.box.get();
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  dispose(): void {
    this.stopSettling();
    for (const { stop } of this.deleted.values()) stop();
    this.box.close();
  }

  /** From Play, at every change there: the run on its screen is read again when an answer of it has ended. */
  playChanged({ run, active }: Pick<PlayState, 'run' | 'active'>): void {
    const next = { run: run?.id ?? null, active };
    if (next.run === this.shown.run && next.active === this.shown.active) return;
    this.shown = next;
    if (!this.opened) return;
    this.stopSettling();
    this.stopSettling = this.world.later(SETTLE_MS, () => this.refresh());
  }

  private refresh(): void {
    this.working = this.working.then(() =>
      this.readAll().catch((thrown: unknown) => this.box.set({ restored: true, fault: faultOf(thrown) })),
    );
  }

  private async compare(id: RunId): Promise<Outcome<Reproduction | null>> {
    try {
      const { runs } = await this.world.store();
      const here = await runs.getRun(id);
      const recorded = here?.reproduces === undefined ? null : await runs.getRun(here.reproduces);
      if (!here || !recorded) return { ok: true, value: null };
      const [was, now] = await Promise.all([runs.cellsOf(recorded.id), runs.cellsOf(id)]);
      return { ok: true, value: compareRuns({ run: recorded, cells: was }, { run: here, cells: now }) };
    } catch (thrown) {
      return failed(faultOf(thrown));
    }
  }

  private async readAll(): Promise<void> {
    const { runs, kept } = await this.world.store();
    const listed = await runs.listRuns(MOST_RUNS);
    const known = new Map(this.getState().runs.map((view) => [view.run.id, view]));
    this.put(listed.map((run) => known.get(run.id) ?? { run, answers: null, repetition: null }));
    this.box.set({ restored: true, kept, fault: null });
    // Votes and redos change a run whose answers have all ended.
    const stale = this.getState().runs.filter(
      ({ run, answers }) => mayChange(answers) || run.id === this.shown.run || run.id === this.lately,
    );
    this.lately = this.shown.run;
    for (let at = 0; at < stale.length; at += READ_TOGETHER) {
      const some = stale.slice(at, at + READ_TOGETHER);
      const read = await Promise.all(some.map(({ run }) => runs.cellsOf(run.id)));
      this.replace(some.map(({ run }, i) => ({ run, cells: read[i] ?? [] })));
    }
  }

  private replace(read: readonly { readonly run: Run; readonly cells: readonly Cell[] }[]): void {
    const fresh = new Map(read.map((one) => [one.run.id, one]));
    this.put(
      this.getState().runs.map((view) => {
        const one = fresh.get(view.run.id);
        return one ? viewOf(view, one.cells) : view;
      }),
    );
  }

  private put(runs: readonly RunView[]): void {
    this.box.set({ runs, read: runs.filter(({ answers }) => answers !== null).length });
  }

  /** Told together: some twenty runs are asked for at once, and each telling draws the list again. */
  private async measure(): Promise<void> {
    if (this.measuring) return;
    this.measuring = true;
    for (let views = this.unmeasured(); views.length > 0; views = this.unmeasured()) {
      const figures = new Map<RunView, Repetition>();
      for (const view of views) {
        const figure = await this.repetitionOf(view);
        if (figure) figures.set(view, figure);
      }
      this.put(
        this.getState().runs.map((view) => {
          const repetition = figures.get(view);
          return repetition ? { ...view, repetition } : view;
        }),
      );
      // Without its worker there are no figures; a later look asks again.
      if (figures.size < views.length) break;
    }
    this.measuring = false;
  }

  /** Null when the worker died over it. */
  private async repetitionOf({ run, answers }: RunView): Promise<Repetition | null> {
    const texts = (answers?.cells ?? [])
      .filter(({ state }) => state === 'done')
      .map((cell) => ({ cell: cell.id, text: ownWords(run, cell) }))
      .filter(({ text }) => text !== '');
    if (texts.length < 2) return { texts: texts.length, repeated: 0, low: 0, high: 1 };
    // A name of its own: Play may be joining the same run.
    const name = `runs#${++this.measured}`;
    const found = await this.world.likeness.live(name, texts, LIVE_THRESHOLD);
    if (!found.ok) return null;
    await this.world.likeness.forgetRun(name);
    const repeated = found.value.filter(({ of }) => of !== null).length;
    return { texts: texts.length, repeated, ...wilson(repeated, texts.length) };
  }

  private unmeasured(): readonly RunView[] {
    const wanted = new Set(this.wanted);
    return this.getState().runs.filter(
      ({ run, answers, repetition }) => answers !== null && repetition === null && wanted.has(run.id),
    );
  }

  /** Nothing is read while something is deleted or put back, and the other way round. */
  private queued(work: () => Promise<Fault | null>): Promise<Outcome<void>> {
    const result = this.working.then(work).then(
      (why) => (why ? failed(why) : done),
      (thrown: unknown) => failed(faultOf(thrown, 'storage-blocked')),
    );
    this.working = result.then(() => undefined);
    return result;
  }

  private async deleteRuns(ids: readonly RunId[]): Promise<Fault | null> {
    const { runs } = await this.world.store();
    const records: Deleted['records'][number][] = [];
    for (const id of ids) {
      const left = await this.world.leaveRun(id);
      if (!left.ok) return left.fault;
      const run = await runs.getRun(id);
      if (run) records.push({ run, cells: await runs.cellsOf(id), shown: left.value });
    }
    // Kept in memory from here on: what fails half way is put back.
    try {
      for (const { run } of records) await runs.deleteRun(run.id);
    } catch (thrown) {
      await this.putBack(runs, records).catch(() => undefined);
      this.refresh();
      throw thrown;
    }
    const id = this.world.newId();
    const stop = this.world.later(UNDO_MS, () => this.cannotUndo(id));
    this.deleted.set(id, { id, runs: records.map(({ run }) => run.id), records, stop });
    const gone = new Set(ids);
    this.put(this.getState().runs.filter(({ run }) => !gone.has(run.id)));
    this.tellUndoable();
    return null;
  }

  private async undoDelete(id: string): Promise<Fault | null> {
    const entry = this.deleted.get(id);
    if (!entry) return fault('bad-input', 'It is too late to undo this deletion.', '');
    const { runs } = await this.world.store();
    await this.putBack(runs, entry.records);
    this.cannotUndo(id);
    for (const { run, shown } of entry.records) if (shown) await this.world.openRun(run.id);
    return null;
  }

  private async putBack(runs: RunStore, records: Deleted['records']): Promise<void> {
    for (const { run, cells } of records) {
      await runs.putRun(run);
      await runs.putCells(cells);
    }
  }

  private cannotUndo(id: string): void {
    this.deleted.get(id)?.stop();
    this.deleted.delete(id);
    this.tellUndoable();
  }

  private tellUndoable(): void {
    this.box.set({ undoable: [...this.deleted.values()].map(({ id, runs }) => ({ id, runs })) });
  }
}

const done = { ok: true, value: undefined } as const;

/** The same view where nothing was written since; what is measured stays as long as the texts do. */
function viewOf(old: RunView, attempts: readonly Cell[]): RunView {
  const sign = (cells: readonly Cell[]) =>
    JSON.stringify(cells.map((c) => [c.id, c.state, c.updatedAt, c.vote, c.text.length]));
  const before = old.answers?.attempts;
  if (before && sign(before) === sign(attempts)) return old;
  const answers = answersOf(old.run, attempts);
  const texts = (cells: readonly Cell[] | undefined) =>
    (cells ?? []).map(({ id, state }) => `${id} ${state}`).join(' ');
  return { ...old, answers, repetition: texts(old.answers?.cells) === texts(answers.cells) ? old.repetition : null };
}
