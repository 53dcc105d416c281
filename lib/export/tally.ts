/** Counts things that say the same, in the order in which they came first. */
export class Tally<T> {
  private readonly counts = new Map<string, { readonly what: T; count: number }>();

  add(what: T, count: number): void {
    const key = JSON.stringify(what);
    const known = this.counts.get(key);
    if (known) known.count += count;
    else this.counts.set(key, { what, count });
  }

  list(): readonly (readonly [what: T, count: number])[] {
    return [...this.counts.values()].map(({ what, count }) => [what, count]);
  }
}
