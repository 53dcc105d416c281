/**
 * The mean of a text's token vectors, of length 1; zeros where the mean is zero.
 * @param states token vectors one after the other; the text has `tokens` of them from number `first` on.
 */
export function poolMean(
  states: Float32Array,
  first: number,
  tokens: number,
  dimensions: number,
  into: Float32Array,
  at: number,
): void {
  into.fill(0, at, at + dimensions);
  for (let token = first; token < first + tokens; token++) {
    const from = token * dimensions;
    for (let d = 0; d < dimensions; d++) into[at + d] = (into[at + d] ?? 0) + (states[from + d] ?? 0);
  }
  // The length goes anyway, so the sum need not be divided first.
  toUnit(into, at, dimensions);
}

/** Divides a vector by its length, in place; zeros stay. */
export function toUnit(vectors: Float32Array, at: number, dimensions: number): void {
  let sum = 0;
  for (let i = at; i < at + dimensions; i++) sum += (vectors[i] ?? 0) ** 2;
  if (sum === 0) return;
  const scale = 1 / Math.sqrt(sum);
  for (let i = at; i < at + dimensions; i++) vectors[i] = (vectors[i] ?? 0) * scale;
}
