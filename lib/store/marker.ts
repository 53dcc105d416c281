/**
 * Remembers, outside IndexedDB, which database held the user's data: its birth mark, or null. Browsers can empty
 * IndexedDB and leave the rest of a site's storage; the two marks then differ. Neither method may reject.
 */
export interface StorageMarker {
  read(): Promise<string | null>;
  write(birth: string | null): Promise<void>;
}

const KEY = 'polyphony-database';

/**
 * A marker in localStorage, given as a function because merely naming it throws where storage is forbidden. Where it
 * cannot be read or written, a loss goes unnoticed and nothing else happens.
 */
export function localStorageMarker(storage: () => Storage): StorageMarker {
  const attempt = <T>(work: () => T, otherwise: T): Promise<T> => {
    try {
      return Promise.resolve(work());
    } catch {
      return Promise.resolve(otherwise);
    }
  };
  return {
    read: () => attempt(() => storage().getItem(KEY), null),
    write: (birth) =>
      attempt(() => {
        if (birth === null) storage().removeItem(KEY);
        else storage().setItem(KEY, birth);
      }, undefined),
  };
}
