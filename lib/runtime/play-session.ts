import { type Fault, fault, faultOf } from '../model/fault.ts';
import type { RunId, ShardId } from '../model/ids.ts';
import type { Cell, Column, ModelChoice, Run, RunSpec } from '../model/run.ts';
import { modelKey } from '../model/catalogue.ts';
import { cellKey, MAX_REPEATS } from '../model/settings.ts';
import { runCompare } from '../run/compare.ts';
import { plannedCell, planCells, replannedCell } from '../run/plan.ts';
import { allowedColumns } from '../prompt/columns.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { RunStore } from '../store/ports.ts';
import { Frames } from './frames.ts';
import type { EnginePool } from './engine-pool.ts';
import {
  clampColumn,
  clampSettings,
  draftOf,
  firstDraft,
  type PlayDraft,
  readDraft,
  settingsAfterTask,
  writePersona,
} from './play-draft.ts';
import { failed, unwrap } from './outcome.ts';
import type { ModelsState } from './models-state.ts';
import { blankPlay, type PlayActions, type PlaySetUp, type PlayState } from './play-state.ts';
import { isCutOff, rememberShown, restoreRun, restoreShown } from './restore.ts';
import type { ShardsClient } from './shards-client.ts';

/** What the session needs; `createPlayStore` gives the browser's, tests give memory and the scripted engine. */
export interface SessionWorld {
  readonly pool: Pick<EnginePool, 'generate'>;
  readonly shards: Pick<ShardsClient, 'ensureStarter' | 'search' | 'sample' | 'dispose'>;
  /** Opens the run store; the fault, if any, says why nothing is kept. */
  readonly openStore: () => Promise<{ runs: RunStore; kept: boolean; fault: Fault | null }>;
  /** What columns without a model of their own run on. */
  readonly model: () => ModelChoice;
  readonly now: () => number;
  readonly newId: () => string;
  /** Calls what it is given once, when the screen may change next. */
  readonly nextPaint: (run: () => void) => void;
}

const DRAFT = 'play-draft';
const STARTER = 'starter' as ShardId;
// Three voices that differ in age, place and trade; any seed would do, this one reads well.
const FIRST_SEED = 139;
const busy = fault('bad-input', 'Play is writing answers.', 'Stop them, or wait until they are done.');

/**
 * The Play screen's state and what it can do. The state is replaced, never mutated; while tokens stream it changes at
 * most once a frame. Nothing here rejects: what goes wrong is a fault in the state.
 */
export class PlaySession {
  readonly actions: PlayActions;
  private state: PlayState;
  private readonly listeners = new Set<() => void>();
  private readonly aborts = new Map<string, AbortController>();
  private runs: RunStore | null = null;
  private live = new Map<string, Cell>();
  private readonly frames: Frames;
  private writing: Promise<unknown> = Promise.resolve();
  private disposed = false;

  constructor(private readonly world: SessionWorld) {
    this.frames = new Frames(() => this.applyLive(), world.nextPaint);
    this.state = blankPlay(firstDraft([]));
    this.actions = {
      setTask: (task) =>
        this.setDraft({ task, settings: settingsAfterTask(this.state.task.id, task.id, this.state.settings) }),
      setSettings: (settings) => this.setDraft({ settings: clampSettings(settings) }),
      setColumns: (columns) => this.setColumns(columns),
      openDraft: (setUp) => this.openDraft(setUp),
      generate: (reproduces) => this.generate(reproduces),
      complete: () => this.complete(),
      addRepeats: (count) => this.addRepeats(count),
      redo: (column, repeat) => this.redo(column, repeat),
      stop: (column, repeat) => this.aborts.get(cellKey(column, repeat))?.abort(),
      stopAll: () => this.aborts.forEach((abort) => abort.abort()),
      vote: (column, repeat, vote) => this.vote(column, repeat, vote),
      searchPersonas: (text, limit) => this.world.shards.search({ text, limit }).then(unwrap),
      samplePersonas: (count, seed, exclude) => this.world.shards.sample(STARTER, count, seed, exclude).then(unwrap),
      writePersona,
      reset: () => void this.reset(),
    };
  }

