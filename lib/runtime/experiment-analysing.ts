import type { Experiment, Trial } from '../model/experiment.ts';
import type { ExperimentResult } from '../model/experiment-result.ts';
import type { Fault } from '../model/fault.ts';
import type { MeasureProgress } from '../protocol/measure.ts';
import type { Analysis } from './experiment-state.ts';
import type { MeasureClient } from './measure-client.ts';

export const noAnalysis: Analysis = {
  status: 'none',
  stage: null,
  fraction: 0,
  result: null,
  stale: false,
  fault: null,
};

/** What an analysis is of: an experiment as it is at one moment. */
export interface AnalysisSubject {
  readonly experiment: Experiment;
  /** Those that have ended. */
  readonly trials: readonly Trial[];
}

interface AnalysingWorld {
  readonly measure: Pick<MeasureClient, 'measure'>;
  readonly onChange: (analysis: Analysis) => void;
  /** What was found, to be kept. */
  readonly onResult: (result: ExperimentResult, subject: AnalysisSubject) => void;
}

/** The analysis of one experiment: one at a time, the last result stays. Nothing here rejects. */
export class Analysing {
  private now: Analysis = noAnalysis;
  private abort: AbortController | null = null;
  /** Says which trials the result stands on; see `signOf`. */
  private sign = '';

  constructor(private readonly world: AnalysingWorld) {}

  get analysis(): Analysis {
    return this.now;
  }

  get running(): boolean {
    return this.abort !== null;
  }

  /** Computes anew; one under way is given up. */
  async start(subject: AnalysisSubject, meaning: boolean): Promise<void> {
    this.abort?.abort();
    const abort = new AbortController();
    this.abort = abort;
    this.set({ status: 'running', stage: null, fraction: 0, fault: null });
    const outcome = await this.world.measure.measure(
      { ...subject, meaning },
      { signal: abort.signal, onProgress: (progress) => this.abort === abort && this.progress(progress) },
    );
    if (this.abort !== abort) return;
    this.abort = null;
    if (outcome.ok) {
      this.put(outcome.value, signOf(subject.trials));
      this.world.onResult(outcome.value, subject);
    } else this.stopped(outcome.fault);
  }

  /**
   * As soon as a run has ended, before anybody asks. Where the encoder cannot be had (no network, too little memory),
   * words alone are measured, and the fault says why meaning is not.
   */
  async startByItself(subject: AnalysisSubject): Promise<void> {
    await this.start(subject, true);
    const { status, fault } = this.now;
    if (status !== 'failed' || fault === null) return;
    await this.start(subject, false);
    if (this.now.status === 'done' && this.now.fault === null) this.set({ fault });
  }

  cancel(): void {
    if (!this.abort) return;
    this.abort.abort();
    this.abort = null;
    this.stopped(null);
  }

  /** A result that was kept. @param sign of the trials that it stands on */
  put(result: ExperimentResult, sign: string): void {
    this.sign = sign;
    this.set({ status: 'done', stage: null, fraction: 1, result, stale: false, fault: null });
  }

  /** @param sign of the trials that have ended by now */
  trialsChanged(sign: string): void {
    const stale = this.now.result !== null && sign !== this.sign;
    if (stale !== this.now.stale) this.set({ stale });
  }

  private stopped(fault: Fault | null): void {
    const why = fault?.code === 'cancelled' ? null : fault;
    const before = this.now.result === null ? 'none' : 'done';
    this.set({ status: why ? 'failed' : before, stage: null, fraction: 0, fault: why });
  }

  private progress({ stage, done, total }: MeasureProgress): void {
    this.set({ stage, fraction: total > 0 ? Math.min(1, done / total) : 0 });
  }

  private set(part: Partial<Analysis>): void {
    this.now = { ...this.now, ...part };
    this.world.onChange(this.now);
  }
}

/** Differs where other trials have ended, or ended otherwise: a failed one that was asked again may be done. */
export function signOf(ended: readonly Trial[]): string {
  return `${ended.length}/${ended.filter(({ state }) => state === 'failed').length}`;
}
