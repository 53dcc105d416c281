import type { Dexie, Table } from 'dexie';
import { fault, FaultError, type Fault } from '../model/fault.ts';
import { closedFault } from './check.ts';

// What browsers and Dexie say when IndexedDB is forbidden, broken or gone.
const blockedNames: ReadonlySet<string> = new Set([
  'MissingAPIError',
  'OpenFailedError',
  'InvalidStateError',
  'SecurityError',
  'UnknownError',
  'VersionError',
  'BlockedError',
]);

/** Runs a read or an opening of Dexie; whatever it throws becomes a FaultError. */
export async function guarded<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw new FaultError(storageFault(thrown));
  }
}

/** Writes to the tables in one transaction: all of it or nothing. Whatever goes wrong becomes a FaultError. */
export async function written(
  db: Dexie,
  tables: readonly Pick<Table, 'name'>[],
  work: () => PromiseLike<unknown>,
): Promise<void> {
  const names = tables.map((table) => table.name);
  let native: IDBTransaction | null = null;
  const reason = () => native?.error ?? null;
  try {
    await db.transaction('rw', names, async (transaction) => {
      native = transaction.idbtrans;
      await work();
    });
  } catch (thrown) {
    throw new FaultError(storageFault(thrown, reason()));
  }
}

/**
 * The fault of an error of IndexedDB or Dexie. `reason` is why the browser aborted the transaction: requests that were
 * still waiting then fail with a plain AbortError, which is all that Dexie passes on.
 */
function storageFault(thrown: unknown, reason: DOMException | null = null): Fault {
  if (thrown instanceof FaultError) return thrown.fault;
  const names = [...namesOf(thrown), ...namesOf(reason)];
  if (names.includes('QuotaExceededError')) {
    return fault('storage-full', 'This browser has no room left for Polyphony.');
  }
  if (names.includes('DatabaseClosedError')) return closedFault().fault;
  if (names.some((name) => blockedNames.has(name))) {
    return fault('storage-blocked', `This browser refuses its database (${names.join(', ')}).`);
  }
  return fault('internal', `Storage failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
}

/** Names of an error and of those inside it, outermost first. */
function namesOf(thrown: unknown): string[] {
  const names: string[] = [];
  let error = thrown;
  // Errors wrap each other a few times at most; the bound is for one that wraps itself.
  for (let depth = 0; depth < 8 && typeof error === 'object' && error !== null; depth += 1) {
    if ('name' in error && typeof error.name === 'string') names.push(error.name);
    error = 'inner' in error ? error.inner : null;
  }
  return names;
}
