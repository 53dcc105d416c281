import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArmId, armKinds, type TrialPlace } from '../model/experiment.ts';
import {
  armOf,
  calibrationTrials,
  dependsOn,
  LISTED,
  PER_CALL,
  placeKey,
  planTrials,
  requestOf,
  trialId,
  trialSeed,
  WAVE,
} from './plan.ts';
import { armsOf, experiment, other, small, specOf } from './spec.test-help.ts';

const specs = fc
  .record({
    kinds: fc.subarray([...armKinds], { minLength: 2 }),
    n: fc.integer({ min: 4, max: 30 }),
    models: fc.constantFrom([small], [small, other]),
    solves: fc.integer({ min: 0, max: 3 }),
    seed: fc.nat(2 ** 31 - 1),
  })
  .map(({ kinds, seed, ...rest }) =>
    specOf({ ...rest, arms: armsOf(...kinds), settings: { ...specOf().settings, seed } }),
  );

// Plans of hundreds of calls each.
const runs = { numRuns: 30 };

describe('planTrials', () => {
  it('has one call for each answer, one for five of a list, and those of each solution', () => {
    const count = (part: Parameters<typeof specOf>[0]) => planTrials(specOf(part)).length;
    expect(count({ arms: armsOf('control', 'hub'), n: 30 })).toBe(60);
    expect(count({ arms: armsOf('control', 'verbalized'), n: 31 })).toBe(31 + 7);
    expect(count({ arms: armsOf('control', 'hub'), n: 30, models: [small, other] })).toBe(120);
    expect(count({ arms: armsOf('control', 'verbalized'), n: 30, solves: 3 })).toBe(30 + 6 + 2 * 10 * 3);
    expect(count({ arms: armsOf('control', 'hub'), n: 4, solves: 3 })).toBe(8 + 2 * 4 * 3);
  });

  it('solves math problems alone', () => {
    expect(planTrials(specOf({ arms: armsOf('control', 'hub'), n: 4, solves: 3 }, 'npc'))).toHaveLength(8);
  });

  it('names every call once and asks nothing before what it needs', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const seen = new Set<string>();
        for (const place of planTrials(spec)) {
          const ready = dependsOn(spec, place).every((before) => seen.has(placeKey(before)));
          if (!ready || seen.has(placeKey(place))) return false;
          seen.add(placeKey(place));
        }
        return true;
      }),
      runs,
    );
  });

  it('is balanced wherever it is cut: arms of a model differ by the answers of one call', () => {
    fc.assert(
      fc.property(specs, fc.double({ min: 0, max: 1, noNaN: true }), (spec, cut) => {
        const plan = planTrials(spec);
        const asked = plan.slice(0, Math.floor(cut * plan.length)).filter(({ solve }) => solve === null);
        const model = asked.at(-1)?.model ?? 0;
        const counts = spec.arms.map((arm) => {
          const calls = asked.filter((place) => place.arm === arm.id && place.model === model).length;
          return arm.kind === 'verbalized' ? Math.min(spec.n, calls * PER_CALL) : calls;
        });
        const single = counts.filter((_, i) => spec.arms[i]?.kind !== 'verbalized');
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(PER_CALL);
        if (single.length > 0) expect(Math.max(...single) - Math.min(...single)).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });

  it('keeps the order of what was there when more answers are asked for', () => {
    fc.assert(
      fc.property(specs, fc.integer({ min: 1, max: 20 }), (spec, more) => {
        const before = planTrials(spec).map(placeKey);
        const here = new Set(before);
        const grown = planTrials({ ...spec, n: spec.n + more }).map(placeKey);
        expect(grown.filter((key) => here.has(key))).toEqual(before);
      }),
      runs,
    );
  });

  it('lets no arm always be the first of its round', () => {
    const spec = specOf({ arms: armsOf('control', 'hot', 'hub'), n: 60 });
    const first = planTrials(spec).filter((_, i) => i % 3 === 0);
    for (const { id } of spec.arms) {
      const share = first.filter(({ arm }) => arm === id).length;
      expect(share).toBeGreaterThan(8);
    }
  });
});

describe('calibrationTrials', () => {
  it('are the first answer of each arm on each model', () => {
    const spec = specOf({ models: [small, other], solves: 2 });
    const places = calibrationTrials(spec);
    expect(places).toHaveLength(2 * armKinds.length);
    for (const place of places) expect(place).toMatchObject({ index: 0, solve: null });
  });
});

describe('trialSeed', () => {
  it('is the same for all arms and models, and differs by index, solution and run', () => {
    const seeds = new Set<number>();
    for (const runSeed of [1, 2])
      for (let index = 0; index < 50; index += 1)
        for (const solve of [null, 0, 1]) seeds.add(trialSeed(runSeed, { index, solve }));
    expect(seeds.size).toBe(300);
    for (const seed of seeds) expect(seed > 0 && seed < 2 ** 31 && Number.isInteger(seed)).toBe(true);
  });

  it('stays what it was: old experiments are made again with it', () => {
    expect([
      trialSeed(1, { index: 0, solve: null }),
      trialSeed(1, { index: 0, solve: 0 }),
      trialSeed(7, { index: 29, solve: null }),
    ]).toMatchInlineSnapshot(`
      [
        540799295,
        1827882305,
        241825693,
      ]
    `);
  });
});

describe('places', () => {
  const [control, list, notThese] = ['control', 'verbalized', 'not-these'] as ArmId[] as [ArmId, ArmId, ArmId];
  const spec = specOf({ arms: armsOf('control', 'verbalized', 'not-these'), n: 30 });
  const place = (arm: ArmId, index: number, solve: number | null = null): TrialPlace => ({
    arm,
    model: 0,
    index,
    solve,
  });

  it('have an id within the experiment', () => {
    expect(trialId(experiment, place(control, 3))).toBe('e/control/0/3');
    expect(trialId(experiment, place(control, 3, 1))).toBe('e/control/0/3/1');
  });

  it('of a list stand at the first of its answers', () => {
    expect(requestOf(armOf(spec, list), { model: 0, index: 9 })).toEqual(place(list, 5));
    expect(dependsOn(spec, place(list, 9, 0))).toEqual([place(list, 5)]);
  });

  it('of "not these" know the latest answers of earlier waves', () => {
    expect(dependsOn(spec, place(notThese, WAVE - 1))).toEqual([]);
    expect(dependsOn(spec, place(notThese, WAVE)).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    const last = dependsOn(spec, place(notThese, 29)).map(({ index }) => index);
    expect(last).toHaveLength(LISTED);
    expect(last.at(-1)).toBe(23);
    expect(dependsOn(spec, place(control, 29))).toEqual([]);
  });

  it('of an unknown arm are refused', () => {
    expect(() => armOf({ arms: [] }, control)).toThrow('There is no arm control.');
  });
});
