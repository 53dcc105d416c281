import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoadProgress } from '../../../lib/model/model-info.ts';
import { type StageReport, stagedProgress } from './load-progress.ts';

const fetching = (progress: number): StageReport => ({ progress, text: 'Fetching param cache[1/4]: 10MB fetched.' });
const loading = (progress: number): StageReport => ({ progress, text: 'Loading model from cache[1/4]: 10MB loaded.' });
const shaders = (progress: number): StageReport => ({ progress, text: 'Loading GPU shader modules[1/9]: 11%' });

function bar(reports: readonly StageReport[]): LoadProgress[] {
  const seen: LoadProgress[] = [];
  const report = stagedProgress(1000, (progress) => seen.push(progress));
  for (const each of reports) report(each);
  return seen;
}

describe('one bar from web-llm’s stages', () => {
  it('goes from 0 to 1 once over a fetch, a load and the shaders', () => {
    const seen = bar([
      { progress: 0, text: 'Start to fetch params' },
      ...[0.5, 1].map(fetching),
      ...[0.5, 1].map(loading),
      ...[0.5, 1].map(shaders),
      { progress: 1, text: 'Finish loading on WebGPU' },
    ]);
    expect(seen.map(({ fraction }) => Number(fraction.toFixed(3)))).toEqual([0.3, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(seen.map(({ phase }) => phase)).toEqual(['download', 'download', 'start', 'start', 'start', 'start']);
    expect(seen.map(({ doneBytes }) => doneBytes)).toEqual([500, 1000, 1000, 1000, 1000, 1000]);
  });

  it('starts at 0 when there is nothing to fetch', () => {
    expect(bar([loading(0.1), loading(1), shaders(1)]).map(({ fraction }) => fraction)).toEqual([0.05, 0.5, 1]);
  });

  it('never falls and stays within bounds, whatever is reported', () => {
    const report = fc
      .tuple(fc.constantFrom(fetching, loading, shaders), fc.double({ min: -1, max: 2, noNaN: true }))
      .map(([stage, progress]) => stage(progress));
    fc.assert(
      fc.property(fc.array(report), (reports) => {
        const seen = bar(reports);
        for (const [i, { fraction, doneBytes }] of seen.entries()) {
          expect(fraction).toBeGreaterThanOrEqual(seen[i - 1]?.fraction ?? 0);
          expect(doneBytes).toBeGreaterThanOrEqual(seen[i - 1]?.doneBytes ?? 0);
          expect(fraction).toBeLessThanOrEqual(1);
          expect(doneBytes).toBeLessThanOrEqual(1000);
        }
      }),
    );
  });
});
