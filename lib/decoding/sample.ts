import { fault, FaultError } from '../model/fault.ts';
import type { Sampling } from '../model/job.ts';

/** A source of uniform numbers in [0, 1). */
export type Draw = () => number;

// exp by table: the same digits in every browser (Math.exp may differ in the last bit between engines, and a link must
// give the same tokens everywhere), and several times faster over a vocabulary. 128 steps to one, first-order inside a
// step: relative error below 3.1e-5, far under what a draw can tell.
const STEPS = 128;
const RANGE = 32; // e^-32 times the vocabulary is below float32's resolution of the sum
const BUCKETS = STEPS * RANGE;
const powers = new Float64Array(BUCKETS + 1);
powers[0] = 1;
// Repeated multiplication instead of Math.exp, for the same reason; e^(-1/128) to double precision.
const STEP_FACTOR = 0.9922179382602435;
for (let i = 1; i <= BUCKETS; i++) powers[i] = (powers[i - 1] ?? 0) * STEP_FACTOR;

/** e^-x for x >= 0; 0 beyond the table. */
function expNegative(x: number): number {
  const position = x * STEPS;
  const bucket = Math.floor(position);
  if (bucket >= BUCKETS) return 0;
  return (powers[bucket] ?? 0) * (1 - (position - bucket) / STEPS);
}

/**
 * Chooses the next token of one row. Order: repetition penalty, temperature, top-k, top-p, min-p (as vLLM and
 * Transformers do: the cut-offs see the tempered distribution). Ties go to the smaller id.
 * @param logits of the whole vocabulary; changed in place by the penalty.
 * @param seen ids that the penalty applies to, each once.
 * @throws FaultError `internal` when the model gave no usable numbers.
 */
export function sampleToken(logits: Float32Array, sampling: Sampling, seen: Iterable<number>, draw: Draw): number {
  if (sampling.repetitionPenalty !== 1)
    for (const id of seen) {
      const value = logits[id] ?? 0;
      logits[id] = value > 0 ? value / sampling.repetitionPenalty : value * sampling.repetitionPenalty;
    }
  let best = 0;
  let top = -Infinity;
  for (let id = 0; id < logits.length; id++) {
    const value = logits[id] ?? 0;
    if (value > top) {
      top = value;
      best = id;
    }
  }
  if (!Number.isFinite(top)) throw new FaultError(fault('internal', 'The model gave no usable numbers.'));
  if (sampling.temperature <= 0 || sampling.topK === 1) return best;
  return draftAndDraw(logits, top, sampling, draw);
}

const mass = new Float64Array(BUCKETS);
const counts = new Uint32Array(BUCKETS);

function draftAndDraw(logits: Float32Array, top: number, sampling: Sampling, draw: Draw): number {
  // First pass: probability mass by bucket of distance from the top, so that only the survivors need sorting.
  const rate = STEPS / sampling.temperature;
  mass.fill(0);
  counts.fill(0);
  let total = 0;
  for (let id = 0; id < logits.length; id++) {
    const position = (top - (logits[id] ?? 0)) * rate;
    if (!(position < BUCKETS)) continue;
    const bucket = Math.floor(position);
    const weight = (powers[bucket] ?? 0) * (1 - (position - bucket) / STEPS);
    mass[bucket] = (mass[bucket] ?? 0) + weight;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    total += weight;
  }
  const wanted = sampling.topP * total;
  const enough = sampling.topK > 0 ? sampling.topK : Infinity;
  let last = 0;
  for (let sum = 0, count = 0; last < BUCKETS; last++) {
    sum += mass[last] ?? 0;
    count += counts[last] ?? 0;
    if (sum >= wanted || count >= enough) break;
  }
  const limit = last + 1;
  const ids: number[] = [];
  for (let id = 0; id < logits.length; id++) if ((top - (logits[id] ?? 0)) * rate < limit) ids.push(id);
  ids.sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);

  const weights: number[] = [];
  let kept = 0;
  // A nucleus keeps the token that reaches top-p; min-p is relative to the likeliest, whose weight is 1.
  for (const id of ids) {
    if (weights.length >= enough || kept >= wanted) break;
    const weight = expNegative((top - (logits[id] ?? 0)) / sampling.temperature);
    if (weight < sampling.minP) break;
    weights.push(weight);
    kept += weight;
  }
  let at = draw() * kept;
  for (let i = 0; i < weights.length; i++) {
    at -= weights[i] ?? 0;
    if (at < 0) return ids[i] ?? 0;
  }
  return ids[weights.length - 1] ?? ids[0] ?? 0;
}
