import type { LoadProgress } from '../model/model-info.ts';

/** Progress that never runs backwards: a report below what was shown keeps the bar and changes the words only. */
export class Monotonic {
  private top = 0;

  reset(): void {
    this.top = 0;
  }

  next(progress: LoadProgress): LoadProgress {
    const fraction = Number.isFinite(progress.fraction) ? progress.fraction : 0;
    this.top = Math.min(1, Math.max(this.top, fraction));
    return { ...progress, fraction: this.top };
  }
}
