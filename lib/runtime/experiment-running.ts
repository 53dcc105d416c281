import { modelKey } from '../model/catalogue.ts';
import type { Experiment, Trial, TrialId, TrialPlace } from '../model/experiment.ts';
import { type Fault, faultOf } from '../model/fault.ts';
import { runExperiment } from '../run/experiment.ts';
import type { Records } from './experiment-records.ts';
import type { ExperimentWorld } from './experiment-world.ts';

interface RunningWorld extends Pick<ExperimentWorld, 'pool' | 'madeOn' | 'now'> {
  readonly records: Pick<Records, 'keepTrial'>;
}

/** One stretch of an experiment: from its beginning, or from where it was cut off, to its end or the next pause. */
export class Running {
  /** Whether a call was begun. */
  asked = false;
  private readonly soft = new AbortController();
  private readonly hard = new AbortController();
  /** Tokens of this stretch, by trial. */
  private readonly tokens = new Map<TrialId, number>();
  /** When the first call left the queue: loading the model is no writing. */
  private since: number | null = null;
  private done: Promise<void> = Promise.resolve();

  /** @param onTrial called at every change of a trial, with its text so far */
  constructor(
    private readonly world: RunningWorld,
    private readonly onTrial: (trial: Trial) => void,
    private readonly onFault: (why: Fault) => void,
  ) {}

  /** Resolves when the stretch is over. */
  get ended(): Promise<void> {
    return this.done;
  }

  /** As the engine counts, and before it does by what it streamed; null where it does neither. */
  get tokensPerSecond(): number | null {
    if (this.since === null || this.tokens.size === 0) return null;
    const seconds = (this.world.now() - this.since) / 1000;
    const sum = [...this.tokens.values()].reduce((all, one) => all + one, 0);
    return seconds > 0 ? sum / seconds : null;
  }

  /** Does the work; what it rejects with is told. */
  hold(work: () => Promise<void>): Promise<void> {
    this.done = work().catch((thrown: unknown) => this.onFault(faultOf(thrown)));
    return this.done;
  }

  /** @param places a part of the plan; null for all of it */
  async go(experiment: Experiment, ended: readonly Trial[], places: readonly TrialPlace[] | null): Promise<void> {
    const { pool, madeOn, now, records } = this.world;
    const gone = await runExperiment(
      experiment,
      new Map(ended.map((trial) => [trial.id, trial])),
      {
        generate: (job, model, options) => {
          this.asked = true;
          return pool.generate(modelKey(model), job, options);
        },
        keep: (trial) => records.keepTrial(trial),
        onTrial: (trial) => this.heard(trial),
        madeOn,
        now,
      },
      { soft: this.soft.signal, hard: this.hard.signal },
      places ?? undefined,
    );
    if (gone) this.onFault(gone);
  }

  /** The first call begins nothing new, the second ends what runs. */
  pause(): void {
    if (this.soft.signal.aborted) this.hard.abort();
    this.soft.abort();
  }

  stop(): void {
    this.soft.abort();
    this.hard.abort();
  }

  private heard(trial: Trial): void {
    if (trial.state === 'running') this.since ??= this.world.now();
    const tokens = trial.usage?.completionTokens ?? trial.tokens;
    if (tokens !== null) this.tokens.set(trial.id, tokens);
    this.onTrial(trial);
  }
}
