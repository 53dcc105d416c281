import type { Fault } from '../model/fault.ts';
import type { ShardId } from '../model/ids.ts';
import type { Column } from '../model/run.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { ShardsEvent, ShardView } from '../protocol/shards.ts';
import type { RunStore } from '../store/ports.ts';
import { HubImports, isMoving } from './hub-imports.ts';
import { columnsWith, usesOf } from './hub-play.ts';
import { type HubActions, type HubState, unreadHub } from './hub-state.ts';
import type { StorageFacts } from './models-state.ts';
import type { ShardsClient } from './shards-client.ts';
import { StateBox } from './state-box.ts';

/** What the session needs; tests give stand-ins. */
export interface HubWorld {
  readonly client: Pick<ShardsClient, 'call' | 'listen'>;
  readonly storage: () => Promise<Omit<StorageFacts, 'modelBytes'>>;
  readonly persist: () => Promise<boolean>;
  readonly runs: () => Promise<{ readonly runs: Pick<RunStore, 'listRuns'>; readonly kept: boolean }>;
  readonly columns: () => readonly Column[];
  readonly setColumns: (columns: readonly Column[]) => void;
  readonly now: () => number;
  /** Calls once after so many milliseconds. @returns how to call it off */
  readonly later: (ms: number, run: () => void) => () => void;
}

/** How long a deletion can be undone by the screen. */
export const UNDO_MS = 30_000;
// The estimate costs the browser little, and space is the one thing that ends a large import.
const SPACE_MS = 3_000;
// A worker that dies as soon as it is asked is not asked again by itself.
const REVIVE_MS = 10_000;

/** The personas that are held: what the screen shows of them and can do. Nothing here rejects. */
export class HubSession {
  readonly actions: HubActions;
  private readonly box: StateBox<HubState>;
  private readonly imports = new HubImports();
  private readonly timers = new Map<string, () => void>();
  private reading: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;
  private diedAt = -Infinity;
  private asked = false;
  private lost: Fault | null = null;

  constructor(private readonly world: HubWorld) {
    this.box = new StateBox<HubState>(unreadHub);
    world.client.listen({ onEvent: (event) => this.heard(event), onDeath: (why) => this.died(why) });
    this.actions = this.createActions();
  }

  getState = (): HubState => this.box.get();
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  /** Reads what is held. */
  async start(): Promise<void> {
    const { kept } = await this.world.runs();
    this.box.set({ kept });
    await Promise.all([this.refresh(), this.readSpace()]);
  }

  dispose(): void {
    for (const stop of this.timers.values()) stop();
    this.timers.clear();
    this.box.close();
  }

  /** The browser emptied the database: said until the page is left, since what is shown then is what was rebuilt. */
  storageLost(why: Fault): void {
    this.lost = why;
    this.box.set({ fault: why });
  }

  /** Reads shards, imports and sets again; asked for in the middle, once more after it. */
  refresh(): Promise<void> {
    // Whoever asks while a second reading waits for the first is answered by that second one.
    this.next ??= this.reading.then(() => {
      this.next = null;
      this.reading = this.readAll();
      return this.reading;
    });
    return this.next;
  }

  private async readAll(): Promise<void> {
    const { client } = this.world;
    this.imports.asking();
    const [shards, imports, sets] = await Promise.all([
      client.call((remote) => remote.shards()),
      client.call((remote) => remote.imports()),
      client.call((remote) => remote.sets()),
    ]);
    if (imports.ok) this.imports.replace(imports.value);
    const bad = [shards, imports, sets].flatMap((outcome) => (outcome.ok ? [] : [outcome.fault]))[0];
    this.box.set({
      restored: true,
      imports: this.imports.list(),
      ...(shards.ok && { shards: sameOnes(this.getState().shards, shards.value) }),
      ...(sets.ok && { sets: sets.value }),
      fault: bad ?? this.lost,
    });
    this.watchSpace();
  }

  private heard(event: ShardsEvent): void {
    switch (event.kind) {
      case 'import':
        this.imports.tell(event.view);
        this.box.set({ imports: this.imports.list() });
        this.watchSpace();
        return;
      case 'found': {
        const { found } = this.getState();
        // News of a result that the screen has left, or older news of the one it shows.
        const stale =
          found !== null &&
          (event.found.result < found.result || (found.result === event.found.result && found.complete));
        if (!stale) this.box.set({ found: event.found });
        return;
      }
      case 'changed':
        void this.refresh();
    }
  }

  private died(why: Fault): void {
    this.imports.cut();
    this.box.set({ fault: why, imports: this.imports.list(), found: null });
    const now = this.world.now();
    const again = now - this.diedAt > REVIVE_MS;
    this.diedAt = now;
    if (again) void this.refresh();
  }

  private async readSpace(): Promise<void> {
    const { usedBytes, quotaBytes, persisted } = await this.world.storage();
    // A browser answers `false` also before anybody asked it.
    this.box.set({ usedBytes, quotaBytes, persisted: persisted === true ? true : this.asked ? persisted : null });
  }

  /** Looks at the space again and again while an import runs. */
  private watchSpace(): void {
    if (this.timers.has('space') || !this.getState().imports.some(isMoving)) return;
    this.later('space', SPACE_MS, () => void this.readSpace().then(() => this.watchSpace()));
  }

