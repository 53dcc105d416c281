import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { armKinds } from '../model/experiment.ts';
import { armFacts, armKey, armLabel, defaultArms, newArm } from './facts.ts';
import { armsOf, specOf } from './spec.test-help.ts';

describe('armFacts', () => {
  it('tells the kinds apart and orders them, those with personas last', () => {
    const all = armKinds.map((kind) => armFacts[kind]);
    expect(new Set(all.map(({ name }) => name)).size).toBe(armKinds.length);
    expect(all.map(({ cheap }) => cheap).sort()).toEqual([...armKinds.keys()]);
    const dearest = Math.max(...all.filter(({ conditioned }) => !conditioned).map(({ cheap }) => cheap));
    for (const { conditioned, cheap } of all) expect(cheap > dearest).toBe(conditioned);
  });
});

describe('armLabel', () => {
  it('is the kind and what the arm sets for itself', () => {
    const [control, hub] = armsOf('control', 'hub');
    const arms =
      control && hub
        ? [
            { ...control, maxWords: 40 },
            { ...hub, temperature: 0.9 },
          ]
        : [];
    expect(arms.map((arm) => armLabel({ arms }, arm))).toEqual(['No persona (at most 40 words)', 'Hub (0.9)']);
  });

  it('is unique, even for arms that are the same', () => {
    const arm = fc.record({
      kind: fc.constantFrom(...armKinds),
      temperature: fc.constantFrom(null, 0.7, 1),
      maxWords: fc.constantFrom(null, 20),
    });
    fc.assert(
      fc.property(fc.array(arm, { maxLength: 12 }), (parts) => {
        const arms = parts.map((part, i) => ({ ...newArm(part.kind, []), ...part, id: `a${i}` as never }));
        expect(new Set(arms.map((one) => armLabel({ arms }, one))).size).toBe(arms.length);
      }),
    );
  });
});

describe('newArm', () => {
  it('never has the id or the request of another', () => {
    const spec = specOf();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...armKinds), { maxLength: 12 }), (kinds) => {
        const arms = armsOf(...kinds);
        expect(new Set(arms.map(({ id }) => id)).size).toBe(arms.length);
        const ofKind = armKinds.map((kind) => arms.filter((arm) => arm.kind === kind).slice(0, 4));
        for (const same of ofKind) expect(new Set(same.map((arm) => armKey(spec, arm))).size).toBe(same.length);
      }),
    );
  });

  it('begins with four arms', () => {
    expect(defaultArms().map(({ id, temperature }) => [id, temperature])).toEqual([
      ['control', null],
      ['hot', 1],
      ['verbalized', null],
      ['hub', null],
    ]);
  });
});
