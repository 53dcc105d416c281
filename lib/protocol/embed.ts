import type { LoadProgress } from '../model/model-info.ts';
import type { Outcome } from './engine.ts';

/** What the sentence encoder says of itself once it is loaded. */
export interface EncoderInfo {
  /** Names the weights; vectors of different ids are never compared. */
  readonly model: string;
  readonly dimensions: number;
  readonly staticDimensions: number;
  /** Tokens of a text that are read; what is beyond is cut off. */
  readonly maxTokens: number;
  /** What it runs on: `wasm, 2 threads`. */
  readonly runsOn: string;
}

/** Vectors of length 1, one after the other: text i has `vectors[i * dimensions .. (i + 1) * dimensions)`. */
export interface Vectors {
  readonly dimensions: number;
  readonly vectors: Float32Array<ArrayBuffer>;
  /** Texts longer than the encoder reads. */
  readonly cut: number;
  /** Taken from what was kept instead of computed. */
  readonly held: number;
}

export interface EmbedLoad {
  /** Absolute address of the folder that the app is served from, ending in a slash. */
  readonly base: string;
  /** 0 lets the encoder choose. */
  readonly threads: number;
}

/** The encoder as another worker calls it, over a message port. A text without any token has a vector of zeros. */
export interface EmbedPort {
  load(): Promise<Outcome<EncoderInfo>>;
  /** By the transformer; kept by content id, so the same text is computed once in a lifetime. */
  embed(call: string, texts: readonly string[]): Promise<Outcome<Vectors>>;
  /** Means of static token vectors: a thousandth of the cost, good for proposing candidates. Never kept. */
  embedStatic(call: string, texts: readonly string[]): Promise<Outcome<Vectors>>;
  /** Ends a call: it answers `cancelled`. */
  cancel(call: string): Promise<void>;
}

/** The methods of the embed worker, the only writer of vectors. */
export interface EmbedWorkerApi extends EmbedPort {
  /** Must come first. Loads at the first call that needs the model. */
  connect(options: EmbedLoad, onProgress: (progress: LoadProgress) => void): void;
  ping(): Promise<void>;
  /** Offers `EmbedPort` to another worker. */
  serve(port: MessagePort): Promise<void>;
  /** Bytes of vectors kept, and texts they are of. */
  held(): Promise<Outcome<{ readonly texts: number; readonly bytes: number }>>;
  /** Forgets all vectors. */
  clear(): Promise<Outcome<void>>;
}
