import type { Steps } from '../../lib/dedup/steps.ts';
import type { DedupJobId, DedupStage } from '../../lib/protocol/dedup.ts';
import type { DedupWorld } from './ports.ts';

/** Between two news of one stage: ten a second are as smooth as an eye needs. */
const EVERY_MS = 100;

/** Steps for each stage of a job; their progress goes to the page, its first and last news always. */
export function stagesOf(
  job: DedupJobId,
  { emit, breathe, now }: Pick<DedupWorld, 'emit' | 'breathe' | 'now'>,
  signal: AbortSignal,
): (stage: DedupStage) => Steps {
  return (stage) => {
    let toldAt = -Infinity;
    let told = -1;
    return {
      signal,
      breathe,
      progress(done, total) {
        const at = now();
        if (done === told || signal.aborted) return;
        if (at - toldAt < EVERY_MS && done < total) return;
        toldAt = at;
        told = done;
        emit({ kind: 'progress', progress: { job, stage, done, total } });
      },
    };
  };
}
