/** Longer ones go to the engine's own sort: insertion takes time with the square of the length. A guess, not measured. */
const INSERTION = 48;

/** Sorts `numbers[from..to)`, ascending. */
export function sortTokens(numbers: Uint32Array, from: number, to: number): void {
  if (to - from > INSERTION) {
    numbers.subarray(from, to).sort();
    return;
  }
  for (let i = from + 1; i < to; i += 1) {
    const number = numbers[i] ?? 0;
    let k = i;
    while (k > from) {
      const before = numbers[k - 1] ?? 0;
      if (before <= number) break;
      numbers[k] = before;
      k -= 1;
    }
    numbers[k] = number;
  }
}
