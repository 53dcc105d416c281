// Long enough to level out single parts, short enough to follow a change of the line.
const WINDOW_MS = 5_000;
// Before that a rate says more about buffers than about the source.
const AFTER_MS = 500;
// Often enough for a rate over the window.
const SAMPLE_EVERY_MS = 100;

interface Sample {
  readonly at: number;
  readonly rows: number;
  readonly bytes: number;
}

/** How fast an import reads, over the last seconds; rows that are read again count too. */
export class Meter {
  private readonly samples: Sample[] = [];

  /** So many rows and bytes were read since the import began or was resumed. */
  at(now: number, rows: number, bytes: number): void {
    const last = this.samples.at(-1);
    if (last && now - last.at < SAMPLE_EVERY_MS) return;
    this.samples.push({ at: now, rows, bytes });
    while (now - (this.samples[0]?.at ?? now) > WINDOW_MS) this.samples.shift();
  }

  get rowsPerSecond(): number | null {
    return this.rate('rows');
  }

  /** @param left bytes that are still to be read; null when nobody knows */
  secondsLeft(left: number | null): number | null {
    const rate = this.rate('bytes');
    return left === null || rate === null || rate <= 0 ? null : Math.max(0, left) / rate;
  }

  private rate(of: 'rows' | 'bytes'): number | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || last.at - first.at < AFTER_MS) return null;
    return ((last[of] - first[of]) * 1000) / (last.at - first.at);
  }
}
