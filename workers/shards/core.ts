import type { ShardId } from '../../lib/model/ids.ts';
import type { Scope, ShardsEvent, ShardsWorkerApi } from '../../lib/protocol/shards.ts';
import type { FileStore } from '../models/ports.ts';
import { answering, type ShardsRoom } from './api.ts';
import { exportRows } from './export/export-rows.ts';
import { fileOpener } from './export/open-file.ts';
import { createImports } from './import/imports.ts';
import { createByIds } from './by-ids.ts';
import { createDeletion } from './library/deletion.ts';
import { createLibrary } from './library/library.ts';
import { createMirror, noMirror } from './mirror/mirror.ts';
import { startUpkeep } from './opening.ts';
import { samplePersonas } from './play.ts';
import type { ShardsWorld } from './ports.ts';
import { createDecisions } from './removals/decisions.ts';
import { createRemovals } from './removals/removals.ts';
import type { Rooms } from './rooms.ts';
import { createRows } from './rows.ts';
import { createSampling } from './sampling/sampling.ts';
import { createSets } from './sets/sets.ts';
import { createShelves } from './shelves.ts';
import { ensureStarter } from './starter.ts';

/** What a screen asks for when it opens comes first; loading the language detector alone takes half a second. */
const BACKGROUND_AFTER_MS = 1_500;

/** What a core is given beside its world. */
export interface CoreOptions {
  /** Where copies of shards go; null where there is no private file system. */
  readonly files: FileStore | null;
  /** Bytes of parts to keep in memory. */
  readonly budget: number;
  /** Where events go from now on. */
  readonly connect: (onEvent: (event: ShardsEvent) => void) => void;
  /** Tells what other tabs changed. */
  readonly onNews: (listener: (shard: ShardId | null) => void) => void;
}

/**
 * The shards worker without its worker. Answers are data: faults of the store, of the network (a rejection of `fetch`
 * counts as `download-failed`) and of the input come as `{ok: false}`.
 */
export function createShardsCore(given: ShardsWorld, options: CoreOptions, rooms: Rooms): ShardsWorkerApi {
  const shelves = createShelves(given.store, options.budget);
  const removals = createRemovals(given.store, shelves);
  /** For what changes shards; the rooms that work in the background hear of it. */
  const world: ShardsWorld = {
    ...given,
    changed(shard) {
      given.changed(shard);
      hear(shard);
    },
  };
  const mirror = options.files ? createMirror(world, options.files) : noMirror;
  const sets = createSets(world);
  const decisions = createDecisions(world, shelves, mirror);
  const deletion = createDeletion(world, mirror, sets, decisions);
  const labels = rooms.labelling(given, shelves);
  const read = createRows(shelves, labels, given.store, removals);
  const search = rooms.search(given, shelves, labels, removals, read);
  const upkeep = startUpkeep(world, mirror, deletion);

  function hear(shard: ShardId | null): void {
    shelves.refresh();
    removals.refresh();
    upkeep.soon();
    if (shard === null) return;
    labels.notice(shard);
    search.changed(shard);
  }
  options.onNews((shard) => {
    if (shard !== null) labels.forget(shard);
    hear(shard);
  });
  void upkeep.opened.then(() => {
    setTimeout(() => {
      labels.start();
      search.start();
    }, BACKGROUND_AFTER_MS);
  });

  const scoped = { world, shelves, labels, removals, resolve: (scope: Scope) => search.resolve(scope) };
  const room: ShardsRoom = {
    ...rooms.sources(world),
    ...createImports(world),
    ...createLibrary({
      ...{ world, shelves, labels, mirror, sets, deletion, removals, decisions },
      searchable: (id) => search.searchable(id),
    }),
    ...createSampling({ ...scoped, rows: (refs) => read.rows(refs), breathe: world.breathe }),
    ...search,
    ...read,
    ...sets,
    ...decisions,
    byIds: createByIds(shelves, read, world.breathe),
    ensureStarter: (url) => ensureStarter(world, shelves, url),
    sample: (shard, count, seed, exclude) => samplePersonas(shelves, read, removals, shard, count, seed, exclude),
    exportRows: (scope, format, name = 'Personas') =>
      exportRows(scoped, scope, fileOpener({ now: world.now, sets: () => sets.sets() }, scope, format, name)),
  };
  return {
    // Nothing is told of shards before those are back that the browser lost.
    ...answering(room, () => upkeep.opened),
    connect: options.connect,
    ping: () => Promise.resolve(),
  };
}
