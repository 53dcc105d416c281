import type { GenerateJob } from '../../../lib/model/job.ts';
import { askJob } from './jobs.ts';
import type { FirstTexts } from './world.ts';

/** A prompt beyond SmolLM2's 8,192 tokens, whatever context an engine gives it. */
export function overflowing(id: string): GenerateJob {
  return askJob(id, 'word '.repeat(9000));
}

/**
 * The likelihoods of the first token after `DRAW_PREFIX`, by the float32 forward pass of
 * `models/smollm2-135m/chorus/make_fixtures.py` over the Q4_1 weights.
 */
export const smollm2FirstTexts: FirstTexts = new Map([
  [' both', 0.1475],
  [' birds', 0.133],
  [' cats', 0.1319],
  [' all', 0.1118],
  [' fish', 0.1051],
  [' a', 0.0665],
  [' dogs', 0.048],
  [' the', 0.0266],
  [' animals', 0.0259],
  [' to', 0.0232],
  [' everything', 0.0191],
]);
