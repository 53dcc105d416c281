import { analyse } from '../lib/analysis/analyse.ts';
import type { MeasureProgress, MeasureWorkerApi } from '../lib/protocol/measure.ts';
import { createMeasureCore } from './measure/core.ts';
import { createBreathe, serve } from './serve.ts';
import { loadDetector } from './shards/labelling/detect-language.ts';

/** Wiring only: the analysis of experiments. It reads no database and asks no host; its answers are computed from what it is given. */
let listener: ((progress: MeasureProgress) => void) | null = null;

const core = createMeasureCore({
  analyse,
  emit: (progress) => listener?.(progress),
  breathe: createBreathe(),
  now: () => performance.now(),
  date: () => Date.now(),
  loadDetector,
});

const api: MeasureWorkerApi = { ...core, connect: (onProgress) => void (listener = onProgress) };

void serve(api);
