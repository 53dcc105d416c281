import { describe, expect, it } from 'vitest';
import { plantedKinds } from '../../model/dedup.ts';
import { measurePlanted } from './measure.ts';
import { bundledTexts } from './bundled.ts';
import { plant } from './plant.ts';

describe('measurePlanted', () => {
  it('asks each method once and sorts its answers by kind', async () => {
    const planted = plant(bundledTexts, 8, 3);
    let asked = 0;
    const equal = (a: readonly string[], b: readonly string[]) => {
      asked += 1;
      return Promise.resolve(
        Float32Array.from(a, (text, i) => (text.toLowerCase() === b[i]?.toLowerCase() ? 1 : 0.25)),
      );
    };
    const results = await measurePlanted(planted, [equal, equal]);
    expect(asked).toBe(2);
    expect(results.map(({ kind }) => kind)).toEqual(plantedKinds);
    for (const { kind, planted: count, similarities, example, bundled } of results) {
      const of = planted.filter((pair) => pair.kind === kind);
      expect([count, similarities.map(({ length }) => length)]).toEqual([of.length, [of.length, of.length]]);
      expect(similarities[0]).toEqual(similarities[1]);
      expect(example).toEqual([of[0]?.original, of[0]?.text]);
      expect(bundled).toBe(of.filter((pair) => pair.bundled).length);
    }
  });

  it('has empty results for nothing planted', async () => {
    const results = await measurePlanted([], [() => Promise.resolve(new Float32Array())]);
    expect(results.every(({ planted, example }) => planted === 0 && example === null)).toBe(true);
  });
});
