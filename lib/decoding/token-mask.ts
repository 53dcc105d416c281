import type { JobFormat } from '../model/job.ts';

/** Holds one answer to its format: before each token it says which ones may come. */
export interface TokenMask {
  /** One bit for each token, lowest first, set where it may come; control tokens where the answer may end. */
  allowed(): Promise<Int32Array>;
  /** Takes note of the token that was chosen. @returns false when it may not come. */
  accept(token: number): boolean;
  /** Frees it; it is not asked again. */
  dispose(): void;
}

export type HeldFormat = Exclude<JobFormat, { readonly kind: 'text' }>;

/** A mask for a new answer. Rejects with `bad-input` for a schema or grammar that cannot be read. */
export type MaskFor = (format: HeldFormat) => Promise<TokenMask>;

/** Takes tokens that may not come out of the choice, in place. @returns whether any is left. */
export function applyMask(logits: Float32Array, allowed: Int32Array): boolean {
  let left = false;
  for (let id = 0; id < logits.length; id += 32) {
    const word = allowed[id >>> 5] ?? 0;
    if (word === -1) {
      left = true;
      continue;
    }
    const end = Math.min(id + 32, logits.length);
    if (word === 0) logits.fill(-Infinity, id, end);
    else
      for (let at = id; at < end; at++)
        if (((word >>> (at - id)) & 1) === 0) logits[at] = -Infinity;
        else left = true;
  }
  return left;
}
