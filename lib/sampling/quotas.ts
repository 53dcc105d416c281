import { badInput } from '../model/fault.ts';
import { createRandom } from './random.ts';
import { sampleIndices } from './uniform.ts';

/** What a value was to bring, and what it could. */
export interface Shortfall {
  readonly value: string;
  readonly wanted: number;
  readonly got: number;
}

/**
 * Splits `count` (0 or more) over values by their shares (0 or more, they need not sum to 1): each value gets its share
 * rounded down, and what is left goes to the largest remainders; of equal ones, to the value that is listed first. All
 * zeros where no share is above zero. Throws a `bad-input` fault for a share that is negative or no number.
 */
export function splitCount(count: number, shares: readonly number[]): readonly number[] {
  if (shares.some((share) => !Number.isFinite(share) || share < 0)) throw badInput('A share is 0 or more.');
  const sum = shares.reduce((all, share) => all + share, 0);
  if (sum === 0) return shares.map(() => 0);
  const exact = shares.map((share) => (count * share) / sum);
  const counts = exact.map(Math.floor);
  const left = count - counts.reduce((all, n) => all + n, 0);
  const remainder = (i: number) => (exact[i] ?? 0) - (counts[i] ?? 0);
  const order = [...shares.keys()].filter((i) => shares[i] !== 0).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const i of order.slice(0, left)) counts[i] = (counts[i] ?? 0) + 1;
  return counts;
}

/** What one value brings to a sample. */
export interface QuotaDraw {
  readonly value: string;
  readonly wanted: number;
  /** In the order they are taken: the first `wanted` of those that the caller does not leave out. */
  readonly positions: readonly number[];
}

/**
 * Draws of the positions 0 to codes.length - 1 to quotas over their codes, to be joined by `joinQuotas`. Within a value
 * each position is as likely as any other, and a draw with a larger quota begins with the smaller one.
 *
 * @param codes what each position has; positions with a code that is no index into `values` are never drawn
 * @param values names of the codes 0, 1, …; how they are numbered does not matter for what is drawn
 * @param shares by name; a value without a share is not drawn
 * @param spare how many more to draw of each value, for those that the caller leaves out
 */
export function drawQuotas(
  codes: ArrayLike<number>,
  values: readonly string[],
  shares: Readonly<Record<string, number>>,
  count: number,
  seed: number,
  spare: number,
): readonly QuotaDraw[] {
  const names = Object.keys(shares).sort(); // as one order for all callers
  const quotas = splitCount(
    count,
    names.map((name) => shares[name] ?? 0),
  );
  const of = positionsByCode(codes, values.length);
  return names.map((value, i) => {
    const wanted = quotas[i] ?? 0;
    const there = of[values.indexOf(value)] ?? [];
    // A seed of its own, so that another value's quota does not disturb this one.
    const drawn = sampleIndices(there.length, wanted === 0 ? 0 : wanted + spare, `quota/1\n${seed}\n${value}`, none);
    return { value, wanted, positions: drawn.map((at) => there[at] ?? 0) };
  });
}

/**
 * Joins draws to one sample in an order that favours no value, so that the start of it can stand for the whole. A value
 * that has too few gives all it has; nothing is put in the place of the rest.
 */
export function joinQuotas(
  draws: readonly QuotaDraw[],
  seed: number,
  leftOut: (position: number) => boolean = () => false,
): { readonly positions: readonly number[]; readonly short: readonly Shortfall[] } {
  const joined: number[] = [];
  const short: Shortfall[] = [];
  for (const { positions, value, wanted } of draws) {
    const taken = positions.filter((at) => !leftOut(at)).slice(0, wanted);
    for (const at of taken) joined.push(at);
    if (taken.length < wanted) short.push({ value, wanted, got: taken.length });
  }
  shuffle(joined, `quota/1\n${seed}`);
  return { positions: joined, short };
}

const none: ReadonlySet<number> = new Set();

function positionsByCode(codes: ArrayLike<number>, values: number): readonly number[][] {
  const of: number[][] = Array.from({ length: values }, () => []);
  for (let i = 0; i < codes.length; i += 1) of[codes[i] ?? -1]?.push(i);
  return of;
}

function shuffle(items: number[], seed: string): void {
  const random = createRandom(seed);
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [items[i], items[j]] = [items[j] ?? 0, items[i] ?? 0];
  }
}
