import { faultOf, FaultError } from '../model/fault.ts';
import type { TrialStore } from './ports.ts';

/** A trial store whose code is fetched at its first call; where that fails, at the next one again. */
export function lazyTrials(load: () => Promise<TrialStore>): TrialStore {
  let loading: Promise<TrialStore> | null = null;
  const store = () =>
    (loading ??= load().catch((thrown: unknown) => {
      loading = null;
      throw new FaultError(faultOf(thrown, 'download-failed'));
    }));
  return {
    putExperiment: async (experiment) => (await store()).putExperiment(experiment),
    getExperiment: async (id) => (await store()).getExperiment(id),
    listExperiments: async (limit) => (await store()).listExperiments(limit),
    deleteExperiment: async (id) => (await store()).deleteExperiment(id),
    putTrials: async (trials) => (await store()).putTrials(trials),
    trialsOf: async (experiment) => (await store()).trialsOf(experiment),
    countTrials: async (experiment) => (await store()).countTrials(experiment),
  };
}
