import type { Caches } from './shelf.ts';

/** Cache Storage in a map: addresses to answers, as far as the shelf asks it. */
export class FakeCaches {
  readonly all = new Map<string, Map<string, Response>>();

  has = (name: string) => Promise.resolve(this.all.has(name));

  open = (name: string) => {
    const entries = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, entries);
    return Promise.resolve({
      put: (key: RequestInfo | URL, response: Response) => {
        entries.set(address(key), response);
        return Promise.resolve();
      },
      delete: (key: RequestInfo | URL) => Promise.resolve(entries.delete(address(key))),
      keys: () => Promise.resolve([...entries.keys()].map((url) => ({ url }) as Request)),
    } as unknown as Cache);
  };

  match = (key: RequestInfo | URL, how: MultiCacheQueryOptions = {}) => {
    const wanted = address(key);
    const entries = this.all.get(how.cacheName ?? '') ?? new Map<string, Response>();
    const found = [...entries].find(
      ([url]) => url === wanted || (how.ignoreSearch === true && bare(url) === bare(wanted)),
    );
    return Promise.resolve(found?.[1].clone());
  };

  /** Paths with the content that they are kept under, sorted. */
  paths(name: string): string[] {
    return [...(this.all.get(name)?.keys() ?? [])].map((url) => new URL(url).pathname).sort();
  }
}

export const ORIGIN = 'https://app.test';

export function fakeCaches(): { caches: Caches; fake: FakeCaches } {
  const fake = new FakeCaches();
  return { caches: fake, fake };
}

const bare = (url: string) => url.replace(/\?.*$/, '');

function address(key: RequestInfo | URL): string {
  return new URL(key instanceof Request ? key.url : key, ORIGIN).href;
}
