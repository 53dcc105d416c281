import type { ModelKey } from '../model/catalogue.ts';

/**
 * Marks a load while it goes on, in storage that outlives a killed tab. What is still marked at the next start never
 * ended; leaving the page in the ordinary way takes the marks away.
 */
export interface CrashMark {
  set(key: ModelKey, loading: boolean): void;
  /** Keys of loads that never ended, told once. */
  left(): readonly ModelKey[];
}

const PREFIX = 'polyphony-loading:';

/** @param storage may throw: then nothing is marked, and a crash leaves no trace. */
export function createCrashMark(
  storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>,
  page: Pick<Window, 'addEventListener'>,
): CrashMark {
  const mine = new Set<ModelKey>();
  const safely = (work: (store: ReturnType<typeof storage>) => void) => {
    try {
      work(storage());
    } catch {
      // Storage is blocked.
    }
  };
  const set = (key: ModelKey, loading: boolean) => {
    if (loading === mine.has(key)) return;
    if (loading) mine.add(key);
    else mine.delete(key);
    safely((store) => (loading ? store.setItem(PREFIX + key, '1') : store.removeItem(PREFIX + key)));
  };
  page.addEventListener('pagehide', () => {
    for (const key of [...mine]) set(key, false);
  });
  return {
    set,
    left() {
      const found: ModelKey[] = [];
      safely((store) => {
        for (let i = 0; i < store.length; i++) {
          const name = store.key(i);
          if (name?.startsWith(PREFIX)) found.push(name.slice(PREFIX.length));
        }
        for (const key of found) store.removeItem(PREFIX + key);
      });
      return found;
    },
  };
}
