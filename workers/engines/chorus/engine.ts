import { encodeChat } from '../../../lib/decoding/encode-chat.ts';
import { ByteLevelTokenizer } from '../../../lib/decoding/tokenizer.ts';
import type { LoadProgress } from '../../../lib/model/model-info.ts';
import { renderChatml } from '../../../lib/prompt/chatml.ts';
import { BatchEngine, type BatchSurroundings, chorusAbilities, type OpenedDecoder } from './batch-engine.ts';
import { deviceLimits, type DeviceFacts } from './device.ts';
import { OrtDecoder } from './ort-decoder.ts';
import { type OrtFactory, startOrt } from './ort-module.ts';
import type { LoadedWeights, WeightsOptions } from './weights.ts';

export { chorusAbilities };

/** The outer world of the engine, so that the same engine runs in a worker and in Node. */
export interface ChorusSurroundings extends BatchSurroundings {
  readonly facts: DeviceFacts;
  readonly wanted: { readonly threads: number; readonly width: number };
  readonly factory: () => Promise<{ readonly factory: OrtFactory; readonly wasmUrl?: string }>;
  readonly weights: (progress: WeightsOptions['onProgress']) => Promise<LoadedWeights>;
}

// Of a load's time on a warm machine: fetching and verifying about a third, opening the session the rest; a cold fetch
// is most of it. One split for both, so the bar is honest about neither end but never runs backwards.
const FETCH_SHARE = 0.75;

/** The embedded model in our batched decoder. */
export class ChorusEngine extends BatchEngine {
  constructor(world: ChorusSurroundings) {
    super(world, (onProgress, goOn) => openEmbedded(world, onProgress, goOn));
  }
}

async function openEmbedded(
  world: ChorusSurroundings,
  onProgress: (progress: LoadProgress) => void,
  goOn: () => void,
): Promise<OpenedDecoder> {
  const limits = deviceLimits(world.facts, world.wanted);
  const report = (phase: LoadProgress['phase'], fraction: number, doneBytes: number, totalBytes: number) =>
    onProgress({ phase, fraction, doneBytes, totalBytes });
  report('runtime', 0, 0, 0);
  const runtime = world.factory().then(({ factory, wasmUrl }) => startOrt(factory, limits.threads, wasmUrl));
  const parts = world.weights((phase, fraction, done, total) => report(phase, fraction * FETCH_SHARE, done, total));
  // Both are awaited whatever happens to the other: no rejection goes unheard.
  const [ort, loaded] = await Promise.all([runtime, parts]);
  goOn();
  const { layout, manifest } = loaded;
  report('start', FETCH_SHARE, layout.bytes, layout.bytes);
  const tokenizer = new ByteLevelTokenizer(loaded.tokenizer);
  const session = await ort.session(loaded.graph, loaded.weights);
  const decoder = new OrtDecoder(ort, session, layout, limits.budgetBytes);
  report('start', 1, layout.bytes, layout.bytes);
  return {
    decoder,
    tokenizer,
    encode: (prompt) => encodeChat(tokenizer, renderChatml(prompt)),
    info: {
      model: {
        id: manifest.model,
        name: manifest.name,
        licence: manifest.source.licence,
        downloadBytes: manifest.missing ? manifest.source.bytes : manifest.bytes,
        contextTokens: layout.context,
      },
      device: 'cpu',
      threads: limits.threads,
      crossOriginIsolated: world.facts.isolated,
      width: limits.width,
      abilities: chorusAbilities,
    },
  };
}
