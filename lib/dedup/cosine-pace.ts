import type { Steps } from './steps.ts';

/** Between two looks at the message queue: short enough for a button to feel alive, long enough to cost nothing. */
const EVERY_MS = 10;

/** Keeps a loop polite: to be awaited often, it lets messages in and tells the progress every 10 ms. */
export class Pace {
  private last = performance.now();

  constructor(private readonly steps: Steps) {}

  /** Whether it is time for `rest`; so that a loop need not wait for a promise at every step. */
  get due(): boolean {
    return performance.now() - this.last >= EVERY_MS;
  }

  /** @throws the signal's reason */
  async rest(done: number, total: number): Promise<void> {
    this.steps.progress(done, total);
    await this.steps.breathe();
    if (this.steps.signal.aborted) throw this.steps.signal.reason;
    this.last = performance.now();
  }
}
