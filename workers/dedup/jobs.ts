import { badInput, fault, FaultError } from '../../lib/model/fault.ts';
import type { DedupFound, DedupJobId } from '../../lib/protocol/dedup.ts';
import { compare, type CompareWorld, type Comparison, type Facts } from './compare.ts';
import { Groups } from './grouping.ts';
import type { JobTexts } from './texts.ts';

/** A comparison that is over and kept until it is forgotten. */
export interface FinishedJob {
  readonly comparison: Comparison;
  readonly groups: Groups;
}

interface Job {
  readonly controller: AbortController;
  finished: FinishedJob | null;
}

/** Comparisons by name: each runs once, ends once, and can be ended early. */
export class Jobs {
  private readonly jobs = new Map<DedupJobId, Job>();

  /**
   * @param open the texts to compare; may throw
   * @throws FaultError: `cancelled` after `cancel` or `forget`, `out-of-memory` for more than this tab can hold
   */
  async run(
    id: DedupJobId,
    now: () => number,
    open: (signal: AbortSignal) => Promise<JobTexts>,
    how: (signal: AbortSignal) => CompareWorld & { readonly ask: Comparison['ask'] },
  ): Promise<DedupFound> {
    if (this.jobs.has(id)) throw badInput('A comparison of this name is there already.');
    const job: Job = { controller: new AbortController(), finished: null };
    const { signal } = job.controller;
    this.jobs.set(id, job);
    const begun = now();
    try {
      const texts = await open(signal);
      const world = how(signal);
      const { comparison, facts } = await compare(texts, world.ask, world);
      signal.throwIfAborted();
      job.finished = { comparison, groups: new Groups(comparison) };
      return foundOf(comparison, facts, now() - begun);
    } catch (thrown) {
      if (this.jobs.get(id) === job) this.jobs.delete(id);
      throw signal.aborted ? signal.reason : outOfMemory(thrown);
    }
  }

  /** Ends a running one; a finished one stays. */
  cancel(id: DedupJobId): void {
    const job = this.jobs.get(id);
    if (job && !job.finished) job.controller.abort(new FaultError(fault('cancelled', 'Cancelled.')));
  }

  forget(id: DedupJobId): void {
    this.cancel(id);
    this.jobs.delete(id);
  }

  /** @throws FaultError `bad-input` for one that is not there, or not over */
  finished(id: DedupJobId): FinishedJob {
    const finished = this.jobs.get(id)?.finished;
    if (!finished) throw badInput('This comparison is not there (any more). Look for duplicates again.');
    return finished;
  }
}

const foundOf = ({ texts, forest }: Comparison, facts: Facts, milliseconds: number): DedupFound => ({
  texts: texts.count,
  pairs: forest.pairs,
  milliseconds,
  ...facts,
});

/** Engines throw a RangeError when a typed array or a string does not fit into memory; ours are checked before. */
function outOfMemory(thrown: unknown): unknown {
  if (!(thrown instanceof RangeError)) return thrown;
  return tooMuch('This comparison needs more memory than a tab gets.');
}

/** @param what went beyond, in a sentence */
function tooMuch(what: string): FaultError {
  return new FaultError(fault('out-of-memory', what, 'Raise the least similarity, or compare fewer texts at a time.'));
}
