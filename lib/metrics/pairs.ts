/** A symmetric measure of all pairs of n things, each once. */
export class PairMatrix {
  readonly values: Float64Array;

  constructor(readonly n: number) {
    this.values = new Float64Array((n * (n - 1)) / 2);
  }

  /** @param a below b */
  private at(a: number, b: number): number {
    return a * this.n - (a * (a + 1)) / 2 + b - a - 1;
  }

  get(a: number, b: number): number {
    return this.values[a < b ? this.at(a, b) : this.at(b, a)] ?? NaN;
  }

  set(a: number, b: number, value: number): void {
    this.values[a < b ? this.at(a, b) : this.at(b, a)] = value;
  }

  /** Mean over all pairs, or those within a subsample; NaN below two things. */
  mean(among: readonly number[] | null = null): number {
    if (among === null) return this.values.reduce((sum, value) => sum + value, 0) / this.values.length;
    let sum = 0;
    among.forEach((a, i) => {
      for (let j = i + 1; j < among.length; j++) sum += this.get(a, among[j] ?? 0);
    });
    return sum / ((among.length * (among.length - 1)) / 2);
  }

  /** For each thing (of the subsample) the greatest value with another one. */
  greatest(among: readonly number[] | null = null): Float64Array {
    const things = among ?? Array.from({ length: this.n }, (_, i) => i);
    const out = new Float64Array(things.length).fill(-Infinity);
    things.forEach((a, i) => {
      for (let j = i + 1; j < things.length; j++) {
        const value = this.get(a, things[j] ?? 0);
        if (value > (out[i] ?? 0)) out[i] = value;
        if (value > (out[j] ?? 0)) out[j] = value;
      }
    });
    return out;
  }
}
