import type { MeasureJobId, MeasureStage } from '../../lib/protocol/measure.ts';
import type { MeasureWorld } from './ports.ts';

/** Between two news of one stage: ten a second are as smooth as an eye needs. */
const EVERY_MS = 100;

/** Tells the page how far an analysis is: the first and the last of each stage always, others now and then. */
export function createNews(
  job: MeasureJobId,
  { emit, now }: Pick<MeasureWorld, 'emit' | 'now'>,
  signal: AbortSignal,
): { readonly tell: (stage: MeasureStage, done: number, total: number) => void } {
  let stageNow: MeasureStage | null = null;
  let toldAt = 0;
  let told = -1;
  return {
    tell(stage, done, total) {
      if (signal.aborted || (stage === stageNow && done === told)) return;
      const at = now();
      if (stage === stageNow && at - toldAt < EVERY_MS && done < total) return;
      stageNow = stage;
      toldAt = at;
      told = done;
      emit({ job, stage, done, total });
    },
  };
}
