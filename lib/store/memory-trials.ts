import type { Experiment, ExperimentId, Trial, TrialId } from '../model/experiment.ts';
import { checkLimit } from './check.ts';
import { experimentsOf, readExperiment, trialsIn } from './experiment-shapes.ts';
import type { Call } from './memory-shards.ts';
import type { TrialStore } from './ports.ts';

/** The trial store in memory. */
export function memoryTrials(call: Call): TrialStore {
  const experiments = new Map<ExperimentId, Experiment>();
  const trials = new Map<TrialId, Trial>();
  const of = (id: ExperimentId) => [...trials.values()].filter(({ experiment }) => experiment === id);
  return {
    putExperiment: (experiment) => call(() => void experiments.set(experiment.id, structuredClone(experiment))),
    getExperiment: (id) =>
      call(() => {
        const record = experiments.get(id);
        return record === undefined ? null : readExperiment(structuredClone(record));
      }),
    listExperiments: (limit) =>
      call(() => {
        checkLimit(limit);
        return experimentsOf(structuredClone([...experiments.values()])).slice(0, limit);
      }),
    deleteExperiment: (id) =>
      call(() => {
        experiments.delete(id);
        for (const trial of of(id)) trials.delete(trial.id);
      }),
    putTrials: (given) =>
      call(() => {
        for (const trial of structuredClone(given)) trials.set(trial.id, trial);
      }),
    trialsOf: (id) => call(() => trialsIn(structuredClone(of(id)))),
    countTrials: (id) => call(() => of(id).filter(({ state }) => state === 'done' || state === 'failed').length),
  };
}
