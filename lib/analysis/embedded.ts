import type { Vectors } from '../metrics/cosine.ts';
import type { AnalysisWorld } from './world.ts';

/** Texts sent at once: an encoder's batch or some, so that progress is seen and a cancel is heard. */
const BATCH = 64;

/** Vectors of texts that were embedded before, each different text once. */
export class Embedded {
  private constructor(
    private readonly places: ReadonlyMap<string, number>,
    private readonly values: Float32Array,
    private readonly dimensions: number,
  ) {}

  /** @param texts repetitions cost nothing @returns null without an encoder */
  static async of(texts: readonly string[], world: AnalysisWorld): Promise<Embedded | null> {
    const { encoder, signal } = world;
    if (encoder === null) return null;
    const different = [...new Set(texts)];
    const places = new Map(different.map((text, place) => [text, place]));
    const parts: Vectors[] = [];
    world.progress('embedding', 0, different.length);
    for (let at = 0; at < different.length; at += BATCH) {
      parts.push(await encoder.embed(different.slice(at, at + BATCH), signal));
      world.progress('embedding', Math.min(at + BATCH, different.length), different.length);
    }
    const dimensions = parts[0]?.dimensions ?? 1;
    const values = new Float32Array(different.length * dimensions);
    let at = 0;
    for (const part of parts) {
      values.set(part.values, at);
      at += part.values.length;
    }
    return new Embedded(places, values, dimensions);
  }

  /** Vectors of some of the texts, in this order. */
  vectorsOf(texts: readonly string[]): Vectors {
    const { dimensions: d } = this;
    const values = new Float32Array(texts.length * d);
    texts.forEach((text, i) => {
      const place = this.places.get(text) ?? 0;
      values.set(this.values.subarray(place * d, (place + 1) * d), i * d);
    });
    return { values, dimensions: d };
  }
}
