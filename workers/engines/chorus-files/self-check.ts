import type { DecoderModel } from '../../../lib/decoding/model-port.ts';
import { unsupported } from './hub-io.ts';

/** What a model makes of rows of different lengths in one batch, against each row alone. */
export type RowsCheck =
  /** The same to the last bit. */
  | 'exact'
  /** The same but for rounding. */
  | 'close'
  /** Something else: rows must take turns. */
  | 'apart';

// Greedy steps after the prompts: the cache is read, written and read again, and the check stays under a second where a
// step takes some ten milliseconds.
const STEPS = 8;
// Root mean squares of differences, in units of the logits' own spread; logits that have nothing to do with each other
// are 1.4 apart. A float's rounding gives a thousandth, 16 bits some hundredths; one scale for the activations of all rows
// gives tenths, which is another answer.
const CLOSE = 0.05;
const BROKEN = 1;

/**
 * Computes the prompts one by one and as one batch. Both are fed the tokens that a row alone prefers, so that one close
 * choice does not make all that follows differ.
 * @param prompts token ids of different lengths, each at least 2.
 * @param width how many rows at most are wanted together; 1 checks single rows only.
 * @throws FaultError `model-unsupported` when even single rows come out wrong.
 */
export async function checkRows(
  model: DecoderModel,
  prompts: readonly (readonly number[])[],
  width: number,
): Promise<RowsCheck> {
  const longest = Math.max(...prompts.map((prompt) => prompt.length)) + STEPS;
  const alone: { readonly tokens: readonly number[]; readonly logits: readonly Float32Array[] }[] = [];
  for (const prompt of prompts) {
    model.reserve(1, longest, []);
    alone.push(await greedy(model, prompt));
  }
  const [prompt = []] = prompts;
  model.reserve(1, longest, []);
  const whole = await model.prefill(0, prompt, 0);
  // Prompts are computed in pieces: what a piece finds in the cache must be what one run over all would have made.
  if (difference(alone[0]?.logits[0] ?? whole, whole) > BROKEN) throw unsupported('its cache cannot be extended');
  const rows = Math.min(width, prompts.length);
  if (rows < 2) return 'exact';

  model.reserve(rows, longest, []);
  let worst = 0;
  const compare = (row: number, step: number, logits: Float32Array) => {
    worst = Math.max(worst, difference(alone[row]?.logits[step] ?? logits, logits));
  };
  for (let row = 0; row < rows; row++) compare(row, 0, await prefill(model, row, prompts[row] ?? []));
  const lengths = prompts.slice(0, rows).map((ids) => ids.length);
  for (let step = 0; step + 1 < STEPS; step++) {
    const logits = await model.decode(
      alone.slice(0, rows).map(({ tokens }) => tokens[step] ?? 0),
      lengths.map((length) => length + step),
    );
    for (let row = 0; row < rows; row++)
      compare(row, step + 1, logits.subarray(row * model.vocab, (row + 1) * model.vocab));
  }
  return worst === 0 ? 'exact' : worst <= CLOSE ? 'close' : 'apart';
}

async function greedy(model: DecoderModel, prompt: readonly number[]) {
  const tokens: number[] = [];
  const kept: Float32Array[] = [];
  let logits = await prefill(model, 0, prompt);
  for (;;) {
    if (!isSound(logits)) throw unsupported('its numbers come out wrong on this device');
    kept.push(logits.slice());
    tokens.push(likeliest(logits));
    if (tokens.length === STEPS) return { tokens, logits: kept };
    logits = await model.decode(tokens.slice(-1), [prompt.length + tokens.length - 1]);
  }
}

/** In two pieces, as the scheduler computes a prompt behind a shared start. */
async function prefill(model: DecoderModel, slot: number, prompt: readonly number[]): Promise<Float32Array> {
  const half = prompt.length >> 1;
  await model.prefill(slot, prompt.slice(0, half), 0);
  return model.prefill(slot, prompt.slice(half), half);
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if ((logits[id] ?? 0) > (logits[best] ?? 0)) best = id;
  return best;
}

/** Finite, and not the same for every token. */
function isSound(logits: Float32Array): boolean {
  return logits.every((logit) => Number.isFinite(logit)) && logits.some((logit) => logit !== logits[0]);
}

/** Root mean square of b - a in units of a's standard deviation; infinite where b is no number. */
function difference(a: Float32Array, b: Float32Array): number {
  const mean = a.reduce((sum, value) => sum + value, 0) / a.length;
  let apart = 0;
  let spread = 0;
  for (let i = 0; i < a.length; i++) {
    const value = a[i] ?? 0;
    apart += ((b[i] ?? 0) - value) ** 2;
    spread += (value - mean) ** 2;
  }
  return Number.isNaN(apart) ? Infinity : Math.sqrt(apart / spread);
}
