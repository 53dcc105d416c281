import { makeRatio, type Measured, type Ratio, type Result } from './report.ts';

interface Kept {
  readonly unit: string;
  readonly byRound: Map<number, number>;
}

/** The middle value; of two middle ones their mean. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  return Number.isInteger(half) ? ((sorted[half - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/**
 * What was measured, by name and round. A ratio is the median of the rounds' own ratios: its two sides were measured
 * one soon after the other, so that a machine that slows down for a minute slows both.
 */
export class Samples {
  private readonly kept = new Map<string, Kept>();
  private readonly ratios: Ratio[] = [];

  add(round: number, name: string, value: number, unit: string): void {
    const kept = this.kept.get(name) ?? { unit, byRound: new Map<number, number>() };
    if (!this.kept.has(name)) this.kept.set(name, kept);
    if (Number.isFinite(value)) kept.byRound.set(round, value);
  }

  /** Left out where no round has both sides. */
  ratio(name: string, top: string, bottom: string, goal: number, atLeast = true): void {
    const tops = this.kept.get(top)?.byRound;
    const bottoms = this.kept.get(bottom)?.byRound;
    const pairs = [...(tops ?? [])].flatMap(([round, value]) => {
      const other = bottoms?.get(round);
      return other ? [value / other] : [];
    });
    if (pairs.length > 0) this.ratios.push(makeRatio(name, median(pairs), goal, atLeast));
  }

  /** One figure against a limit of its own unit. */
  limit(name: string, of: string, goal: number, atLeast = false): void {
    const value = median([...(this.kept.get(of)?.byRound.values() ?? [])]);
    if (Number.isFinite(value)) this.ratios.push(makeRatio(name, value, goal, atLeast));
  }

  measured(): Measured {
    const results = [...this.kept].flatMap(([name, { unit, byRound }]): Result[] =>
      byRound.size === 0 ? [] : [{ name, n: byRound.size, value: median([...byRound.values()]), unit }],
    );
    return { results, ratios: this.ratios };
  }
}
