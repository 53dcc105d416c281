import type { Measured } from './report.ts';

export interface BenchOptions {
  /** One round of the few cases that show whether anything is badly off; under a minute. */
  readonly quick: boolean;
  /** Only the cases whose name has this in it; empty for all. */
  readonly only: string;
  /** A file to measure with instead of the bench's own data, for the benches that take one. */
  readonly input: string | null;
  /** How alike duplicates are at least, for the bench that looks for them; null for its own. */
  readonly threshold: number | null;
  readonly say: (line: string) => void;
}

export interface Bench {
  readonly about: string;
  /** Loaded only when asked for: a bench may need what others do not. */
  readonly load: () => Promise<(options: BenchOptions) => Promise<Measured>>;
}

export const benches: Readonly<Record<string, Bench>> = {
  generate: {
    about: 'tokens per second and time to first token: the app, its bare engine, wllama, llama.cpp, ONNX Runtime',
    load: async () => (await import('./generate.ts')).generate,
  },
  hub: {
    about: 'a million personas: import against JSON.parse and one record each, then jumps, searches and samples',
    load: async () => (await import('./hub.ts')).hub,
  },
  dedup: {
    about: 'near-duplicates by words and by meaning against rensa, datasketch, semhash and native ONNX Runtime',
    load: async () => (await import('./dedup.ts')).dedup,
  },
  metrics: {
    about: 'diversity and repetition of a thousand texts against diversity, rouge-score, NLTK and vendi-score',
    load: async () => (await import('./metrics.ts')).metrics,
  },
};
