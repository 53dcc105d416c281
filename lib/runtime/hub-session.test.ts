import { describe, expect, it, vi } from 'vitest';
import { fault, type Fault } from '../model/fault.ts';
import type { PersonaId, RunId, ShardId } from '../model/ids.ts';
import type { Column, Run } from '../model/run.ts';
import { MAX_COLUMNS } from '../model/settings.ts';
import type { PersonaSet, ShardInfo } from '../model/shard.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { Found, ImportView, PersonaRow, ShardsEvent, ShardsWorkerApi, ShardView } from '../protocol/shards.ts';
import { createMemoryStores } from '../store/memory.ts';
import { HubSession, UNDO_MS } from './hub-session.ts';
import type { WorkerLink } from './link.ts';
import { control, voice } from './session.test-help.ts';
import { ShardsClient } from './shards-client.ts';

const ok = <T>(value: T): Promise<Outcome<T>> => Promise.resolve({ ok: true, value });
const no = (why: Fault): Promise<Outcome<never>> => Promise.resolve({ ok: false, fault: why });
const A = 'a' as ShardId;
const B = 'b' as ShardId;

const info = (id: ShardId): ShardInfo => ({
  version: 2,
  id,
  name: `Shard ${id}`,
  source: '',
  licence: '',
  count: 10,
  bytes: 100,
  hash: 'ff',
  importerVersion: 1,
  createdAt: 1,
  columns: [],
  duplicates: 0,
  rejected: 0,
  state: 'whole',
  deletedAt: null,
});
const shardView = (id: ShardId): ShardView => ({
  info: info(id),
  searchable: 10,
  labelled: 10,
  damagedParts: null,
  removed: 0,
});
const importView = (part: Partial<ImportView> = {}): ImportView => ({
  shard: B,
  name: 'Mine',
  state: 'running',
  rows: 100,
  kept: 90,
  duplicates: 8,
  rejected: 2,
  bytesRead: 1000,
  bytesTotal: 5000,
  rowsPerSecond: 10,
  secondsLeft: 40,
  replaying: false,
  fault: null,
  needs: null,
  ...part,
});
const row = (id: string): PersonaRow => ({
  ref: { shard: A, row: 1 },
  id: id as PersonaId,
  text: `The ${id}.`,
  labels: { country: 'FR', textLanguage: 'en', script: 'Latn' },
  marks: [],
});
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

/** Shards workers in this thread, one after the other, over the same holdings. */
function openHub(part: { readonly columns?: readonly Column[]; readonly persists?: boolean } = {}) {
  const held = { shards: [shardView(A)], imports: [] as ImportView[], sets: [] as PersonaSet[] };
  const workers: { emit: (event: ShardsEvent) => void; die: (why: Fault) => void }[] = [];
  const api = {
    shards: vi.fn(() => ok([...held.shards])),
    imports: vi.fn(() => ok([...held.imports])),
    sets: () => ok([...held.sets]),
    startImport: vi.fn(() => {
      held.imports = [importView()];
      return ok(B);
    }),
    pauseImport: () => no(fault('internal', 'No such import.')),
    resumeImport: () => ok(undefined),
    cancelImport: () => {
      held.imports = [];
      return ok(undefined);
    },
    deleteShard: (id: ShardId) => {
      held.shards = held.shards.filter((one) => one.info.id !== id);
      return ok(undefined);
    },
    restoreShard: (id: ShardId) => {
      held.shards = [...held.shards, shardView(id)];
      return ok(undefined);
    },
    find: vi.fn(() => ok<Found>({ result: 3, total: 5, complete: false, milliseconds: 1 })),
    detail: (): Promise<Outcome<never>> => new Promise(() => undefined),
    verify: () => Promise.reject(new Error('boom')),
  };
  const spawn = vi.fn((): WorkerLink<ShardsWorkerApi> => {
    let die: (why: Fault) => void = () => undefined;
    const died = new Promise<Fault>((resolve) => (die = resolve));
    const connect = (emit: (event: ShardsEvent) => void) => {
      workers.push({ emit, die });
      return Promise.resolve();
    };
    return {
      remote: { ...api, connect } as unknown as WorkerLink<ShardsWorkerApi>['remote'],
      died,
      end: () => undefined,
    };
  });
  const client = new ShardsClient(spawn, '/starter.json');
  const timers = new Map<number, { readonly ms: number; readonly run: () => void }>();
  let last = 0;
  let now = 0;
  let columns = part.columns ?? [voice('a'), control];
  let usedBytes = 100;
  const { runs } = createMemoryStores();
  let persisted = false;
  const persist = vi.fn(() => Promise.resolve((persisted = part.persists ?? false)));
  const hub = new HubSession({
    client,
    storage: () => Promise.resolve({ usedBytes: usedBytes++, quotaBytes: 1000, persisted }),
    persist,
    runs: () => Promise.resolve({ runs, kept: true }),
    columns: () => columns,
    setColumns: (next) => (columns = next),
    now: () => now,
    later: (ms, run) => {
      const id = ++last;
      timers.set(id, { ms, run });
      return () => timers.delete(id);
    },
  });
  const fire = (ms: number) => {
    for (const [id, timer] of [...timers])
      if (timer.ms === ms) {
        timers.delete(id);
        timer.run();
      }
  };
  return {
    hub,
    api,
    held,
    client,
    spawn,
    workers,
    worker: () => workers.at(-1),
    timers,
    fire,
    persist,
    runs,
    columns: () => columns,
    pass: (ms: number) => (now += ms),
    state: hub.getState,
  };
}

