/** What the device lets the decoder use; numbers chosen here, measured in `npm run bench -- generate`. */
export interface DeviceLimits {
  readonly threads: number;
  readonly width: number;
  /** For key-value caches. */
  readonly budgetBytes: number;
}

export interface DeviceFacts {
  readonly cores: number;
  readonly isolated: boolean;
  /** Chrome's navigator.deviceMemory, in GiB and at most 8; null elsewhere. */
  readonly memoryGiB: number | null;
}

const MiB = 1024 * 1024;

/**
 * Threads: half the logical cores (two of them share one set of multipliers), all when there are at most two; never
 * above eight, where the weights' way from memory is the limit. One without cross-origin isolation.
 * Width: eight rows, the columns that Play shows; four on devices that say they have little memory.
 * Budget: eight rows of 2,048 tokens of SmolLM2 are 755 MB; phones get a quarter.
 */
export function deviceLimits(facts: DeviceFacts, wanted: { threads: number; width: number }): DeviceLimits {
  const half = facts.cores <= 2 ? facts.cores : Math.ceil(facts.cores / 2);
  const threads = facts.isolated ? wanted.threads || Math.min(8, Math.max(1, half)) : 1;
  const small = facts.memoryGiB !== null && facts.memoryGiB < 4;
  return { threads, width: wanted.width || (small ? 4 : 8), budgetBytes: (small ? 192 : 768) * MiB };
}
