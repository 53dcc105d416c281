import type { ModelOnOrigin } from '../../../lib/protocol/models.ts';
import { type FetchParts, keptUrl } from './fetch-parts.ts';
import { fetchManifest, localIndexUrl } from './weights.ts';

/** What the model menu shows before anything large is fetched. */
export async function readOffer(base: string, how: Pick<FetchParts, 'fetch' | 'cache'>): Promise<ModelOnOrigin> {
  const manifest = await fetchManifest(base, how.fetch);
  const kept = new Set(await how.cache.keys());
  const keptHere = manifest.missing ? [] : manifest.parts.filter((part) => kept.has(keptUrl(base, part)));
  const local = kept.has(localIndexUrl(base, manifest));
  const downloadBytes = manifest.missing ? manifest.source.bytes : manifest.bytes;
  return {
    info: {
      id: manifest.model,
      name: manifest.name,
      licence: manifest.source.licence,
      downloadBytes,
      contextTokens: manifest.context,
    },
    onOrigin: !manifest.missing,
    reason: manifest.missing ? manifest.reason : null,
    keptBytes: local ? downloadBytes : keptHere.reduce((sum, part) => sum + part.bytes, 0),
    hub: { host: new URL(manifest.source.hub).host, bytes: manifest.source.bytes },
  };
}
