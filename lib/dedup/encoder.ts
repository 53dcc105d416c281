/** Turns texts into vectors of length 1 (zeros for a text without any token), `dimensions` numbers each, one after the other. */
export interface Encoder {
  readonly dimensions: number;
  /** @throws the signal's reason; a FaultError of the model */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array<ArrayBuffer>>;
}

/** The sentence encoder, and the means of its static token vectors that stand in for it where a guess is enough. */
export interface Encoders {
  readonly full: Encoder;
  readonly guess: Encoder;
}
