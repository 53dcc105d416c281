import { badInput } from '../model/fault.ts';
import type { RunId } from '../model/ids.ts';
import type { KeptRun } from '../model/share.ts';
import { cellId } from '../run/plan.ts';
import type { RunStore } from '../store/ports.ts';

/** Which of these runs are kept here; one that this version cannot read is there all the same. */
export async function knownOf(runs: RunStore, given: readonly KeptRun[]): Promise<ReadonlySet<RunId>> {
  const known = new Set<RunId>();
  for (const { run } of given) {
    const there = await runs.getRun(run.id).catch(() => run);
    if (there) known.add(run.id);
  }
  return known;
}

/**
 * Keeps runs from elsewhere, marked as such. One whose id is known is left as it is: what the user said of its answers
 * stays, and nothing that comes from outside replaces what is here. All that are new, or none.
 * @returns those that are new
 */
export async function keepRuns(runs: RunStore, given: readonly KeptRun[]): Promise<readonly RunId[]> {
  const known = await knownOf(runs, given);
  const fresh = [...new Map(given.map((one) => [one.run.id, one])).values()].filter(({ run }) => !known.has(run.id));
  const done: RunId[] = [];
  try {
    for (const { run, cells } of fresh) {
      done.push(run.id);
      await runs.putRun({ ...run, recorded: run.recorded ?? 'file' });
      // Their ids say where they belong: an answer must not take the place of another run's.
      await runs.putCells(cells.map((cell) => ({ ...cell, run: run.id, id: cellId(run.id, cell) })));
    }
  } catch (thrown) {
    for (const id of done) await runs.deleteRun(id).catch(() => undefined);
    throw thrown;
  }
  return done;
}

/** Runs with all their attempts. @throws FaultError `bad-input` for one that is not kept here */
export async function readKept(runs: RunStore, ids: readonly RunId[]): Promise<readonly KeptRun[]> {
  const kept: KeptRun[] = [];
  for (const id of ids) {
    const run = await runs.getRun(id);
    if (!run) throw badInput('That run is not kept here any more.');
    kept.push({ run, cells: await runs.cellsOf(id) });
  }
  return kept;
}
