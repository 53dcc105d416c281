export interface MetricsAsk {
  readonly texts: readonly string[];
  readonly vectors: { readonly values: Float32Array; readonly dimensions: number };
}

export interface MetricsAnswer {
  readonly values: Readonly<Record<string, number>>;
  readonly seconds: Readonly<Record<string, number>>;
  /** Seconds of everything that needs no vectors, tokens included. */
  readonly total: number;
  readonly ofVectors: number;
}
