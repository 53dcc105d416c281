/** What a long computation is given to stay polite: it ends soon after an abort, lets messages in, and tells how far it is. */
export interface Steps {
  /** @throws the signal's reason from the computation, soon after an abort */
  readonly signal: AbortSignal;
  /** Waits for other messages; to be called every 10 ms or so. */
  readonly breathe: () => Promise<void>;
  /** `done` never falls and ends at `total`. */
  readonly progress: (done: number, total: number) => void;
}
