import type { CacheKey } from './cache-keys.ts';

/** Text files of a model, from where web-llm keeps them. */
export interface ModelFiles {
  /** From the Cache API, or fetched and kept there, so that web-llm finds it. */
  readText(key: CacheKey): Promise<string>;
  /** Forgets a file that turned out to be something else. */
  forget(key: CacheKey): Promise<void>;
}

export function keptFiles(storage: CacheStorage): ModelFiles {
  return {
    async readText({ scope, key }) {
      const cache = await storage.open(scope);
      if (!(await cache.match(key))) await cache.add(key);
      const kept = await cache.match(key);
      if (!kept) throw new Error(`Cannot fetch ${key}`);
      return kept.text();
    },
    async forget({ scope, key }) {
      const cache = await storage.open(scope);
      await cache.delete(key);
    },
  };
}
