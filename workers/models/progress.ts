import type { DownloadProgress, ModelFile, ModelPackage } from '../../lib/protocol/models.ts';

// The eye follows ten changes a second; more would only cost messages.
const REPORT_EVERY_MS = 100;
// Long enough to level out the chunks of a slow line, short enough to follow a change of it.
const RATE_WINDOW_MS = 5_000;
// Before that a rate says more about buffers than about the line.
const RATE_AFTER_MS = 500;

/**
 * Adds up the files of one download. The sum never falls: each file counts the furthest byte that it ever reached, also
 * while it is fetched again.
 */
export class ProgressMeter {
  private readonly reached = new Map<string, number>();
  private readonly samples: { readonly at: number; readonly bytes: number }[] = [];
  private arrived = 0;
  private reportedAt = -Infinity;
  private phase: DownloadProgress['phase'] = 'download';

  constructor(
    private readonly pack: ModelPackage,
    private readonly now: () => number,
    private readonly emit: (progress: DownloadProgress) => void,
  ) {}

  /** So many bytes were there before: the bar starts with them. */
  begin(file: ModelFile, bytes: number): void {
    this.reached.set(file.path, file.bytes === null ? bytes : Math.min(bytes, file.bytes));
  }

  /** So many bytes of the file are there. @param fresh how many of them just came over the network */
  at(file: ModelFile, bytes: number, fresh = 0): void {
    // A size that only a header promised may be wrong: the bar must not pass its end.
    const most = file.bytes === null ? bytes : Math.min(bytes, file.bytes);
    this.reached.set(file.path, Math.max(this.reached.get(file.path) ?? 0, most));
    this.arrived += fresh;
    this.phase = 'download';
    this.report(false);
  }

  verifying(): void {
    this.phase = 'verify';
    this.report(false);
  }

  /** The file is there and verified. */
  finished(file: ModelFile, bytes: number): void {
    this.at(file, file.bytes ?? bytes);
    this.report(true);
  }

  get doneBytes(): number {
    return [...this.reached.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  private report(always: boolean): void {
    const now = this.now();
    if (!always && now - this.reportedAt < REPORT_EVERY_MS) return;
    this.reportedAt = now;
    const { key, totalBytes } = this.pack;
    const { doneBytes, phase } = this;
    this.emit({ key, doneBytes, totalBytes, bytesPerSecond: this.rate(now), phase });
  }

  private rate(now: number): number | null {
    this.samples.push({ at: now, bytes: this.arrived });
    while (this.samples.length > 1 && now - (this.samples[0]?.at ?? now) > RATE_WINDOW_MS) this.samples.shift();
    const first = this.samples[0];
    if (!first || now - first.at < RATE_AFTER_MS) return null;
    return ((this.arrived - first.bytes) * 1000) / (now - first.at);
  }
}
