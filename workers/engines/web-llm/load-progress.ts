import type { LoadPhase, LoadProgress } from '../../../lib/model/model-info.ts';

/** web-llm's report: `progress` goes from 0 to 1 in each of its stages, and only the text tells which. */
export interface StageReport {
  readonly progress: number;
  readonly text: string;
}

interface Stage {
  readonly starts: string;
  readonly phase: LoadPhase;
  // Of a load's time, by and large: a cold fetch is most of it; shaders take longer than copying weights to the GPU.
  readonly share: number;
}

const stages: readonly Stage[] = [
  { starts: 'Fetching param cache', phase: 'download', share: 0.6 },
  { starts: 'Loading model from cache', phase: 'start', share: 0.2 },
  { starts: 'Loading GPU shader modules', phase: 'start', share: 0.2 },
];

/**
 * One bar from web-llm's stages. A stage begins where the bar stands and takes its share of what is left, so the bar
 * neither falls nor jumps when there is nothing to fetch.
 * @param totalBytes of all weights.
 */
export function stagedProgress(
  totalBytes: number,
  onProgress: (progress: LoadProgress) => void,
): (report: StageReport) => void {
  let current = -1;
  let from = 0;
  let fraction = 0;
  let doneBytes = 0;
  return ({ progress, text }) => {
    const index = stages.findIndex(({ starts }) => text.startsWith(starts));
    const stage = stages[index];
    if (!stage || index < current) return;
    if (index > current) {
      current = index;
      from = fraction;
    }
    const left = stages.slice(index).reduce((sum, { share }) => sum + share, 0);
    // Its progress is a quotient of bytes and may be off by a rounding.
    const done = Math.min(1, Math.max(0, progress));
    fraction = Math.max(fraction, from + (1 - from) * (stage.share / left) * done);
    doneBytes = Math.max(doneBytes, index === 2 ? totalBytes : Math.round(totalBytes * done));
    onProgress({ phase: stage.phase, fraction, doneBytes, totalBytes });
  };
}
