import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import saved from './fixtures/experiment.v1.json' with { type: 'json' };
import { readKeptExperiment } from './read-experiment.ts';

type Fields = Record<string, unknown>;
const { experiment, trials } = saved;

/** A copy of the fixture with one value put at a path. */
function altered(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(saved) as unknown as Fields;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Fields;
  at[path.at(-1) ?? ''] = value;
  return copy;
}

const read = (kept: unknown) => {
  const { experiment: given, trials: of } = kept as { experiment: unknown; trials: unknown[] };
  return readKeptExperiment(given, of);
};

describe('an experiment from outside', () => {
  it('is read as it was written, without ids of servers', () => {
    const kept = readKeptExperiment(experiment, trials);
    expect(kept?.experiment.spec.models[1]).toEqual({ engine: 'endpoint', model: 'elsewhere:big', name: 'big' });
    expect(kept?.trials[2]?.by.model).toBe('elsewhere:big');
    expect(kept?.experiment.spec.hub).toEqual(experiment.spec.hub);
    expect(kept?.trials.slice(0, 2)).toEqual(trials.slice(0, 2));
    // Once more, it stays as it is.
    expect(readKeptExperiment(kept?.experiment, kept?.trials ?? [])).toEqual(kept);
  });

  it.each([
    [['experiment', 'version'], 2],
    [['experiment', 'id'], '../x'],
    [['experiment', 'reproduces'], 'a b'],
    [['experiment', 'createdAt'], 1e20],
    [['experiment', 'name'], 'x'.repeat(201)],
    [['experiment', 'spec', 'n'], 3],
    [['experiment', 'spec', 'n'], 1001],
    [['experiment', 'spec', 'n'], 5],
    [['experiment', 'spec', 'arms'], experiment.spec.arms.slice(0, 1)],
    [['experiment', 'spec', 'arms', 1, 'id'], 'control'],
    [['experiment', 'spec', 'arms', 1, 'kind'], 'telepathy'],
    [['experiment', 'spec', 'arms', 1, 'kind'], 'one-persona'],
    [['experiment', 'spec', 'arms', 1, 'temperature'], 3],
    [['experiment', 'spec', 'arms', 2, 'maxWords'], 9],
    [['experiment', 'spec', 'models'], []],
    [['experiment', 'spec', 'hand'], experiment.spec.hand.slice(1)],
    [['experiment', 'spec', 'hub', 0, 'text'], 'x'.repeat(1_000_001)],
    [['experiment', 'spec', 'draw', 'seed'], 2 ** 40],
    [['experiment', 'spec', 'settings', 'topP'], 0],
    [['experiment', 'spec', 'solves'], 17],
    [['experiment', 'environment', 'cores'], -1],
    [['experiment', 'blind', 0, 'left'], 'e-01/control/0/3'],
    [['trials', 0, 'id'], 'e-01/control/0/1'],
    [['trials', 0, 'experiment'], 'e-02'],
    [['trials', 0, 'arm'], 'nobody'],
    [['trials', 0, 'index'], 4],
    [['trials', 0, 'seed'], 0],
    [['trials', 0, 'state'], 'running'],
    [['trials', 0, 'usage', 'decodeMs'], -1],
    [['trials', 1, 'solve'], 3],
    [['trials', 2, 'model'], 2],
    [['trials', 2, 'on', 'threads'], 1e13],
    [['trials', 2], trials[1]],
  ])('is refused with another %j', (path, value) => {
    expect(read(altered(path, value))).toBeNull();
  });

  it('is refused with more trials than its plan has, before they are read', () => {
    expect(readKeptExperiment(experiment, Array<unknown>(129).fill(null))).toBeNull();
  });

  it('whatever is put anywhere, it is null or an experiment that is read again as it is', () => {
    const paths: (string | number)[][] = [];
    const walk = (value: unknown, path: (string | number)[]) => {
      if (path.length > 0) paths.push(path);
      if (typeof value === 'object' && value !== null)
        for (const [key, one] of Object.entries(value)) walk(one, [...path, Array.isArray(value) ? Number(key) : key]);
    };
    walk(saved, []);
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 0.5, 1e300, '', '/', null), fc.integer());
    fc.assert(
      fc.property(fc.constantFrom(...paths.filter((path) => path.length > 1)), values, (path, value) => {
        const kept = read(altered(path, value));
        if (kept) expect(readKeptExperiment(kept.experiment, kept.trials)).toEqual(kept);
      }),
      { numRuns: 1500 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
