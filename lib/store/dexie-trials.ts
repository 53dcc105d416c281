import { checkLimit } from './check.ts';
import type { PolyphonyDatabase } from './dexie-database.ts';
import { guarded, written } from './dexie-faults.ts';
import { experimentsOf, readExperiment, trialsIn } from './experiment-shapes.ts';
import type { TrialStore } from './ports.ts';

/** The trial store over IndexedDB; `onWritten` is called after each write that holds the user's own data. */
export function dexieTrials(db: PolyphonyDatabase, onWritten: () => Promise<void>): TrialStore {
  return {
    async putExperiment(experiment) {
      await written(db, [db.experiments], () => db.experiments.put(experiment));
      await onWritten();
    },
    async getExperiment(id) {
      const record = await guarded(() => db.experiments.get(id));
      return record === undefined ? null : readExperiment(record);
    },
    async listExperiments(limit) {
      checkLimit(limit);
      const newest = db.experiments
        .orderBy('createdAt')
        .reverse()
        // While reading, so that unreadable ones do not use up the limit.
        .filter((record) => experimentsOf([record]).length > 0)
        .limit(limit);
      return experimentsOf(await guarded(() => newest.toArray()));
    },
    async deleteExperiment(id) {
      await written(db, [db.experiments, db.trials], async () => {
        await db.experiments.delete(id);
        await db.trials.where('experiment').equals(id).delete();
      });
    },
    async putTrials(trials) {
      await written(db, [db.trials], () => db.trials.bulkPut(trials));
      await onWritten();
    },
    async trialsOf(experiment) {
      return trialsIn(await guarded(() => db.trials.where('experiment').equals(experiment).toArray()));
    },
    async countTrials(experiment) {
      const ended = ['done', 'failed'].map((state) => [experiment, state]);
      return guarded(() => db.trials.where('[experiment+state]').anyOf(ended).count());
    },
  };
}