describe('HubSession', () => {
  it('shows what is held, reads it again when something changed, and keeps what is the same by reference', async () => {
    const { hub, held, worker, state, api } = openHub();
    expect(state().restored).toBe(false);
    await hub.start();
    expect(state()).toMatchObject({ restored: true, usedBytes: 100, quotaBytes: 1000, persisted: null, kept: true });
    const [first] = state().shards;
    held.shards = [shardView(A), shardView(B)];
    worker()?.emit({ kind: 'changed' });
    worker()?.emit({ kind: 'changed' });
    worker()?.emit({ kind: 'changed' });
    await settle();
    expect(state().shards.map(({ info: { id } }) => id)).toEqual([A, B]);
    expect(state().shards[0]).toBe(first);
    // Many changes at once are one or two readings.
    expect(api.shards.mock.calls.length).toBeLessThanOrEqual(3);
  });

  it('shows counts of an import that never fall, and keeps an ended one until it is taken off', async () => {
    const { hub, held, worker, state } = openHub();
    await hub.start();
    worker()?.emit({ kind: 'import', view: importView({ rows: 500, kept: 450 }) });
    worker()?.emit({ kind: 'import', view: importView({ rows: 300, kept: 290, replaying: true, state: 'paused' }) });
    expect(state().imports).toEqual([importView({ rows: 500, kept: 450, replaying: true, state: 'paused' })]);
    worker()?.emit({ kind: 'import', view: importView({ rows: 600, kept: 500, state: 'done' }) });
    held.shards = [shardView(A), shardView(B)];
    worker()?.emit({ kind: 'import', view: importView({ rows: 550, kept: 480 }) });
    await hub.refresh();
    expect(state().imports.map(({ state: now, rows }) => [now, rows])).toEqual([['done', 600]]);
    hub.actions.dismissImport(B);
    expect(state().imports).toEqual([]);
  });

  it('does not let a list that was on its way undo newer news', async () => {
    const { hub, api, worker, state } = openHub();
    await hub.start();
    let answer: (views: Outcome<ImportView[]>) => void = () => undefined;
    api.imports.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const reading = hub.refresh();
    await settle();
    worker()?.emit({ kind: 'import', view: importView({ state: 'paused' }) });
    answer({ ok: true, value: [] });
    await reading;
    expect(state().imports.map(({ state: now }) => now)).toEqual(['paused']);
  });

  it('asks for persistent storage when an import begins, and says what the browser answered', async () => {
    const { hub, persist, state } = openHub();
    await hub.start();
    const outcome = await hub.actions.startImport({ kind: 'files', files: [] }, {} as never);
    expect(outcome).toEqual({ ok: true, value: B });
    expect(persist).toHaveBeenCalledTimes(1);
    expect(state().persisted).toBe(false);
    expect(state().imports).toHaveLength(1);
    const lucky = openHub({ persists: true });
    await lucky.hub.start();
    await lucky.hub.actions.persist();
    expect(lucky.state().persisted).toBe(true);
  });

  it('watches the space while an import runs, and only then', async () => {
    const { hub, held, timers, fire, state, worker } = openHub();
    await hub.start();
    expect(timers.size).toBe(0);
    held.imports = [importView()];
    await hub.refresh();
    const before = state().usedBytes ?? 0;
    fire(3000);
    await settle();
    expect(state().usedBytes).toBe(before + 1);
    expect(timers.size).toBe(1);
    worker()?.emit({ kind: 'import', view: importView({ state: 'done' }) });
    fire(3000);
    await settle();
    expect(timers.size).toBe(0);
  });

  it('removes a cancelled import from the list, and tells the fault of a deed that answers nothing', async () => {
    const { hub, state } = openHub();
    await hub.start();
    await hub.actions.startImport({ kind: 'files', files: [] }, {} as never);
    hub.actions.pauseImport(B);
    await settle();
    expect(state().fault?.message).toBe('No such import.');
    await hub.actions.cancelImport(B, false);
    expect(state().imports).toEqual([]);
    expect(state().fault).toBeNull();
  });

  it('lets a deletion be undone for a while', async () => {
    const { hub, state, fire } = openHub();
    await hub.start();
    await hub.actions.deleteShard(A);
    expect(state().shards).toEqual([]);
    expect(state().undoable).toEqual([{ shard: A, name: 'Shard a' }]);
    await hub.actions.restoreShard(A);
    expect(state().shards).toHaveLength(1);
    expect(state().undoable).toEqual([]);
    await hub.actions.deleteShard(A);
    fire(UNDO_MS);
    expect(state().undoable).toEqual([]);
  });

  it('shows the newest result and not what comes late of an older one', async () => {
    const { hub, worker, state } = openHub();
    await hub.start();
    await hub.actions.find({ text: 'a', shards: null, filters: [], set: null, order: 'rank' });
    const found = { result: 3, total: 9, complete: true, milliseconds: 2 };
    worker()?.emit({ kind: 'found', found });
    worker()?.emit({ kind: 'found', found: { ...found, result: 2, total: 1 } });
    worker()?.emit({ kind: 'found', found: { ...found, total: 6, complete: false } });
    expect(state().found).toEqual(found);
  });

  it('answers a call with the death of its worker, starts another one, and offers the import again', async () => {
    const { hub, worker, spawn, state, held, pass } = openHub();
    await hub.start();
    worker()?.emit({ kind: 'import', view: importView() });
    const waiting = hub.actions.detail({ shard: A, row: 0 });
    held.imports = [importView({ state: 'interrupted', rows: 90, needs: ['mine.jsonl'] })];
    const first = worker();
    pass(60_000);
    worker()?.die(fault('worker-crashed', 'The worker ended.'));
    expect(await waiting).toMatchObject({ ok: false, fault: { code: 'worker-crashed' } });
    await settle();
    expect(spawn).toHaveBeenCalledTimes(2);
    expect(state().imports).toMatchObject([{ state: 'interrupted', rows: 100, needs: ['mine.jsonl'] }]);
    first?.emit({ kind: 'import', view: importView({ state: 'done' }) });
    expect(state().imports[0]?.state).toBe('interrupted');
    // One that dies at once is not started again and again.
    worker()?.die(fault('worker-crashed', 'Again.'));
    await settle();
    expect(spawn).toHaveBeenCalledTimes(2);
    expect(state().fault?.message).toBe('Again.');
  });

  it('keeps saying that the browser emptied the database', async () => {
    const { hub, state } = openHub();
    hub.storageLost(fault('storage-lost', 'Emptied.'));
    await hub.start();
    expect(state()).toMatchObject({ restored: true, fault: { code: 'storage-lost' } });
  });

  it('turns whatever a worker throws into a fault', async () => {
    const { hub } = openHub();
    await hub.start();
    expect(await hub.actions.verify(A)).toMatchObject({ ok: false, fault: { code: 'internal', message: 'boom' } });
  });

  it('puts personas on the board of Play, before the control and as many as fit', async () => {
    const { hub, columns } = openHub();
    await hub.start();
    expect(hub.actions.toPlay([row('a'), row('b'), row('b')])).toBe(1);
    expect(columns().map((column) => (column.kind === 'persona' ? column.persona.id : '-'))).toEqual(['a', 'b', '-']);
    expect(columns()[1]).toMatchObject({ persona: { labels: { country: 'FR' }, shard: A } });
    expect(columns()[1]).not.toHaveProperty('persona.labels.script');
    const many = Array.from({ length: 20 }, (_, index) => row(`p${index}`));
    expect(hub.actions.toPlay(many)).toBe(MAX_COLUMNS - 3);
    expect(columns()).toHaveLength(MAX_COLUMNS);
    expect(hub.actions.toPlay([row('z')])).toBe(0);
  });

  it('finds the runs that a persona spoke in, newest first', async () => {
    const { hub, runs } = openHub();
    const run = (id: string, createdAt: number, columns: readonly Column[]): Run =>
      ({
        version: 2,
        id: id as RunId,
        createdAt,
        spec: { version: 2, task: { id: 'npc' }, columns },
      }) as unknown as Run;
    const store = {
      listRuns: () =>
        Promise.resolve([run('new', 2, [voice('a')]), run('mid', 1, [control]), run('old', 0, [voice('a')])]),
    };
    Object.assign(runs, store);
    const uses = await hub.actions.usedIn(row('a'));
    expect(uses.map(({ run: id, at }) => [id, at])).toEqual([
      ['new', 2],
      ['old', 0],
    ]);
    Object.assign(runs, { listRuns: () => Promise.reject(new Error('gone')) });
    expect(await hub.actions.usedIn(row('a'))).toEqual([]);
  });
});
