import { toUnit } from '../../lib/embedding/pooling.ts';
import type { EncoderInfo } from '../../lib/protocol/embed.ts';
import type { VectorPack, VectorStore } from '../../lib/store/ports.ts';
import type { CoreEncoder } from './core-encoder.ts';
import type { EmbedWorld } from './core.ts';
import { createEmbedCore } from './core.ts';

export const info: EncoderInfo = {
  model: 'letters/1',
  dimensions: 4,
  staticDimensions: 2,
  maxTokens: 10,
  runsOn: 'a test',
};

/** Vectors of letters: each character is a token; a text's vector tells its characters and its length. */
export class LetterEncoder implements CoreEncoder {
  readonly info = info;
  readonly batchTokens = 24;
  /** Texts of each batch, by length. */
  readonly batches: number[][] = [];
  /** Awaited before each batch. */
  before: () => Promise<void> = () => Promise.resolve();

  encode(text: string) {
    const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0).slice(0, this.info.maxTokens - 2);
    return { ids: Uint32Array.from([1, ...codes, 2]), cut: text.length > this.info.maxTokens - 2 };
  }

  async run(texts: readonly Uint32Array[], into: Float32Array, at: number): Promise<void> {
    await this.before();
    this.batches.push(texts.map(({ length }) => length));
    texts.forEach((ids, i) => into.set(letters(ids), at + i * 4));
  }

  runStatic(text: string, into: Float32Array, at: number): void {
    into[at] = text.length;
    into[at + 1] = 1;
  }
}

function letters(ids: Uint32Array): Float32Array {
  const vector = new Float32Array(4);
  ids.forEach((id, i) => (vector[i % 4] = (vector[i % 4] ?? 0) + id));
  toUnit(vector, 0, 4);
  return vector;
}

/** The vector that a text should have. */
export function vectorOf(text: string): number[] {
  return Array.from(letters(new LetterEncoder().encode(text).ids));
}

/** A store in memory that can refuse. */
export class FakeVectors implements VectorStore {
  readonly kept = new Map<number, VectorPack>();
  puts = 0;
  full = false;

  packs(model: string) {
    const all = Array.from(this.kept.values()).filter((pack) => pack.model === model);
    return Promise.resolve(all.map(({ index, ids }) => ({ index, ids })));
  }

  read(_model: string, indexes: readonly number[]) {
    return Promise.resolve(indexes.map((index) => this.kept.get(index) ?? null));
  }

  put(pack: VectorPack): Promise<void> {
    this.puts += 1;
    if (this.full) return Promise.reject(new Error('QuotaExceededError'));
    this.kept.set(pack.index, structuredClone(pack));
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.kept.clear();
    return Promise.resolve();
  }
}

export function setUp(store: VectorStore | null = new FakeVectors(), world: Partial<EmbedWorld> = {}) {
  const encoder = new LetterEncoder();
  const core = createEmbedCore({
    store,
    identify: () => Promise.resolve(info),
    open: () => Promise.resolve(encoder),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    ...world,
  });
  core.connect({ base: 'https://app.test/', threads: 1 }, () => undefined);
  return { core, encoder };
}
