import * as v from 'valibot';
import { hasEnded } from '../arms/answers.ts';
import { APP_VERSION } from '../model/app-version.ts';
import type { Experiment, ExperimentId, Trial } from '../model/experiment.ts';
import { FaultError } from '../model/fault.ts';
import type { ExperimentResult } from '../model/experiment-result.ts';
import { resultShape } from '../report/result-shape.ts';
import { signOf } from './experiment-analysing.ts';
import { readDraft } from './experiment-draft.ts';
import { gone } from './experiment-faults.ts';
import type { ExperimentDraft } from './experiment-state.ts';
import type { ExperimentWorld } from './experiment-world.ts';

const DRAFT = 'experiment-draft';
/** More experiments than anybody keeps; each is a record of some hundred kilobytes at most. */
const MOST = 1_000;

export interface KeptRecords {
  readonly experiment: Experiment;
  /** By id. */
  readonly trials: readonly Trial[];
}

/** A result as it is kept: what another version of the app computed is computed anew. */
const resultRecord = v.object({ version: v.literal(1), app: v.string(), sign: v.string(), result: resultShape });

/** Experiments as they are kept. Everything rejects with a FaultError as the stores do; changes go one after the other. */
export class Records {
  private changing: Promise<unknown> = Promise.resolve();

  constructor(private readonly open: ExperimentWorld['open']) {}

  async list(): Promise<readonly Experiment[]> {
    return (await this.open()).trials.listExperiments(MOST);
  }

  async countEnded(id: ExperimentId): Promise<number> {
    return (await this.open()).trials.countTrials(id);
  }

  /** Null when there is none. What did not end is left out: it is asked again. */
  async read(id: ExperimentId): Promise<KeptRecords | null> {
    const { trials } = await this.open();
    const [experiment, all] = await Promise.all([trials.getExperiment(id), trials.trialsOf(id)]);
    return experiment && { experiment, trials: all.filter(hasEnded) };
  }

  async put({ experiment, trials }: KeptRecords): Promise<void> {
    const store = (await this.open()).trials;
    await store.putExperiment(experiment);
    if (trials.length > 0) await store.putTrials(trials);
  }

  async keepTrial(trial: Trial): Promise<void> {
    await (await this.open()).trials.putTrials([trial]);
  }

  async remove(id: ExperimentId): Promise<void> {
    await (await this.open()).trials.deleteExperiment(id);
    await this.putResult(id, [], null);
  }

  /**
   * Changes what is kept of an experiment, which another tab may have changed as well.
   * @throws FaultError where it was deleted meanwhile: it must not come back without its answers
   */
  change(known: Experiment, change: (now: Experiment) => Experiment): Promise<Experiment> {
    const changed = this.changing.then(async () => {
      const { trials } = await this.open();
      const kept = await trials.getExperiment(known.id);
      if (kept === null) throw new FaultError(gone);
      const next = change(kept);
      await trials.putExperiment(next);
      return next;
    });
    this.changing = changed.catch(() => undefined);
    return changed;
  }

  async readDraft(): Promise<ExperimentDraft | null> {
    return readDraft(await (await this.open()).runs.getSetting(DRAFT));
  }

  putDraft(draft: ExperimentDraft): Promise<void> {
    const put = this.changing.then(async () => (await this.open()).runs.putSetting(DRAFT, draft));
    this.changing = put.catch(() => undefined);
    return put;
  }

  /** What this version of the app found last; null where it found nothing. */
  async readResult(id: ExperimentId): Promise<{ readonly result: ExperimentResult; readonly sign: string } | null> {
    const kept = v.safeParse(resultRecord, await (await this.open()).runs.getSetting(resultKey(id)));
    return kept.success && kept.output.app === APP_VERSION ? kept.output : null;
  }

  /**
   * @param ended the trials that it stands on
   * @param result null forgets it: settings cannot be removed one by one
   */
  async putResult(id: ExperimentId, ended: readonly Trial[], result: ExperimentResult | null): Promise<void> {
    const kept = { version: 1, app: APP_VERSION, sign: signOf(ended), result };
    await (await this.open()).runs.putSetting(resultKey(id), kept);
  }
}

function resultKey(id: ExperimentId): string {
  return `experiment-result/${id}`;
}
