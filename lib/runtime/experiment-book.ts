import { hasEnded } from '../arms/answers.ts';
import { estimatePlan, secondsLeft } from '../arms/estimate.ts';
import { calibrationTrials } from '../arms/plan.ts';
import type { BlindVote, Experiment, Trial, TrialId, TrialPlace } from '../model/experiment.ts';
import { type Fault, FaultError, faultOf } from '../model/fault.ts';
import { callsOf } from './experiment-calls.ts';
import { compareExperiments } from '../run/experiment-likeness.ts';
import { Analysing, type AnalysisSubject, noAnalysis, signOf } from './experiment-analysing.ts';
import { elsewhere, gone } from './experiment-faults.ts';
import { experimentLock } from './experiment-lock.ts';
import type { KeptRecords, Records } from './experiment-records.ts';
import { Running } from './experiment-running.ts';
import type { ExperimentReproduction, OpenExperiment } from './experiment-state.ts';
import type { ExperimentWorld } from './experiment-world.ts';
import { Frames } from './frames.ts';

export interface BookWorld extends Pick<
  ExperimentWorld,
  'pool' | 'measure' | 'madeOn' | 'alone' | 'now' | 'nextPaint'
> {
  readonly records: Records;
  readonly onChange: (book: ExperimentBook) => void;
}

// Estimates walk through the whole plan, comparisons through all texts: some ten milliseconds for a thousand of each arm.
const RECKON_MS = 1_000;

/** One experiment while somebody looks at it or it runs: its trials, its analysis and what the screen shows of them. */
export class ExperimentBook {
  private view: OpenExperiment;
  private trials: Map<TrialId, Trial>;
  /** Failed ones that are asked once more and have not ended again: what is kept of them does not count. */
  private readonly again = new Set<TrialId>();
  /** A run has ended and its analysis may still begin: the book must stay in hand. */
  private ending = false;
  private running: Running | null = null;
  private readonly analysing: Analysing;
  private readonly frames: Frames;
  private reckonedAt = -Infinity;
  private closed = false;

  /** @param recorded what this experiment repeats, where that is kept */
  constructor(
    private readonly world: BookWorld,
    { experiment, trials }: KeptRecords,
    private readonly recorded: KeptRecords | null,
  ) {
    this.trials = new Map(trials.map((trial) => [trial.id, trial]));
    this.frames = new Frames(() => this.show(), world.nextPaint);
    this.analysing = new Analysing({
      measure: world.measure,
      onChange: (analysis) => this.set({ analysis }),
      onResult: (result, { experiment: { id }, trials: ended }) => {
        // Kept so that it is there after a reload; where that fails it is computed again.
        world.records.putResult(id, ended, result).catch(() => undefined);
      },
    });
    this.view = {
      experiment,
      trials: this.trials,
      status: 'idle',
      calls: 0,
      ended: 0,
      failed: 0,
      estimate: estimatePlan(experiment.spec, trials),
      secondsLeft: null,
      tokensPerSecond: null,
      analysis: noAnalysis,
      reproduction: null,
      fault: null,
    };
    this.show();
  }

  get open(): OpenExperiment {
    return this.view;
  }

  /** Whether trials are asked now. */
  get isRunning(): boolean {
    return this.running !== null;
  }

  /** Whether something goes on that would be lost with the book. */
  get isBusy(): boolean {
    return this.running !== null || this.ending || this.analysing.running;
  }

  /** Asks one answer of each arm; they count. */
  calibrate(): Promise<void> {
    return this.go('calibrating', calibrationTrials(this.view.experiment.spec), false);
  }

  /** @param again whether failed trials are asked once more */
  run(again: boolean): Promise<void> {
    return this.go('running', null, again);
  }

  /** The first call begins nothing new, the second ends what runs. */
  pause(): void {
    if (this.running === null) return;
    this.running.pause();
    this.set({ status: 'pausing' });
  }

  /** Ends everything at once. Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.analysing.cancel();
    this.running?.stop();
    await this.running?.ended;
  }

  dispose(): void {
    void this.stop();
    this.closed = true;
  }

  analyse(meaning: boolean): void {
    void this.analysing.start(this.subject(), meaning);
  }

  cancelAnalysis(): void {
    this.analysing.cancel();
  }

  /** Puts what was found before, where it still stands on these trials. */
  async readResult(): Promise<void> {
    const kept = await this.world.records.readResult(this.view.experiment.id).catch(() => null);
    if (!kept || this.view.analysis.status !== 'none') return;
    this.analysing.put(kept.result, kept.sign);
    this.analysing.trialsChanged(signOf(this.ended()));
  }

