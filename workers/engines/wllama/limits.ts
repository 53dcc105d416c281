/** What a load may use of the device. */
export interface LlamaLimits {
  readonly threads: number;
  /** Answers written together. */
  readonly slots: number;
  /** For each answer. */
  readonly contextTokens: number;
}

export interface LlamaWish {
  readonly cores: number;
  readonly isolated: boolean;
  /** 0 lets us choose. */
  readonly slots: number;
  /** Null takes the default. */
  readonly contextTokens: number | null;
  /** That the model was trained for; null is unknown. */
  readonly trainedTokens: number | null;
}

// Room for any task's prompt and answer; the cache of an 8B model takes half a gigabyte for it.
const USUAL_CONTEXT = 4096;
// llama.cpp rounds a slot's cache up to this; what it holds must be what we say.
const CONTEXT_STEP = 256;
// Slots share one batch; beyond eight the columns on the screen end.
const MAX_SLOTS = 8;

/**
 * Threads: half the logical cores (two of them share one set of multipliers), all when there are at most two; never
 * above eight. One without cross-origin isolation.
 * Slots: one unless told otherwise. Four give no more tokens a second in total on a processor (measured), and each poll
 * brings one answer one token while all go on, so that they arrive late and in bursts.
 */
export function llamaLimits({ cores, isolated, slots, contextTokens, trainedTokens }: LlamaWish): LlamaLimits {
  const half = cores <= 2 ? cores : Math.ceil(cores / 2);
  const steps = Math.max(1, Math.ceil((contextTokens ?? USUAL_CONTEXT) / CONTEXT_STEP));
  const asked = steps * CONTEXT_STEP;
  return {
    threads: isolated ? Math.min(8, Math.max(1, half)) : 1,
    slots: Math.min(MAX_SLOTS, Math.max(1, slots)),
    contextTokens: trainedTokens ? Math.min(asked, trainedTokens) : asked,
  };
}
