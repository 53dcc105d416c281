import { badInput } from '../../lib/model/fault.ts';
import type { ModelSource } from '../../lib/model/catalogue.ts';
import type { ModelFile, ModelPackage } from '../../lib/protocol/models.ts';
import { WEIGHTS_CACHE } from '../engines/chorus/kept-parts.ts';
import { libraryKey, weightsKey } from '../engines/web-llm/cache-keys.ts';
import { filePath } from './paths.ts';
import type { World } from './ports.ts';

/** Where a verified file lies for good: in our store, or in the cache that its engine reads by itself. */
export type Place =
  | { readonly kind: 'store'; readonly path: string }
  | { readonly kind: 'cache'; readonly cache: string; readonly url: string };

/** The compiled library of a WebLLM model, which lies outside its folder of weights. */
export const LIBRARY_FOLDER = 'library/';

export function placeOf({ key, source }: Pick<ModelPackage, 'key' | 'source'>, file: ModelFile): Place {
  switch (source.kind) {
    case 'web-llm': {
      const { scope, key: url } = file.path.startsWith(LIBRARY_FOLDER)
        ? libraryKey(source.library)
        : weightsKey(source.model, file.path);
      return { kind: 'cache', cache: scope, url };
    }
    case 'origin':
      return { kind: 'cache', cache: WEIGHTS_CACHE, url: file.url };
    case 'hub':
    case 'files':
      return { kind: 'store', path: filePath(key, file.path) };
    case 'endpoint':
    case 'browser':
      throw nothingToKeep(source);
  }
}

export function nothingToKeep(source: ModelSource): Error {
  return badInput(`A model of the kind “${source.kind}” has no files to fetch.`);
}

/** One name for a place, the same for all models and tabs that share it. */
export function placeId(place: Place): string {
  return place.kind === 'store' ? place.path : `${place.cache} ${place.url}`;
}

/** While a file is fetched it lies here, whatever its place is. */
export function partPath({ key }: Pick<ModelPackage, 'key'>, file: ModelFile): string {
  return `${filePath(key, file.path)}.part`;
}

/** Bytes that lie at a place; null when nothing does. */
export function sizeAt({ store, caches }: World, place: Place): Promise<number | null> {
  return place.kind === 'store' ? store.size(place.path) : caches.size(place.cache, place.url);
}

export function clear({ store, caches }: World, place: Place): Promise<void> {
  return place.kind === 'store' ? store.remove(place.path) : caches.delete(place.cache, place.url);
}

/** Brings a verified file from where it was fetched to its place. */
export async function settle({ store, caches }: World, from: string, place: Place): Promise<void> {
  if (place.kind === 'store') return store.move(from, place.path);
  const blob = await store.open(from);
  if (!blob) throw new Error('A fetched file vanished before it was kept.');
  await caches.put(place.cache, place.url, blob, typeOf(place.url));
  await store.remove(from);
}

function typeOf(url: string): string {
  const path = new URL(url).pathname;
  if (path.endsWith('.json')) return 'application/json';
  return path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
}
