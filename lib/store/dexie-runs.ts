import { FaultError } from '../model/fault.ts';
import { byPlace, checkLimit } from './check.ts';
import { decisionsOf, readAnswerDecision } from './decision-shapes.ts';
import type { PolyphonyDatabase, RunRecord } from './dexie-database.ts';
import { guarded, written } from './dexie-faults.ts';
import type { RunStore } from './ports.ts';
import { readable, upgradeCell, upgradeRun } from './upgrade.ts';

/** The run store over IndexedDB; `onWritten` is called after each write that holds the user's own data. */
export function dexieRuns(db: PolyphonyDatabase, onWritten: () => Promise<void>): RunStore {
  const listRuns = async (limit: number) => {
    checkLimit(limit);
    const records = db.runs.orderBy('createdAt').reverse().filter(isReadable).limit(limit);
    return readable(await guarded(() => records.toArray()), upgradeRun);
  };
  return {
    listRuns,
    async putRun(run) {
      await written(db, [db.runs], () => db.runs.put(run));
      await onWritten();
    },
    async latestRun() {
      return (await listRuns(1))[0] ?? null;
    },
    async getRun(id) {
      const record = await guarded(() => db.runs.get(id));
      return record === undefined ? null : upgradeRun(record);
    },
    async deleteRun(id) {
      await written(db, [db.runs, db.cells], async () => {
        await db.runs.delete(id);
        await db.cells.where('run').equals(id).delete();
      });
    },
    async putCells(cells) {
      await written(db, [db.cells], () => db.cells.bulkPut(cells));
      await onWritten();
    },
    async cellsOf(run) {
      const records = await guarded(() => db.cells.where('run').equals(run).toArray());
      return readable(records, upgradeCell).sort(byPlace);
    },
    async getSetting(key) {
      return (await guarded(() => db.settings.get(key)))?.value ?? null;
    },
    async putSetting(key, value) {
      await written(db, [db.settings], () => db.settings.put({ key, value }));
      await onWritten();
    },
    async listDecisions() {
      return decisionsOf(await guarded(() => db.answerDecisions.toArray()), readAnswerDecision);
    },
    async putDecision(decision) {
      await written(db, [db.answerDecisions], () => db.answerDecisions.put(decision));
      await onWritten();
    },
    deleteDecision: (id) => written(db, [db.answerDecisions], () => db.answerDecisions.delete(id)),
  };
}

/** Filtered while reading, so that unreadable runs do not use up a list's limit. */
function isReadable(record: RunRecord): boolean {
  try {
    upgradeRun(record);
    return true;
  } catch (thrown) {
    if (thrown instanceof FaultError) return false;
    throw thrown;
  }
}
