import { countOf, type Vectors } from '../metrics/cosine.ts';
import type { PairMatrix } from '../metrics/pairs.ts';
import type { Similarity } from '../model/experiment-result.ts';
import { createRandom } from '../sampling/random.ts';
import { halfSampleInterval } from '../statistics/compare.ts';

/** Shown at most: more points would cover each other. */
const POINTS = 400;
/** Fewer personas have too few pairs for a line. */
const LEAST_PERSONAS = 6;
/** Each looks at a quarter of all pairs: half a million at a thousand answers. */
const ROUNDS = 60;

/**
 * Similarity of answers against similarity of what stood in the persona's place, over all pairs of answers with different
 * ones: points drawn at random, a line by least squares, Pearson's r. Pairs share their answers, so intervals leave
 * personas out, not pairs. Null with fewer than six of them.
 *
 * @param answers cosines of the answers @param personas vectors of the different personas @param of which persona each
 * answer was asked for
 */
export function similarityOf(
  answers: PairMatrix,
  personas: Vectors,
  of: readonly number[],
  seed: string,
): Similarity | null {
  const clusters = Array.from({ length: countOf(personas) }, (_, persona) =>
    [...of.keys()].filter((answer) => of[answer] === persona),
  ).filter((list) => list.length > 0);
  if (clusters.length < LEAST_PERSONAS) return null;
  const cosine = cosinesOf(personas);
  const pairsAmong = function* (among: readonly number[]) {
    for (const [i, a] of among.entries())
      for (const b of among.slice(i + 1)) {
        const [left, right] = [of[a] ?? 0, of[b] ?? 0];
        if (left !== right) yield [cosine(left, right), answers.get(a, b)] as const;
      }
  };
  const line = (among: readonly number[]) => fit(pairsAmong(among));
  const all = line([...of.keys()]);
  const points = drawn(pairsAmong([...of.keys()]), all.pairs, createRandom(`${seed}/points`));
  const estimate = (part: 'slope' | 'r') => {
    const random = createRandom(`${seed}/${part}`);
    const { value, low, high } = halfSampleInterval((among) => line(among)[part], clusters, null, ROUNDS, random);
    const known = (x: number) => (Number.isFinite(x) ? x : null);
    return { value: known(value), low: known(low), high: known(high), n: of.length };
  };
  const r = estimate('r');
  const inside = (x: number | null) => (x === null ? null : Math.max(-1, Math.min(1, x)));
  return {
    points,
    pairs: all.pairs,
    slope: estimate('slope'),
    intercept: Number.isFinite(all.intercept) ? all.intercept : 0,
    r: { ...r, low: inside(r.low), high: inside(r.high) },
  };
}

function cosinesOf({ values, dimensions: d }: Vectors): (a: number, b: number) => number {
  const n = values.length / d;
  const table = new Float64Array(n * n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b < a; b++) {
      let sum = 0;
      for (let i = 0; i < d; i++) sum += (values[a * d + i] ?? 0) * (values[b * d + i] ?? 0);
      table[a * n + b] = table[b * n + a] = sum;
    }
  return (a, b) => table[a * n + b] ?? NaN;
}

/** Least squares and Pearson's r of [x, y], by running means (Welford), which lose no digits. */
function fit(pairs: Iterable<readonly [number, number]>) {
  let [n, meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (const [x, y] of pairs) {
    n++;
    const dx = x - meanX;
    const dy = y - meanY;
    meanX += dx / n;
    meanY += dy / n;
    xx += dx * (x - meanX);
    yy += dy * (y - meanY);
    xy += dx * (y - meanY);
  }
  const slope = xy / xx;
  return { pairs: n, slope, intercept: meanY - slope * meanX, r: xy / Math.sqrt(xx * yy) };
}

/** Some of them, each with the same chance, in their order. */
function drawn<T>(things: Iterable<T>, count: number, random: { below(n: number): number }): T[] {
  const out: T[] = [];
  let left = count;
  let wanted = Math.min(POINTS, count);
  for (const thing of things) {
    if (wanted > 0 && random.below(left) < wanted) {
      out.push(thing);
      wanted--;
    }
    left--;
  }
  return out;
}
