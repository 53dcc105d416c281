/** Before this nothing is told: the first moments of a stage say little of the rest. */
const LEAST_MS = 500;

/** How long a stage still takes, by how long it took so far. */
export class TimeLeft {
  private stage: string | null = null;
  private begunAt = 0;
  private begunWith = 0;

  constructor(private readonly now: () => number) {}

  /** Seconds; null where it is too early to tell. */
  of({ stage, done, total }: { readonly stage: string; readonly done: number; readonly total: number }): number | null {
    if (stage !== this.stage) {
      this.stage = stage;
      this.begunAt = this.now();
      this.begunWith = done;
    }
    const elapsed = this.now() - this.begunAt;
    const made = done - this.begunWith;
    if (elapsed < LEAST_MS || made <= 0) return null;
    return (elapsed * Math.max(0, total - done)) / made / 1000;
  }
}
