import type { PartCache } from './fetch-parts.ts';

/** Holds every kept weight; one name, so that "remove stored copy" is one call. */
export const WEIGHTS_CACHE = 'polyphony-weights-v1';

/** Cache Storage; where it is missing or refuses (private window, plain http, quota) nothing is kept and nothing fails. */
export async function openPartCache(): Promise<PartCache> {
  try {
    const cache = await caches.open(WEIGHTS_CACHE);
    return {
      get: (url) => cache.match(url),
      put: async (url, bytes) => {
        try {
          await cache.put(url, new Response(bytes, { headers: { 'content-length': String(bytes.byteLength) } }));
        } catch {
          // Over quota: the next load fetches this part again.
        }
      },
      delete: async (url) => {
        await cache.delete(url);
      },
      keys: async () => (await cache.keys()).map((request) => request.url),
    };
  } catch {
    return {
      get: () => Promise.resolve(undefined),
      put: () => Promise.resolve(),
      delete: () => Promise.resolve(),
      keys: () => Promise.resolve([]),
    };
  }
}
