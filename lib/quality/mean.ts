import type { Estimate } from '../model/experiment-result.ts';
import type { Random } from '../sampling/random.ts';
import { halfSampleInterval } from '../statistics/compare.ts';

/** Enough that the spread of halves is known within some percent. */
const ROUNDS = 400;

/** A mean of values from 0 to 1 with its interval by half-samples; values of one key are left out together. */
export function meanWithInterval(values: readonly number[], random: Random, keys: readonly string[] = []): Estimate {
  if (values.length === 0) return { value: null, low: null, high: null, n: 0 };
  const clusters = new Map<string, number[]>();
  values.forEach((_, i) => {
    const key = keys[i] ?? String(i);
    clusters.set(key, [...(clusters.get(key) ?? []), i]);
  });
  const mean = (among: readonly number[]) => among.reduce((sum, i) => sum + (values[i] ?? 0), 0) / among.length;
  const { value, low, high } = halfSampleInterval(mean, [...clusters.values()], null, ROUNDS, random);
  return { value, low: bounded(low), high: bounded(high), n: values.length };
}

/** A share lies between 0 and 1 whatever the spread says. */
const bounded = (x: number): number | null => (Number.isNaN(x) ? null : Math.min(1, Math.max(0, x)));
