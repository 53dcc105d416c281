import { badInput } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import { readRequest } from '../../../lib/personas/importing/request.ts';
import type { ImportPlan, ImportSource, ImportView } from '../../../lib/protocol/shards.ts';
import type { ImportJournal } from '../../../lib/store/ports.ts';
import type { ShardsWorld } from '../ports.ts';
import { readRows } from '../sources/read-rows.ts';
import { openSource } from '../sources/source-file.ts';
import { adopt } from './adopt.ts';
import { beginning, checkPlan, requestOf, sourceAgain } from './begin.ts';
import { type Ending, ImportJob } from './job.ts';
import { importLock } from './names.ts';
import { checkRoom } from './room.ts';
import type { Sources } from './sources.ts';
import { Writer } from './writer.ts';

/** The imports of ShardsWorkerApi; what goes wrong is thrown as a FaultError. */
export interface Imports {
  startImport(source: ImportSource, plan: ImportPlan): Promise<ShardId>;
  pauseImport(shard: ShardId): Promise<void>;
  resumeImport(shard: ShardId, files: readonly File[]): Promise<void>;
  cancelImport(shard: ShardId, keep: boolean): Promise<void>;
  imports(): Promise<readonly ImportView[]>;
}

const never = new AbortController().signal;

/** The imports of one worker, and what it can tell of those of others. */
export function createImports(world: ShardsWorld, sources: Sources = { open: openSource, read: readRows }): Imports {
  const jobs = new Map<ShardId, ImportJob>();
  /** Resolves when the lock of an import that this worker had is free again. */
  const released = new Map<ShardId, Promise<unknown>>();
  /** Files that the user chose, as long as their import is not over: after a pause nobody has to choose them again. */
  const chosen = new Map<ShardId, readonly File[]>();
  /** How imports of this worker ended whose end could not be written. */
  const last = new Map<ShardId, ImportView>();

  /** Does `work` with the lock of the import held. @throws FaultError `bad-input` when another worker has it */
  async function alone<T>(shard: ShardId, work: () => Promise<T>): Promise<T> {
    await released.get(shard);
    let outcome: { readonly value: T } | null = null;
    const got = await world.locks.tryHold(importLock(shard), async () => {
      outcome = { value: await work() };
    });
    const done = outcome as { readonly value: T } | null;
    if (!got || !done) throw badInput('Another tab is busy with this import.');
    return done.value;
  }

  /** As `alone`, but answers once the job has begun; the lock is held until its end. */
  async function launch(shard: ShardId, begin: () => Promise<ImportJob>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const end = alone(shard, async () => {
        const job = await begin();
        jobs.set(shard, job);
        last.delete(shard);
        resolve();
        await job.end();
        jobs.delete(shard);
        last.set(shard, job.view);
        if (job.isOver || needsOthers(job.view)) chosen.delete(shard);
      }).catch(reject);
      released.set(shard, end);
    });
  }

  async function startImport(source: ImportSource, plan: ImportPlan): Promise<ShardId> {
    checkPlan(source, plan);
    const files = await sources.open(source, world.fetch, never);
    const sizes = files.map(({ bytes }) => bytes);
    const bytesTotal = sizes.reduce((sum, bytes) => (sum === null || bytes === null ? null : sum + bytes), 0);
    await checkRoom(world, bytesTotal, plan.shape);
    const request = requestOf(source, plan);
    const shard = world.newId() as ShardId;
    await launch(shard, async () => {
      const begun = beginning(shard, request, plan, bytesTotal, world.now());
      await world.store.commit({ ...begun, parts: [], rejections: [] });
      if (source.kind === 'files') chosen.set(shard, source.files);
      return new ImportJob(world, sources, begun, request, files);
    });
    return shard;
  }

  async function resumeImport(shard: ShardId, files: readonly File[]): Promise<void> {
    const job = jobs.get(shard);
    if (job && isMoving(job.view)) throw badInput('This import is running.');
    await launch(shard, async () => {
      const adopted = await adopt(world, shard);
      const request = readRequest(adopted.journal.request);
      if (!request)
        throw badInput('This import was begun by another version of the app: keep what was read, or remove it.');
      const source = sourceAgain(request, files.length > 0 ? files : (chosen.get(shard) ?? []), adopted.journal);
      if (source.kind === 'files') chosen.set(shard, source.files);
      const opened = await sources.open(source, world.fetch, never);
      return new ImportJob(world, sources, adopted, request, opened);
    });
  }

  /** @returns whether nothing of the import is left to end */
  async function stop(shard: ShardId, ending: Ending): Promise<boolean> {
    const job = jobs.get(shard);
    if (!job) return false;
    await job.stop(ending);
    await released.get(shard);
    return job.isOver;
  }

  async function cancelImport(shard: ShardId, keep: boolean): Promise<void> {
    if (await stop(shard, keep ? 'keep' : 'drop')) return;
    // It stood still, or came to a stop of its own at that moment.
    await alone(shard, async () => {
      if (keep) {
        const { info, journal, marks } = await adopt(world, shard);
        if (journal.kept > 0) return new Writer(world, info, journal, marks).finish(null, 0);
      }
      return world.store.deleteShard(shard);
    });
    chosen.delete(shard);
    last.delete(shard);
    world.changed(keep ? shard : null);
  }

  async function viewOf(journal: ImportJournal): Promise<ImportView> {
    const { shard } = journal;
    const job = jobs.get(shard);
    if (job) return job.view;
    const request = readRequest(journal.request);
    const needs =
      chosen.has(shard) || request?.source.kind !== 'files' ? null : request.source.files.map((f) => f.name);
    const known = last.get(shard);
    const elsewhere = await world.locks.held(importLock(shard));
    if (known && !elsewhere && journal.state === 'running') return { ...known, needs };
    const { rows, kept, duplicates, rejected, bytesRead, bytesTotal } = journal;
    const state = journal.state === 'running' && !elsewhere ? 'interrupted' : journal.state;
    const name = (await world.store.getShard(shard))?.name ?? '';
    const counts = { rows, kept, duplicates, rejected, bytesRead, bytesTotal };
    const unknown = { rowsPerSecond: null, secondsLeft: null, replaying: false };
    return { shard, name, state, ...counts, ...unknown, fault: journal.fault, needs: elsewhere ? null : needs };
  }

  return {
    startImport,
    async pauseImport(shard) {
      if (jobs.has(shard)) await stop(shard, 'pause');
      else if (await world.locks.held(importLock(shard))) throw badInput('Another tab imports this: pause it there.');
    },
    resumeImport,
    cancelImport,
    imports: async () => Promise.all((await world.store.listJournals()).map(viewOf)),
  };
}

function isMoving({ state }: ImportView): boolean {
  return state === 'waiting' || state === 'running' || state === 'pausing';
}

/** Whether the same files again would end the same way. */
function needsOthers({ fault: why }: ImportView): boolean {
  return why?.code === 'source-changed' || why?.code === 'file-corrupt';
}
