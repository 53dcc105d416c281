import type { AnalysisAsk, AnalysisWorld } from '../../lib/analysis/analyse.ts';
import type { ExperimentResult } from '../../lib/model/experiment-result.ts';
import type { DetectLanguage } from '../../lib/personas/attribution/text-language.ts';
import type { MeasureProgress } from '../../lib/protocol/measure.ts';

/** What the measure worker stands on; a test gives its own. */
export interface MeasureWorld {
  readonly analyse: (ask: AnalysisAsk, world: AnalysisWorld) => Promise<ExperimentResult>;
  readonly emit: (progress: MeasureProgress) => void;
  /** Lets waiting calls in between two pieces of long work. */
  readonly breathe: () => Promise<void>;
  /** Milliseconds of a clock that never falls. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly date: () => number;
  /** Fetched once there is something to analyse; may reject. */
  readonly loadDetector: () => Promise<DetectLanguage>;
}
