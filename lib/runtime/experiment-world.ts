import type { Fault } from '../model/fault.ts';
import type { CellDevice, RunEnvironment } from '../model/made-on.ts';
import type { ModelChoice } from '../model/run.ts';
import type { RunStore, TrialStore } from '../store/ports.ts';
import type { EnginePool } from './engine-pool.ts';
import type { MeasureClient } from './measure-client.ts';
import type { ShardsClient } from './shards-client.ts';

/** What the session needs; `openExperiment` gives the browser's, tests give memory and a scripted engine. */
export interface ExperimentWorld {
  readonly pool: Pick<EnginePool, 'generate'>;
  readonly shards: Pick<ShardsClient, 'call' | 'ensureStarter'>;
  readonly measure: Pick<MeasureClient, 'measure' | 'dispose'>;
  /** The stores; the fault, if any, says why nothing is kept. */
  readonly open: () => Promise<{
    readonly runs: Pick<RunStore, 'getSetting' | 'putSetting'>;
    readonly trials: TrialStore;
    readonly kept: boolean;
    readonly fault: Fault | null;
  }>;
  /** What experiments run on that name no model. */
  readonly model: () => ModelChoice;
  /** Where a model computes; null while it is not loaded. */
  readonly madeOn: (model: ModelChoice) => CellDevice | null;
  /** Of a model's weights, as the catalogue names it; null is unknown. */
  readonly licence: (model: ModelChoice) => string | null;
  readonly environment: () => RunEnvironment;
  /** Does some work while no other tab does work of that name. @returns false where another one does */
  readonly alone: (name: string, work: () => Promise<void>) => Promise<boolean>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Calls once after so many milliseconds. @returns how to call it off */
  readonly later: (ms: number, run: () => void) => () => void;
  /** Calls what it is given once, when the screen may change next. */
  readonly nextPaint: (run: () => void) => void;
}
