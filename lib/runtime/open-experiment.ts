import { type ModelKey, modelKey } from '../model/catalogue.ts';
import type { Fault } from '../model/fault.ts';
import type { RunEnvironment } from '../model/made-on.ts';
import type { RunStore, TrialStore } from '../store/ports.ts';
import type { EnginePool } from './engine-pool.ts';
import { alone } from './experiment-lock.ts';
import { ExperimentSession } from './experiment-session.ts';
import { nextPaint } from './frames.ts';
import { MeasureClient } from './measure-client.ts';
import type { ModelsSession } from './models-session.ts';
import { randomId } from './random-id.ts';
import type { ShardsClient } from './shards-client.ts';
import { spawnEmbed, spawnMeasure } from './spawn.ts';

/** What the app's other sessions give. */
export interface ExperimentParts {
  readonly base: string;
  readonly pool: EnginePool;
  readonly shards: ShardsClient;
  readonly models: ModelsSession;
  readonly opened: Promise<{ runs: RunStore; trials: TrialStore; kept: boolean; fault: Fault | null }>;
  readonly environment: () => RunEnvironment;
  readonly quantisation: (key: ModelKey) => string | null;
  readonly later: (ms: number, run: () => void) => () => void;
}

/** The experiment over this browser's workers and database. It reads what is kept by itself. */
export function openExperiment({
  base,
  pool,
  shards,
  models,
  opened,
  environment,
  quantisation,
  later,
}: ExperimentParts): ExperimentSession {
  const session = new ExperimentSession({
    pool,
    shards,
    measure: new MeasureClient({ spawnMeasure, spawnEmbed, load: { base, threads: 0 } }),
    open: () => opened,
    model: () => models.choice(),
    madeOn: (model) => {
      const key = modelKey(model);
      const info = models.getState().status.get(key)?.engine.info;
      return info ? { device: info.device, threads: info.threads, quantisation: quantisation(key) } : null;
    },
    licence: (model) =>
      models.getState().entries.find(({ choice }) => modelKey(choice) === modelKey(model))?.licence ?? null,
    environment,
    alone: (name, work) => alone((navigator as { locks?: LockManager }).locks, name, work),
    now: () => Date.now(),
    newId: randomId,
    later,
    nextPaint,
  });
  let { chosen } = models.getState();
  models.subscribe(() => {
    const now = models.getState().chosen;
    if (now === chosen) return;
    chosen = now;
    session.modelChanged();
  });
  void session.start();
  return session;
}
