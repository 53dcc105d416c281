import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../model/fault.ts';
import type { Cell, Run } from '../model/run.ts';
import saved from './fixtures/run.v1.json' with { type: 'json' };
import { readable, upgradeCell, upgradeRun } from './upgrade.ts';

const firstCell = saved.cells[0];

function problem(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof FaultError && thrown.fault.code === 'bad-input') return thrown.fault.message;
    throw thrown;
  }
  return 'none';
}

describe('what version 1 saved', () => {
  // The fixture is what users have on disk: never edit it.
  it('is read whole', () => {
    const run: Run = upgradeRun(saved.run);
    expect(run).toEqual(saved.run);
    const cells: Cell[] = saved.cells.map(upgradeCell);
    expect(cells).toEqual(saved.cells);
  });

  it('is read without fields that nobody knows', () => {
    expect(upgradeRun({ ...saved.run, mood: 'good' })).toEqual(saved.run);
  });

  it('is read with a fault code of another version', () => {
    const fault = { code: 'quantum', message: 'Odd.', retryable: false, hint: 'Wait.' };
    expect(upgradeCell({ ...firstCell, fault }).fault).toEqual({ ...fault, code: 'internal' });
  });
});

describe('what cannot be read', () => {
  it('is named, with the reason', () => {
    expect(problem(() => upgradeRun({ ...saved.run, version: 2 }))).toContain('newer Polyphony (version 2');
    expect(problem(() => upgradeCell({ ...firstCell, version: 7 }))).toContain('newer Polyphony (version 7');
    expect(problem(() => upgradeRun({ ...saved.run, version: 0 }))).toContain('no version');
    expect(problem(() => upgradeRun(null))).toContain('no version');
    expect(problem(() => upgradeCell({ ...firstCell, vote: 5 }))).toContain('damaged at vote');
    expect(problem(() => upgradeCell({ ...firstCell, updatedAt: NaN }))).toContain('damaged at updatedAt');
    const spec = { ...saved.run.spec, columns: [{ kind: 'choir' }] };
    expect(problem(() => upgradeRun({ ...saved.run, spec }))).toContain('damaged at spec.columns.0.kind');
  });

  it('is skipped in lists', () => {
    const records = [{ ...saved.run, version: 2 }, saved.run, undefined, 'run'];
    expect(readable(records, upgradeRun)).toEqual([saved.run]);
  });

  it('is always a fault, never a crash', () => {
    const junk = fc.record({ version: fc.constant(1), id: fc.string(), spec: fc.anything(), usage: fc.anything() });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), junk), (record) => {
        expect(problem(() => upgradeRun(record))).not.toBe('none');
        expect(problem(() => upgradeCell(record))).not.toBe('none');
      }),
      { numRuns: 500 },
    );
  });
});