  getState = (): PlayState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Opens storage, brings back the draft and the last run. Never rejects. */
  async start(): Promise<void> {
    const { runs, kept, fault: why } = await this.world.openStore();
    this.runs = runs;
    this.set({ storage: { kept, fault: why } });
    const starter = this.world.shards.ensureStarter();
    const [draft, last] = await Promise.all([
      runs.getSetting(DRAFT).then(readDraft, () => null),
      restoreShown(runs).catch((thrown: unknown) => (this.report(faultOf(thrown)), null)),
    ]);
    const shown = draft ?? (last && draftOf(last.run)) ?? firstDraft(await starter.then(() => this.firstVoices()));
    if (this.disposed) return;
    this.set({
      restored: true,
      task: shown.task,
      columns: shown.columns,
      settings: shown.settings,
      ...last,
    });
    const info = await starter;
    if (info.ok) this.set({ starter: info.value });
    else this.report(info.fault);
  }

  dispose(): void {
    this.disposed = true;
    this.listeners.clear();
    this.world.shards.dispose();
  }

  /** From the models: an engine's state, or the choice of another model. */
  modelsChanged({ chosen, status }: Pick<ModelsState, 'chosen' | 'status'>): void {
    const { engine, engines } = this.state;
    const next = new Map([...status].map(([key, { engine: view }]) => [key, view] as const));
    const now = next.get(chosen) ?? engine;
    const same =
      now === engine && next.size === engines.size && [...next].every(([key, view]) => engines.get(key) === view);
    if (!same) this.set({ engine: now, engines: next });
  }

  storageLost(why: Fault): void {
    this.report(why);
  }

  /** Puts a kept run on the screen, and what it was made with into the draft. Refused while answers are written. */
  async openRun(id: RunId): Promise<Outcome<Run>> {
    await this.writing;
    const opened = this.runs && (await restoreRun(this.runs, id).catch(() => null));
    if (this.state.active > 0) return failed(busy);
    if (!opened) return failed(fault('bad-input', 'That run is not kept here any more.', 'Choose another one.'));
    this.set(opened);
    this.setDraft(draftOf(opened.run));
    void this.write((runs) => rememberShown(runs, id));
    return { ok: true, value: opened.run };
  }

  /** Takes a run off the screen. @returns whether it was there; refused while its answers are written */
  async leaveRun(id: RunId): Promise<Outcome<boolean>> {
    if (this.state.run?.id !== id) return { ok: true, value: false };
    if (this.state.active > 0) return failed(busy);
    this.set({ run: null, cells: new Map(), repeats: 1, missing: 0 });
    await this.writing;
    return { ok: true, value: true };
  }

  private set(part: Partial<PlayState>): void {
    if (this.disposed) return;
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }

  private report(why: Fault): void {
    this.set({ storage: { ...this.state.storage, fault: why } });
  }

  private setDraft(part: Partial<Pick<PlayState, 'task' | 'columns' | 'settings'>>): void {
    this.set(part);
    const { task, columns, settings } = this.state;
    const draft: PlayDraft = { version: 2, task, columns, settings };
    void this.write((runs) => runs.putSetting(DRAFT, draft));
  }

  /** No column at all would leave nothing to generate. */
  private setColumns(given: readonly Column[]): void {
    const run = { model: this.world.model(), settings: this.state.settings };
    const columns = allowedColumns(run, given.map(clampColumn));
    if (columns.length > 0) this.setDraft({ columns });
  }

  /** Writes go one after the other; a write that fails is a notice, never the end of a run. */
  private write(work: (runs: RunStore) => Promise<void>): Promise<void> {
    const done = this.writing.then(async () => {
      if (!this.runs) return;
      try {
        await work(this.runs);
      } catch (thrown) {
        this.report(faultOf(thrown, 'storage-blocked'));
      }
    });
    this.writing = done;
    return done;
  }

