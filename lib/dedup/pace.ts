import type { Steps } from './steps.ts';

/** The longest that other messages wait, in milliseconds. */
const LONGEST = 10;
/** The clock is looked at once in so many calls: a look can cost as much as a short step. */
const CALLS = 4;

/** Tells when it is time to let others in, by the clock. */
export class Pace {
  private last = performance.now();
  private calls = 0;

  /** @throws the signal's reason */
  constructor(
    private readonly steps: Steps,
    private readonly total: number,
  ) {
    steps.signal.throwIfAborted();
  }

  isDue(): boolean {
    this.calls += 1;
    return this.calls % CALLS === 0 && performance.now() - this.last >= LONGEST;
  }

  /** @throws the signal's reason */
  async pause(done: number): Promise<void> {
    this.steps.progress(done, this.total);
    await this.steps.breathe();
    this.steps.signal.throwIfAborted();
    this.last = performance.now();
  }

  end(): void {
    this.steps.progress(this.total, this.total);
  }
}
