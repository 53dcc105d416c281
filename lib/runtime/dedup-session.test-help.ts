import { createDedupCore } from '../../workers/dedup/core.ts';
import { plainJoins } from '../../workers/dedup/core.test-help.ts';
import type { Joins } from '../../workers/dedup/ports.ts';
import { packedShard } from '../../workers/shards/core.test-help.ts';
import type { DedupDecision } from '../model/dedup.ts';
import { badInput, fault, type Fault, faultOf } from '../model/fault.ts';
import type { RunId, ShardId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import type { DedupEvent, DedupWorkerApi } from '../protocol/dedup.ts';
import type { EmbedWorkerApi } from '../protocol/embed.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { Scope } from '../protocol/shards.ts';
import { plannedCell } from '../run/plan.ts';
import { createMemoryStores } from '../store/memory.ts';
import { DedupClient } from './dedup-client.ts';
import { DedupSession } from './dedup-session.ts';
import type { WorkerLink } from './link.ts';
import { control, voice } from './session.test-help.ts';
import type { ShardsClient } from './shards-client.ts';

const A = 'a' as ShardId;

/** A link to something in this thread that can die. */
function link<Api>(remote: object) {
  let die: (why: Fault) => void = () => undefined;
  const died = new Promise<Fault>((resolve) => (die = resolve));
  return { link: { remote, died, end: () => undefined } as unknown as WorkerLink<Api>, die };
}

/** A session over a store in memory, a shard of these personas and dedup workers in this thread. */
export async function openDedup(personas: readonly string[] = [], joins: Joins = plainJoins) {
  const stores = createMemoryStores();
  const held = await packedShard(
    'a',
    personas.map((text) => ({ text, attributes: [] })),
  );
  await stores.shards.putShard(held.info, held.parts);
  const workers: { die: () => void; api: Omit<DedupWorkerApi, 'connect'>; emit: (event: DedupEvent) => void }[] = [];
  const encoders: { die: () => void }[] = [];
  const spawnDedup = (): WorkerLink<DedupWorkerApi> => {
    let emit: (event: DedupEvent) => void = () => undefined;
    const api = createDedupCore(
      {
        openShards: () => Promise.resolve(stores.shards),
        emit: (event) => emit(event),
        breathe: () => new Promise((resolve) => setImmediate(resolve)),
        now: () => performance.now(),
      },
      joins,
    );
    const made = link<DedupWorkerApi>({
      ...api,
      connect: (onEvent: typeof emit) => {
        emit = onEvent;
        return Promise.resolve();
      },
    });
    workers.push({ api, emit: (event) => emit(event), die: () => made.die(fault('worker-crashed', 'Gone.')) });
    return made.link;
  };
  const spawnEmbed = (): WorkerLink<EmbedWorkerApi> => {
    const none = () => Promise.resolve();
    const made = link<EmbedWorkerApi>({ connect: none, serve: none });
    encoders.push({ die: () => made.die(fault('worker-crashed', 'The encoder is gone.')) });
    return made.link;
  };
  const changes: (() => void)[] = [];
  const timers: (() => void)[] = [];
  let ids = 0;
  let time = 1000;
  const session = new DedupSession({
    client: new DedupClient({ spawnDedup, spawnEmbed, load: { base: '/', threads: 0 } }),
    shards: {
      listenToChanges: (call) => void changes.push(call),
      call: ((ask: (remote: typeof shards) => Promise<Outcome<unknown>>) => ask(shards)) as ShardsClient['call'],
    },
    runs: () => Promise.resolve(stores.runs),
    now: () => (time += 1),
    newId: () => `id${(ids += 1)}`,
    later: (_, run) => {
      timers.push(run);
      return () => void timers.splice(timers.indexOf(run), 1);
    },
  });
  /** What the shards worker answers; each call can be made to fail. */
  const faults: { apply: Fault | null } = { apply: null };
  const answer = async <T>(work: () => T | Promise<T>): Promise<Outcome<T>> => {
    try {
      return { ok: true, value: await work() };
    } catch (thrown) {
      return { ok: false, fault: faultOf(thrown) };
    }
  };
  const shards = {
    resolveRows: (scope: Scope) =>
      answer(() => {
        if (scope.kind !== 'shard') throw badInput('No such scope.');
        return { shards: [A], rows: [Uint32Array.from(personas.keys())] };
      }),
    decisions: () => answer(() => stores.shards.listDecisions()),
    applyDecision: (decision: DedupDecision) =>
      faults.apply
        ? Promise.resolve({ ok: false, fault: faults.apply })
        : answer(() => stores.shards.putDecision(decision)),
    undoDecision: (id: string) => answer(() => stores.shards.deleteDecision(id)),
    exportDecision: (id: string) => answer(() => new Blob([id])),
  };
  return {
    session,
    stores,
    workers,
    encoders,
    faults,
    /** Another tab changed something; the wait is over. */
    otherTab: () => {
      for (const call of changes) call();
      for (const call of timers.splice(0)) call();
    },
    review: () => session.getState().review,
  };
}

export const scopeA: Scope = { kind: 'shard', shard: A };

/** A run of two voices with these answers, one column after the other. */
export function someRun(id: string, texts: readonly string[]): { readonly run: Run; readonly cells: readonly Cell[] } {
  const model = { engine: 'scripted' as const, model: 'm', name: 'M' };
  const spec = {
    version: 2 as const,
    task: chooseTask('math'),
    columns: [voice('a'), control],
    settings: defaultSettings,
    model,
  };
  const run: Run = { version: 2, id: id as RunId, createdAt: 1, spec };
  const cells = texts.map((text, i): Cell => ({
    ...plannedCell(run, { column: i % 2, repeat: Math.floor(i / 2), attempt: 0 }),
    state: 'done',
    text,
  }));
  return { run, cells };
}
