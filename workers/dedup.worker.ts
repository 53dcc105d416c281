import { fault, FaultError, faultOf } from '../lib/model/fault.ts';
import type { DedupEvent, DedupWorkerApi } from '../lib/protocol/dedup.ts';
import { openDexieStores } from '../lib/store/dexie.ts';
import type { Stores } from '../lib/store/ports.ts';
import { createDedupCore } from './dedup/core.ts';
import { allJoins } from './dedup/joins.ts';
import { createBreathe, serve } from './serve.ts';

/** Wiring only: the dedup worker over this browser's database, which it reads and never writes. */
let listener: ((event: DedupEvent) => void) | null = null;
let opened: Promise<Stores> | null = null;

const core = createDedupCore(
  {
    openShards: async () => {
      const opening = (opened ??= openDexieStores());
      try {
        return (await opening).shards;
      } catch (thrown) {
        // Another tab may have held it; the next comparison tries again.
        if (opened === opening) opened = null;
        throw noDatabase(faultOf(thrown).message);
      }
    },
    emit: (event) => listener?.(event),
    breathe: createBreathe(),
    now: () => performance.now(),
  },
  allJoins,
);

/** The shards worker then holds personas in its own memory, where no other worker can read them. */
function noDatabase(why: string): FaultError {
  const message = `Personas can only be compared where the browser keeps them, and this one does not: ${why}`;
  const hint = 'Leave the private window, or free disk space, then reload. Answers can be compared all the same.';
  return new FaultError(fault('storage-blocked', message, hint));
}

const api: DedupWorkerApi = { ...core, connect: (onEvent) => void (listener = onEvent) };

void serve(api);
