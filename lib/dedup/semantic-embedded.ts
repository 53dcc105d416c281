import type { Encoder } from './encoder.ts';
import type { Steps } from './steps.ts';

/** Texts of one call: a second or two, so that progress is seen and an abort is heard. */
const CHUNK = 256;

/** Vectors of some of many texts, each computed once. */
export class Embedded {
  private readonly places = new Map<number, number>();
  private vectors: Float32Array<ArrayBuffer>;

  constructor(
    private readonly texts: readonly string[],
    private readonly encoder: Encoder,
  ) {
    this.vectors = new Float32Array(0);
  }

  get size(): number {
    return this.places.size;
  }

  /**
   * Computes those that are not there yet. Texts of like length go together, because a batch is as long as its longest.
   * @param share told of what is done, from 0 to 1
   */
  async add(
    items: Iterable<number>,
    steps: Pick<Steps, 'signal' | 'breathe'>,
    share: (done: number) => void,
  ): Promise<void> {
    const { texts, encoder, places } = this;
    const wanted = [...new Set(items)].filter((item) => !places.has(item));
    wanted.sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0) || a - b);
    const { dimensions } = encoder;
    const grown = new Float32Array((places.size + wanted.length) * dimensions);
    grown.set(this.vectors);
    this.vectors = grown;
    for (let from = 0; from < wanted.length; from += CHUNK) {
      share(from / wanted.length);
      const chunk = wanted.slice(from, from + CHUNK);
      const made = await encoder.embed(
        chunk.map((item) => texts[item] ?? ''),
        steps.signal,
      );
      if (steps.signal.aborted) throw steps.signal.reason;
      grown.set(made, places.size * dimensions);
      for (const item of chunk) places.set(item, places.size);
      await steps.breathe();
    }
    share(1);
  }

  /** Vectors of these items (all of which are there), one after the other. */
  of(items: ArrayLike<number>): Float32Array<ArrayBuffer> {
    const { dimensions } = this.encoder;
    const out = new Float32Array(items.length * dimensions);
    for (let i = 0; i < items.length; i += 1) {
      const at = (this.places.get(items[i] ?? 0) ?? 0) * dimensions;
      out.set(this.vectors.subarray(at, at + dimensions), i * dimensions);
    }
    return out;
  }

  /** Those that are there, ascending. */
  items(): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(this.places.keys()).sort();
  }
}
