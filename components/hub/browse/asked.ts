import type { HubQuery } from '../../providers/hub.tsx';

/** As many as the worker keeps results, and some more. */
const KEPT = 16;

// Balance shows a result by its number; a press on a bar leads back to the query with one filter more.
const asked = new Map<number, HubQuery>();

export function rememberQuery(result: number, query: HubQuery): void {
  asked.set(result, query);
  for (const oldest of asked.keys()) {
    if (asked.size <= KEPT) break;
    asked.delete(oldest);
  }
}

/** Null for one of long ago. */
export function queryOf(result: number): HubQuery | null {
  return asked.get(result) ?? null;
}