  /** Needs the starter shard. */
  private async firstVoices(): Promise<Column[]> {
    const voices = await this.world.shards.sample(STARTER, 3, FIRST_SEED, []);
    return voices.ok ? voices.value.map((persona) => ({ kind: 'persona', persona, model: null, settings: null })) : [];
  }

  private openDraft(setUp: PlaySetUp): PlaySetUp {
    const { task, columns, settings } = this.state;
    this.setDraft({ task: setUp.task, settings: clampSettings(setUp.settings) });
    this.setColumns(setUp.columns);
    return { task, columns, settings };
  }

  private generate(reproduces?: RunId): void {
    const { task, columns, settings } = this.state;
    if (this.state.active > 0 || columns.length === 0) return;
    const spec: RunSpec = { version: 2, task, columns, settings, model: this.world.model() };
    const run: Run = {
      version: 2,
      id: this.world.newId() as RunId,
      createdAt: this.world.now(),
      spec,
      ...(reproduces && { reproduces }),
    };
    void this.write(async (runs) => {
      await runs.putRun(run);
      await rememberShown(runs, run.id);
    });
    this.set({ run, cells: new Map(), repeats: settings.repeats, missing: 0 });
    this.launch(planCells(run, 0, settings.repeats));
  }

  private addRepeats(count: number): void {
    const { run, repeats } = this.state;
    const to = Math.min(MAX_REPEATS, repeats + count);
    if (!run || to <= repeats) return;
    this.set({ repeats: to });
    this.launch(planCells(run, repeats, to));
  }

  private complete(): void {
    const { run, cells } = this.state;
    if (!run) return;
    const cut = [...cells.values()].filter((cell) => isCutOff(cell, this.aborts));
    this.set({ missing: 0 });
    this.launch(cut.map((cell) => replannedCell(run, cell)));
  }

  private redo(column: number, repeat: number): void {
    const { run, cells } = this.state;
    const key = cellKey(column, repeat);
    const old = cells.get(key);
    if (!run || !old || this.aborts.has(key)) return;
    if (isCutOff(old, this.aborts)) this.set({ missing: Math.max(0, this.state.missing - 1) });
    this.launch([plannedCell(run, { column, repeat, attempt: old.attempt + 1 })]);
  }

  private launch(planned: readonly Cell[]): void {
    const { run } = this.state;
    if (!run || planned.length === 0) return;
    const cells = new Map(this.state.cells);
    for (const cell of planned) {
      const key = cellKey(cell.column, cell.repeat);
      cells.set(key, cell);
      this.aborts.set(key, new AbortController());
    }
    this.set({ cells, active: this.aborts.size });
    // Planned cells are kept too: after a crash they are what is missing.
    void this.write((runs) => runs.putCells(planned));
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
        await this.write((runs) => runs.putCells([this.newest(cell)]));
      },
      now: this.world.now,
    });
  }

  /** The cell as the screen has it: a vote may have come between the last token and the write. */
  private newest(cell: Cell): Cell {
    const shown = this.state.cells.get(cellKey(cell.column, cell.repeat));
    return shown?.id === cell.id ? shown : cell;
  }

  private applyLive(): void {
    const cells = new Map(this.state.cells);
    for (const [key, cell] of this.live) {
      const shown = cells.get(key);
      // A newer run or a redo may have taken the place while this was on its way.
      if (shown?.id === cell.id) cells.set(key, { ...cell, vote: shown.vote });
    }
    this.live = new Map();
    this.set({ cells, active: this.aborts.size });
  }

  private vote(column: number, repeat: number, vote: -1 | 0 | 1): void {
    const key = cellKey(column, repeat);
    const cell = this.state.cells.get(key);
    if (!cell) return;
    const voted = { ...cell, vote };
    this.set({ cells: new Map(this.state.cells).set(key, voted) });
    if (!this.aborts.has(key)) void this.write((runs) => runs.putCells([voted]));
  }

  private async reset(): Promise<void> {
    const { task, columns, settings } = firstDraft(await this.firstVoices());
    this.setDraft({ task, columns, settings });
  }
}
