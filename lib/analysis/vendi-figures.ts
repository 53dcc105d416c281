import { countOf, type Vectors } from '../metrics/cosine.ts';
import { eigenvalues } from '../metrics/eigen.ts';
import type { PairMatrix } from '../metrics/pairs.ts';
import { scoresOf, vendi } from '../metrics/vendi.ts';
import type { MetricId } from '../model/experiment-result.ts';
import type { Figure } from '../statistics/compare.ts';
import { DIRECTIONS, LeadingDirections } from './leading.ts';

/** Orders of the Vendi Score. */
export const vendiMetrics: Readonly<Partial<Record<MetricId, number>>> = {
  'vendi-0.5': 0.5,
  'vendi-1': 1,
  'vendi-2': 2,
  'vendi-inf': Infinity,
};

const orders = Object.values(vendiMetrics);

/** The Vendi Score of any subset of some vectors: as it is shown, and near it for many draws. */
export class VendiFigures {
  private leading: LeadingDirections | null = null;
  private readonly known = new Map<string, readonly number[]>();

  constructor(
    private readonly vectors: Vectors,
    /** Their cosines, computed at the first call. */
    private readonly pairs: () => PairMatrix,
  ) {}

  exact(order: number): Figure {
    return (among) => {
      if (among.length === 0) return NaN;
      // All orders come of the same eigenvalues, and those of a thousand texts take a while.
      const key = among.join();
      let scores = this.known.get(key);
      if (scores === undefined) this.known.set(key, (scores = vendi(this.vectors, orders, among)));
      return scores[orders.indexOf(order)] ?? NaN;
    };
  }

  /** The exact score of few texts, by their cosines; by the leading directions of many. */
  quick(order: number): Figure {
    return (among) => {
      const n = among.length;
      if (n === 0) return NaN;
      const values = n <= DIRECTIONS ? eigenvalues(this.similarity(among), n) : this.directions().eigenvalues(among);
      return scoresOf(values, [order])[0] ?? NaN;
    };
  }

  private directions(): LeadingDirections {
    this.leading ??= new LeadingDirections(this.vectors, Math.min(DIRECTIONS, countOf(this.vectors)));
    return this.leading;
  }

  private similarity(among: readonly number[]): Float64Array {
    const n = among.length;
    const pairs = this.pairs();
    const matrix = new Float64Array(n * n);
    among.forEach((a, i) => {
      matrix[i * n + i] = 1 / n;
      for (let j = 0; j < i; j++) matrix[i * n + j] = matrix[j * n + i] = pairs.get(a, among[j] ?? 0) / n;
    });
    return matrix;
  }
}
