import { FaultError, faultOf } from '../model/fault.ts';
import type { RunId } from '../model/ids.ts';
import type { Run } from '../model/run.ts';
import { byPlace, checkLimit, closedFault } from './check.ts';
import { decisionsOf, readAnswerDecision } from './decision-shapes.ts';
import { type Call, memoryShards } from './memory-shards.ts';
import { memoryTrials } from './memory-trials.ts';
import { memoryVectors } from './memory-vectors.ts';
import type { RunStore, Stores } from './ports.ts';
import { readable, upgradeCell, upgradeRun } from './upgrade.ts';

/**
 * Stores that last as long as the page or worker: for tests, and for browsers that keep nothing. They behave as
 * IndexedDB does, cloning included.
 */
export function createMemoryStores(): Stores {
  let open = true;
  const call: Call = (work) =>
    new Promise((resolve, reject) => {
      try {
        if (!open) throw closedFault();
        resolve(work());
      } catch (thrown) {
        reject(new FaultError(faultOf(thrown)));
      }
    });
  return {
    runs: memoryRuns(call),
    shards: memoryShards(call),
    vectors: memoryVectors(call),
    trials: memoryTrials(call),
    close: () => void (open = false),
  };
}

function memoryRuns(call: Call): RunStore {
  const runs = new Map<RunId, unknown>();
  const cells = new Map<string, { readonly run: RunId; readonly record: unknown }>();
  const settings = new Map<string, unknown>();
  const decisions = new Map<string, unknown>();
  const newestFirst = (a: Run, b: Run) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
  const all = () => readable(structuredClone([...runs.values()]), upgradeRun).sort(newestFirst);
  return {
    putRun: (run) => call(() => void runs.set(run.id, structuredClone(run))),
    latestRun: () => call(() => all()[0] ?? null),
    getRun: (id) =>
      call(() => {
        const record = runs.get(id);
        return record === undefined ? null : upgradeRun(structuredClone(record));
      }),
    listRuns: (limit) =>
      call(() => {
        checkLimit(limit);
        return all().slice(0, limit);
      }),
    deleteRun: (id) =>
      call(() => {
        runs.delete(id);
        for (const [key, cell] of cells) if (cell.run === id) cells.delete(key);
      }),
    putCells: (given) =>
      call(() => {
        for (const record of structuredClone(given)) cells.set(record.id, { run: record.run, record });
      }),
    cellsOf: (run) =>
      call(() => {
        const records = [...cells.values()].filter((cell) => cell.run === run).map((cell) => cell.record);
        return readable(structuredClone(records), upgradeCell).sort(byPlace);
      }),
    getSetting: (key) => call(() => structuredClone(settings.get(key)) ?? null),
    putSetting: (key, value) => call(() => void settings.set(key, structuredClone(value))),
    listDecisions: () => call(() => decisionsOf(structuredClone([...decisions.values()]), readAnswerDecision)),
    putDecision: (decision) => call(() => void decisions.set(decision.id, structuredClone(decision))),
    deleteDecision: (id) => call(() => void decisions.delete(id)),
  };
}
