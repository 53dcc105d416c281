import { readPack } from './decision-shapes.ts';
import type { Call } from './memory-shards.ts';
import type { VectorPack, VectorStore } from './ports.ts';

/** The vector store in memory. */
export function memoryVectors(call: Call): VectorStore {
  const packs = new Map<string, VectorPack>();
  const keyOf = (model: string, index: number) => JSON.stringify([model, index]);
  return {
    packs: (model) =>
      call(() =>
        [...packs.values()]
          .filter((pack) => pack.model === model && readPack(pack) !== null)
          .map(({ index, ids }) => ({ index, ids }))
          .sort((a, b) => a.index - b.index),
      ),
    read: (model, indexes) =>
      call(() => indexes.map((index) => readPack(structuredClone(packs.get(keyOf(model, index)))))),
    put: (pack) => call(() => void packs.set(keyOf(pack.model, pack.index), structuredClone(pack))),
    clear: () => call(() => packs.clear()),
  };
}