  private later(name: string, ms: number, run: () => void): void {
    this.timers.get(name)?.();
    const stop = this.world.later(ms, () => {
      this.timers.delete(name);
      run();
    });
    this.timers.set(name, stop);
  }

  private createActions(): HubActions {
    const { client } = this.world;
    /** A deed after which something else is held. */
    const deed = async <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
      const outcome = await work();
      await Promise.all([this.refresh(), this.readSpace()]);
      return outcome;
    };
    return {
      inspect: (source, shape) => client.call((remote) => remote.inspect(source, shape)),
      listDataset: (dataset, revision) => client.call((remote) => remote.listDataset(dataset, revision)),
      startImport: (source, plan) => {
        // Not waited for: some browsers ask the user, who may take their time.
        if (this.getState().persisted !== true) void this.persist();
        return deed(() => client.call((remote) => remote.startImport(source, plan)));
      },
      pauseImport: (shard) => {
        // Nobody waits for its answer, so a fault goes into the state.
        void deed(() => client.call((remote) => remote.pauseImport(shard))).then((outcome) => {
          if (!outcome.ok) this.box.set({ fault: outcome.fault });
        });
      },
      resumeImport: (shard, files) => deed(() => client.call((remote) => remote.resumeImport(shard, files))),
      cancelImport: (shard, keep) =>
        deed(async () => {
          const outcome = await client.call((remote) => remote.cancelImport(shard, keep));
          if (outcome.ok && !keep) this.imports.drop(shard);
          return outcome;
        }),
      dismissImport: (shard) => {
        this.imports.drop(shard);
        this.box.set({ imports: this.imports.list() });
      },
      rejections: (shard) => client.call((remote) => remote.rejections(shard)),
      describe: (shard, words) => deed(() => client.call((remote) => remote.describe(shard, words))),
      deleteShard: (shard) => deed(() => this.deleteShard(shard)),
      restoreShard: (shard) =>
        deed(async () => {
          const outcome = await client.call((remote) => remote.restoreShard(shard));
          if (outcome.ok) this.cannotUndo(shard);
          return outcome;
        }),
      merge: (shards, name) => deed(() => client.call((remote) => remote.merge(shards, name))),
      verify: (shard) => deed(() => client.call((remote) => remote.verify(shard))),
      repair: (shard) => deed(() => client.call((remote) => remote.repair(shard))),
      exportRows: (scope, format, name) => client.call((remote) => remote.exportRows(scope, format, name)),
      find: async (query) => {
        const outcome = await client.call((remote) => remote.find(query));
        if (outcome.ok) this.heard({ kind: 'found', found: outcome.value });
        return outcome;
      },
      page: (result, from, count) => client.call((remote) => remote.page(result, from, count)),
      rows: (refs) => client.call((remote) => remote.rows(refs)),
      detail: (ref) => client.call((remote) => remote.detail(ref)),
      neighbours: (ref, count) => client.call((remote) => remote.neighbours(ref, count)),
      counts: (scope) => client.call((remote) => remote.counts(scope)),
      drawSample: (spec) => client.call((remote) => remote.drawSample(spec)),
      putSet: (set) => deed(() => client.call((remote) => remote.putSet(set))),
      deleteSet: (id) => deed(() => client.call((remote) => remote.deleteSet(id))),
      undoDecision: (id) => deed(() => client.call((remote) => remote.undoDecision(id))),
      toPlay: (rows) => {
        const { columns, added } = columnsWith(this.world.columns(), rows);
        if (added > 0) this.world.setColumns(columns);
        return added;
      },
      usedIn: async (row) =>
        this.world
          .runs()
          .then(({ runs }) => usesOf(row, runs))
          .catch(() => []),
      persist: () => this.persist(),
    };
  }

  private async deleteShard(shard: ShardId): Promise<Outcome<void>> {
    const name = this.getState().shards.find(({ info }) => info.id === shard)?.info.name ?? '';
    const outcome = await this.world.client.call((remote) => remote.deleteShard(shard));
    if (!outcome.ok) return outcome;
    this.box.set({ undoable: [...this.getState().undoable.filter((one) => one.shard !== shard), { shard, name }] });
    this.later(`undo ${shard}`, UNDO_MS, () => this.cannotUndo(shard));
    return outcome;
  }

  private cannotUndo(shard: ShardId): void {
    this.timers.get(`undo ${shard}`)?.();
    this.timers.delete(`undo ${shard}`);
    this.box.set({ undoable: this.getState().undoable.filter((one) => one.shard !== shard) });
  }

  private async persist(): Promise<void> {
    this.asked = true;
    const persisted = await this.world.persist().catch(() => false);
    this.box.set({ persisted });
    await this.readSpace();
  }
}

/** The new views, each by its old reference where nothing about it changed: its row is not drawn again. */
function sameOnes(old: readonly ShardView[], next: readonly ShardView[]): readonly ShardView[] {
  const known = new Map(old.map((view) => [view.info.id, view] as const));
  return next.map((view) => {
    const was = known.get(view.info.id);
    return was && JSON.stringify(was) === JSON.stringify(view) ? was : view;
  });
}
