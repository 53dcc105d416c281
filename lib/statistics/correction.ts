/**
 * Holm's step-down correction: p-values of several comparisons, raised so that the chance of even one false finding among
 * all stays below the level, whatever their dependence. @returns in the order given
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const out = new Array<number>(values.length).fill(1);
  let before = 0;
  order.forEach((index, rank) => {
    before = Math.max(before, Math.min(1, (values.length - rank) * (values[index] ?? 1)));
    out[index] = before;
  });
  return out;
}