  /** Changes what is kept; what cannot be kept is a fault in the state, and holds until the page is left. */
  async change(change: (now: Experiment) => Experiment): Promise<void> {
    try {
      this.set({ experiment: await this.world.records.change(this.view.experiment, change) });
    } catch (thrown) {
      this.set({ experiment: change(this.view.experiment), fault: faultOf(thrown, 'storage-blocked') });
    }
    this.show();
  }

  vote(vote: BlindVote): void {
    void this.change((now) => ({ ...now, blind: [...now.blind, vote] }));
  }

  undoVote(): void {
    void this.change((now) => ({ ...now, blind: now.blind.slice(0, -1) }));
  }

  say(why: Fault): void {
    this.set({ fault: why });
  }

  private async go(
    status: 'calibrating' | 'running',
    places: readonly TrialPlace[] | null,
    again: boolean,
  ): Promise<void> {
    if (this.running) return;
    const running = new Running(
      this.world,
      (trial) => this.heard(trial),
      (why) => this.say(why),
    );
    this.running = running;
    this.set({ status, fault: null });
    await running.hold(async () => {
      const got = await this.world.alone(experimentLock(this.view.experiment.id), async () => {
        await this.readAgain();
        if (again) this.askFailedAgain();
        await running.go(this.view.experiment, this.ended(), places);
      });
      if (!got) this.say(elsewhere);
    });
    this.ending = true;
    this.running = null;
    // What was cut off is asked again.
    for (const trial of this.trials.values()) if (!hasEnded(trial)) this.trials.delete(trial.id);
    this.set({ status: 'idle', secondsLeft: null });
    this.show();
    const { calls, ended } = this.view;
    if (!this.closed && running.asked && ended === calls) await this.analysing.startByItself(this.subject());
    this.ending = false;
    // Lets the desk put it away where nobody looks at it.
    this.set({});
  }

  /** Another tab may have gone on with it. What this one knows and could not keep stays. */
  private async readAgain(): Promise<void> {
    const kept = await this.world.records.read(this.view.experiment.id);
    if (!kept) throw new FaultError(gone);
    for (const trial of kept.trials)
      if (trial.state !== 'failed' || !this.again.has(trial.id)) this.trials.set(trial.id, trial);
    this.set({ experiment: kept.experiment });
    this.show();
  }

  private askFailedAgain(): void {
    for (const { id, state } of this.ended()) {
      if (state !== 'failed') continue;
      this.again.add(id);
      this.trials.delete(id);
    }
    this.show();
  }

  private heard(trial: Trial): void {
    if (hasEnded(trial)) this.again.delete(trial.id);
    this.trials.set(trial.id, trial);
    this.frames.request();
  }

  private ended(): readonly Trial[] {
    return [...this.trials.values()].filter(hasEnded);
  }

  /** By id, as they are read from storage: what is computed of them must not depend on which one ended first. */
  private subject(): AnalysisSubject {
    return { experiment: this.view.experiment, trials: this.ended().toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
  }

  private show(): void {
    const { spec } = this.view.experiment;
    const all = this.ended();
    const ended = all.length;
    const failed = all.filter(({ state }) => state === 'failed').length;
    const calls = callsOf(spec);
    this.set({
      trials: new Map(this.trials),
      calls,
      ended,
      failed,
      tokensPerSecond: this.running?.tokensPerSecond ?? this.view.tokensPerSecond,
    });
    this.analysing.trialsChanged(signOf(all));
    this.reckon(all);
  }

  /** What takes longer, seldom while it runs. */
  private reckon(ended: readonly Trial[]): void {
    const now = this.world.now();
    if (this.running && now - this.reckonedAt < RECKON_MS) return;
    this.reckonedAt = now;
    const { spec } = this.view.experiment;
    this.set({
      estimate: estimatePlan(spec, ended),
      secondsLeft: this.running ? secondsLeft(spec, ended) : null,
      reproduction: this.compare(),
    });
  }

  private compare(): ExperimentReproduction | null {
    if (this.view.experiment.reproduces === null) return null;
    if (this.recorded) return compareExperiments(this.recorded, this.subject());
    return { of: null, identical: 0, samePrefix: 0, different: 0, missing: 0, differences: [], trials: [] };
  }

  private set(part: Partial<OpenExperiment>): void {
    this.view = { ...this.view, ...part };
    if (!this.closed) this.world.onChange(this);
  }
}
