import type { EmbedLoad } from '../../lib/protocol/embed.ts';
import type { VectorStore } from '../../lib/store/ports.ts';
import { deviceLimits } from '../engines/chorus/device.ts';
import { openPartCache } from '../engines/chorus/kept-parts.ts';
import { ortFromOrigin } from '../engines/chorus/ort-origin.ts';
import { encoderId } from '../engines/minilm/manifest.ts';
import { encoderFiles, loadEncoder } from '../engines/minilm/model.ts';
import { DIMENSIONS } from '../engines/minilm/session.ts';
import { createBreathe } from '../serve.ts';
import type { EmbedWorld } from './core.ts';

/** The encoder as the app serves it, in this browser. */
export function browserEmbedWorld(store: VectorStore | null): EmbedWorld {
  const fetchHere = (url: string) => fetch(url, { credentials: 'same-origin' });
  const folder = ({ base }: EmbedLoad) => `${base}models/all-minilm-l6-v2/`;
  return {
    store,
    breathe: createBreathe(),
    identify: async (options) => ({
      model: encoderId(await encoderFiles({ base: folder(options), fetch: fetchHere })),
      dimensions: DIMENSIONS,
    }),
    open: async (options, onProgress) => {
      const where = { base: folder(options), fetch: fetchHere };
      const facts = { cores: navigator.hardwareConcurrency, isolated: crossOriginIsolated, memoryGiB: null };
      const { threads } = deviceLimits(facts, { threads: options.threads, width: 1 });
      const world = {
        ...where,
        threads,
        cache: await openPartCache(),
        factory: () => ortFromOrigin(options.base),
        signal: new AbortController().signal,
      };
      return loadEncoder(await encoderFiles(where), world, onProgress);
    },
  };
}
