import { describe, expect, it } from 'vitest';
import { Meter } from './meter.ts';

describe('Meter', () => {
  it('says nothing at first, then the rate of the last seconds', () => {
    const meter = new Meter();
    meter.at(0, 0, 0);
    meter.at(400, 400, 4_000);
    expect(meter.rowsPerSecond).toBeNull();
    expect(meter.secondsLeft(10_000)).toBeNull();
    meter.at(1_000, 1_000, 10_000);
    expect(meter.rowsPerSecond).toBe(1_000);
    expect(meter.secondsLeft(20_000)).toBe(2);
    expect(meter.secondsLeft(-5)).toBe(0);
    expect(meter.secondsLeft(null)).toBeNull();
    // Ten times slower: the fast second is forgotten after a while.
    for (let now = 2_000; now <= 12_000; now += 100) meter.at(now, now / 10 + 900, now + 9_000);
    expect(meter.rowsPerSecond).toBe(100);
    expect(meter.secondsLeft(1_000)).toBe(1);
  });

  it('knows no time left where nothing moves', () => {
    const meter = new Meter();
    meter.at(0, 5, 5);
    meter.at(2_000, 5, 5);
    expect(meter.rowsPerSecond).toBe(0);
    expect(meter.secondsLeft(10)).toBeNull();
  });
});
