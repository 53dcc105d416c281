/**
 * A decoder with a key-value cache in row slots, driven by `scheduler.ts`. Slots are numbers from 0; the cache of a slot
 * holds the states of a row's tokens from position 0. Calls never overlap.
 */
export interface DecoderModel {
  readonly vocab: number;
  /** Tokens that one row can hold at most. */
  readonly context: number;
  /** How many slots of this many tokens the memory budget allows; at least 1. */
  slotsAt(tokens: number): number;
  /** Makes room for `slots` slots of `tokens` tokens each, keeping what the first `used` tokens-per-slot hold. */
  reserve(slots: number, tokens: number, used: readonly number[]): void;
  /**
   * Appends tokens to one slot, whose cache holds `start` tokens.
   * @returns logits after the last of them, a view that the next call overwrites.
   */
  prefill(slot: number, tokens: readonly number[], start: number): Promise<Float32Array>;
  /**
   * One step of slots 0 to tokens.length - 1, all at once.
   * @param lengths tokens that each slot holds before this step.
   * @returns logits [rows, vocab], a view that the next call overwrites.
   */
  decode(tokens: readonly number[], lengths: readonly number[]): Promise<Float32Array>;
  /** Copies the first `length` tokens' states from one slot to another. */
  move(from: number, to: number, length: number): void;
  /** A copy of the first `length` tokens' states, to be put into any slot later. */
  save(slot: number, length: number): SavedPrefix;
  restore(prefix: SavedPrefix, slot: number): void;
  dispose(): void;
}

export interface SavedPrefix {
  readonly length: number;
  readonly bytes: number;
  readonly state: unknown;
}
