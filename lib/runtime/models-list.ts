import { builtInEntries, defaultKey, embeddedOnCpu, embeddedOnGpu } from '../catalogue/built-in.ts';
import { recommend } from '../catalogue/recommend.ts';
import { type CatalogueEntry, type DeviceFacts, type ModelKey, modelKey } from '../model/catalogue.ts';
import type { Benchmark, ModelsState } from './models-state.ts';

export type Benchmarks = ReadonlyMap<ModelKey, Benchmark>;

/** Which models there are, which one runs use, and which one is proposed. */
export class ModelsList {
  added: readonly CatalogueEntry[] = [];
  fromCatalogue: readonly CatalogueEntry[] = [];
  /** Null until the user chose. */
  chosen: ModelKey | null = null;

  /** What follows from them. */
  view(device: DeviceFacts | null, benchmarks: Benchmarks): Pick<ModelsState, 'entries' | 'chosen' | 'recommended'> {
    const entries = [...builtInEntries(device), ...this.added, ...this.fromCatalogue];
    const held = this.chosen !== null && entries.some(({ choice }) => modelKey(choice) === this.chosen);
    return {
      entries,
      chosen: held && this.chosen !== null ? this.chosen : fasterEmbedded(benchmarks),
      recommended: recommend(entries, device, benchmarks),
    };
  }

  add(entry: CatalogueEntry): void {
    const key = modelKey(entry.choice);
    this.added = [...this.added.filter(({ choice }) => modelKey(choice) !== key), entry];
  }

  /** @returns whether it was an entry with files of its own. */
  forget(key: ModelKey): boolean {
    const found = this.added.find(({ choice }) => modelKey(choice) === key);
    this.added = this.added.filter((entry) => entry !== found);
    if (this.chosen === key) this.chosen = null;
    return found !== undefined && found.source.kind !== 'endpoint';
  }

  /** Keys of a server's models. */
  ofEndpoint(id: string): readonly ModelKey[] {
    return this.added
      .filter(({ source }) => source.kind === 'endpoint' && source.endpoint === id)
      .map(({ choice }) => modelKey(choice));
  }
}

/** Which engine the embedded model takes is measured; unmeasured, it is the one that every device can run. */
function fasterEmbedded(benchmarks: Benchmarks): ModelKey {
  const rate = ({ choice }: CatalogueEntry) => benchmarks.get(modelKey(choice))?.tokensPerSecond ?? 0;
  return rate(embeddedOnGpu) > rate(embeddedOnCpu) ? modelKey(embeddedOnGpu.choice) : defaultKey;
}
