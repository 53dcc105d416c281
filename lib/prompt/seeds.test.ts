import { describe, expect, it } from 'vitest';
import type { PersonaId } from '../model/ids.ts';
import type { Column } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { cellSeed, columnSeedKey } from './seeds.ts';

const control: Column = { kind: 'control', model: null, settings: null };
const voice = (id: string): Column => ({
  kind: 'persona',
  persona: { id: id as PersonaId, text: id, labels: {}, shard: null },
  model: null,
  settings: null,
});

describe('cellSeed', () => {
  it('stays what it is: links depend on it', () => {
    const seeds = [
      cellSeed(0, 'control', 0, 0, 0),
      cellSeed(7, '0123456789ABCDEF', 0, 0, 0),
      cellSeed(2 ** 31 - 1, '0123456789ABCDEF', 1, 2, 3),
    ];
    expect(seeds).toEqual([1427283879, 716998362, 1263915935]);
  });

  it('changes with each part, and two parts never trade places', () => {
    const all = [];
    for (const key of ['control', 'A', 'B']) {
      for (let i = 0; i < 81; i += 1) {
        all.push(cellSeed(Math.floor(i / 27), key, Math.floor(i / 9) % 3, Math.floor(i / 3) % 3, i % 3));
      }
    }
    expect(new Set(all).size).toBe(243);
  });

  it('is spread evenly over 1 to 2^31 - 1 for small run seeds', () => {
    const bins = new Array<number>(64).fill(0);
    for (let run = 0; run < 4096; run += 1) {
      const seed = cellSeed(run, 'control', 0, 0, 0);
      expect(Number.isInteger(seed) && seed >= 1 && seed < 2 ** 31).toBe(true);
      const bin = Math.floor(seed / 2 ** 25);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 64) ** 2 / 64, 0);
    // 63 degrees of freedom: between the 0.1% and the 99.9% points.
    expect(chiSquare).toBeGreaterThan(32);
    expect(chiSquare).toBeLessThan(104);
  });
});

describe('columnSeedKey', () => {
  it('counts a persona’s columns, not places', () => {
    const columns = [voice('A'), control, voice('B'), voice('A')];
    const spec = { columns, settings: defaultSettings, model: { engine: 'scripted', model: 'm', name: 'M' } } as const;
    expect(columns.map((_, i) => columnSeedKey(spec, i))).toEqual([
      { key: 'A', occurrence: 0 },
      { key: 'control', occurrence: 0 },
      { key: 'B', occurrence: 0 },
      { key: 'A', occurrence: 1 },
    ]);
    expect(() => columnSeedKey(spec, 4)).toThrow(RangeError);
  });
});
