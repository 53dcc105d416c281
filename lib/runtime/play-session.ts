import { type Fault, fault, faultOf } from '../model/fault.ts';
import type { RunId, ShardId } from '../model/ids.ts';
import type { Cell, Column, ModelChoice, Run, RunSpec } from '../model/run.ts';
import type { ModelKey } from '../model/catalogue.ts';
import type { RunEnvironment } from '../model/made-on.ts';
import { allowedColumns } from '../prompt/columns.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { RunStore } from '../store/ports.ts';
import type { EnginePool } from './engine-pool.ts';
import { firstVoices } from './first-voices.ts';
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
import { PlayAnswers } from './play-answers.ts';
import { blankPlay, type PlayActions, type PlaySetUp, type PlayState } from './play-state.ts';
import { rememberShown, restoreRun, restoreShown } from './restore.ts';
import type { ShardsClient } from './shards-client.ts';

/** What the session needs; `createPlayStore` gives the browser's, tests give memory and the scripted engine. */
export interface SessionWorld {
  readonly pool: Pick<EnginePool, 'generate'>;
  readonly shards: Pick<ShardsClient, 'ensureStarter' | 'search' | 'sample' | 'dispose'>;
  /** Opens the run store; the fault, if any, says why nothing is kept. */
  readonly openStore: () => Promise<{ runs: RunStore; kept: boolean; fault: Fault | null }>;
  /** What columns without a model of their own run on. */
  readonly model: () => ModelChoice;
  /** Of the model's weights, as the catalogue names it; null is unknown. */
  readonly quantisation: (model: ModelKey) => string | null;
  /** What answers are made on here. */
  readonly environment: () => RunEnvironment;
  readonly now: () => number;
  readonly newId: () => string;
  /** Calls what it is given once, when the screen may change next. */
  readonly nextPaint: (run: () => void) => void;
}

const DRAFT = 'play-draft';
const STARTER = 'starter' as ShardId;
const busy = fault('bad-input', 'Play is writing answers.', 'Stop them, or wait until they are done.');

/**
 * The Play screen's state and what it can do. The state is replaced, never mutated; while tokens stream it changes at
 * most once a frame. Nothing here rejects: what goes wrong is a fault in the state.
 */
export class PlaySession {
  readonly actions: PlayActions;
  private state: PlayState;
  private readonly listeners = new Set<() => void>();
  private readonly answers: PlayAnswers;
  private runs: RunStore | null = null;
  private writing: Promise<unknown> = Promise.resolve();
  private disposed = false;

  constructor(private readonly world: SessionWorld) {
    this.state = blankPlay(firstDraft([]));
    const answers = (this.answers = new PlayAnswers({
      ...world,
      getState: this.getState,
      set: (part) => this.set(part),
      write: (work) => this.write(work),
    }));
    this.actions = {
      setTask: (task) =>
        this.setDraft({ task, settings: settingsAfterTask(this.state.task.id, task.id, this.state.settings) }),
      setSettings: (settings) => this.setDraft({ settings: clampSettings(settings) }),
      setColumns: (columns) => this.setColumns(columns),
      openDraft: (setUp) => this.openDraft(setUp),
      generate: (reproduces, like) => this.generate(reproduces, like),
      complete: () => answers.complete(),
      addRepeats: (count) => answers.addRepeats(count),
      redo: (column, repeat) => answers.redo(column, repeat),
      stop: (column, repeat) => answers.stop(column, repeat),
      stopAll: () => answers.stopAll(),
      vote: (column, repeat, vote) => answers.vote(column, repeat, vote),
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
    const shown =
      draft ?? (last && draftOf(last.run)) ?? firstDraft(await starter.then(() => firstVoices(this.world.shards)));
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

  /** Starts a run of the draft, compared with the run on screen: as many answers, and of each the same attempt. */
  repeatShown(): void {
    const { run, cells, repeats, settings } = this.state;
    if (!run || this.state.active > 0) return;
    this.setDraft({ settings: clampSettings({ ...settings, repeats }) });
    this.generate(run.id, [...cells.values()]);
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

  /** All of it or nothing: a new task over the columns of another set-up would be neither. */
  private openDraft(setUp: PlaySetUp): PlaySetUp {
    const { task, columns, settings } = this.state;
    const next = clampSettings(setUp.settings);
    const allowed = allowedColumns({ model: this.world.model(), settings: next }, setUp.columns.map(clampColumn));
    if (allowed.length > 0) this.setDraft({ task: setUp.task, columns: allowed, settings: next });
    return { task, columns, settings };
  }

  private generate(reproduces?: RunId, like: readonly Cell[] = []): void {
    const { task, columns, settings } = this.state;
    if (this.state.active > 0 || columns.length === 0) return;
    const spec: RunSpec = { version: 2, task, columns, settings, model: this.world.model() };
    const run: Run = {
      version: 2,
      id: this.world.newId() as RunId,
      createdAt: this.world.now(),
      spec,
      environment: this.world.environment(),
      ...(reproduces && { reproduces }),
    };
    void this.write(async (runs) => {
      await runs.putRun(run);
      await rememberShown(runs, run.id);
    });
    this.set({ run, cells: new Map(), repeats: settings.repeats, missing: 0 });
    this.answers.begin(run, settings.repeats, like);
  }

  private async reset(): Promise<void> {
    const { task, columns, settings } = firstDraft(await firstVoices(this.world.shards));
    this.setDraft({ task, columns, settings });
  }
}
