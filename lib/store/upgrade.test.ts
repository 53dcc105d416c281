import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../model/fault.ts';
import { shotKinds, taskIds, type Cell, type Run } from '../model/run.ts';
import old from './fixtures/run.v1.json' with { type: 'json' };
import saved from './fixtures/run.v2.json' with { type: 'json' };
import madeOn from './fixtures/run.v2.made-on.json' with { type: 'json' };
import * as v1 from './shapes.v1.ts';
import * as v2 from './shapes.v2.ts';
import { readable, upgradeCell, upgradeRun } from './upgrade.ts';

const firstCell = saved.cells[0];
const smol = { engine: 'chorus', model: 'smollm2-135m', name: 'SmolLM2 135M Instruct' };

function problem(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof FaultError && thrown.fault.code === 'bad-input') return thrown.fault.message;
    throw thrown;
  }
  return 'none';
}

// The fixtures are what users have on disk: never edit them.
describe('what version 1 saved', () => {
  it('is read whole, on the model and with the settings that all columns had', () => {
    const { spec } = old.run;
    const run: Run = upgradeRun(old.run);
    expect(run).toEqual({
      ...old.run,
      version: 2,
      spec: {
        ...spec,
        version: 2,
        task: { ...spec.task, schema: null },
        columns: spec.columns.map((column) => ({ ...column, model: null, settings: null })),
        model: smol,
      },
    });
    const cells: Cell[] = old.cells.map(upgradeCell);
    expect(cells).toEqual(old.cells.map((cell) => ({ ...cell, version: 2, by: smol })));
  });

  it('names a model that it does not know by its id', () => {
    const by = { engine: 'scripted', model: 'scripted' };
    expect(upgradeCell({ ...old.cells[0], by }).by).toEqual({ ...by, name: 'scripted' });
  });

  it('becomes valid version 2, whatever it was', () => {
    fc.assert(
      fc.property(runOf1, (run) => {
        expect(v.is(v1.runShape, run)).toBe(true);
        const upgraded = upgradeRun(run);
        expect(v.parse(v2.runShape, upgraded)).toEqual(upgraded);
        expect(upgraded.spec.columns).toHaveLength(run.spec.columns.length);
      }),
    );
    fc.assert(
      fc.property(cellOf1, (cell) => {
        expect(v.is(v1.cellShape, cell)).toBe(true);
        const upgraded = upgradeCell(cell);
        expect(v.parse(v2.cellShape, upgraded)).toEqual(upgraded);
        expect(upgraded).toMatchObject({ id: cell.id, text: cell.text, tokens: cell.tokens, usage: cell.usage });
      }),
    );
  });
});

describe('what version 2 saved', () => {
  it('is read whole', () => {
    expect(upgradeRun(saved.run)).toEqual(saved.run);
    expect(saved.cells.map(upgradeCell)).toEqual(saved.cells);
  });

  it('is read with what it was made on, where it came from and what it repeats', () => {
    expect(upgradeRun(madeOn.run)).toEqual(madeOn.run);
    expect(upgradeRun(madeOn.repeat)).toEqual(madeOn.repeat);
    expect(madeOn.cells.map(upgradeCell)).toEqual(madeOn.cells);
    // Absent, not undefined: a record of before the field is the same after a read and a write.
    expect(Object.keys(upgradeRun(saved.run))).not.toContain('environment');
    expect(Object.keys(upgradeCell(firstCell))).not.toContain('on');
    expect(problem(() => upgradeRun({ ...madeOn.run, recorded: 'rumour' }))).toContain('damaged at recorded');
    expect(problem(() => upgradeCell({ ...madeOn.cells[0], on: { device: 'abacus' } }))).toContain('damaged at on');
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
    expect(problem(() => upgradeRun({ ...saved.run, version: 3 }))).toContain('newer Polyphony (version 3');
    expect(problem(() => upgradeCell({ ...firstCell, version: 7 }))).toContain('newer Polyphony (version 7');
    expect(problem(() => upgradeRun({ ...saved.run, version: 0 }))).toContain('no version');
    expect(problem(() => upgradeRun(null))).toContain('no version');
    expect(problem(() => upgradeCell({ ...firstCell, vote: 5 }))).toContain('damaged at vote');
    expect(problem(() => upgradeCell({ ...firstCell, updatedAt: NaN }))).toContain('damaged at updatedAt');
    expect(problem(() => upgradeCell({ ...old.cells[0], tokens: null }))).toContain('damaged at tokens');
    const spec = { ...saved.run.spec, columns: [{ kind: 'choir' }] };
    expect(problem(() => upgradeRun({ ...saved.run, spec }))).toContain('damaged at spec.columns.0.kind');
  });

  it('is skipped in lists', () => {
    const records = [{ ...saved.run, version: 3 }, saved.run, undefined, 'run'];
    expect(readable(records, upgradeRun)).toEqual([saved.run]);
  });

  it('is always a fault, never a crash', () => {
    const junk = fc.record({
      version: fc.constantFrom(1, 2),
      id: fc.string(),
      spec: fc.anything(),
      usage: fc.anything(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), junk), (record) => {
        expect(problem(() => upgradeRun(record))).not.toBe('none');
        expect(problem(() => upgradeCell(record))).not.toBe('none');
      }),
      { numRuns: 500 },
    );
  });
});

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const id = fc.string({ minLength: 1 });
const model1 = fc.record({ engine: fc.constantFrom('chorus', 'scripted'), model: fc.string() });
const voice1 = fc.oneof(
  fc.record({ kind: fc.constant('control') }),
  fc.record({
    kind: fc.constant('persona'),
    persona: fc.record({
      id,
      text: fc.string(),
      labels: fc.record({ age: fc.string(), country: fc.string() }, { requiredKeys: [] }),
      shard: fc.option(id),
    }),
  }),
);
const runOf1 = fc.record({
  version: fc.constant(1),
  id,
  createdAt: finite,
  spec: fc.record({
    version: fc.constant(1),
    task: fc.record({
      id: fc.constantFrom(...taskIds),
      shots: fc.constantFrom(...shotKinds),
      system: fc.option(fc.string()),
      template: fc.string(),
      answerPrefix: fc.option(fc.string()),
    }),
    columns: fc.array(voice1),
    settings: fc.record({
      temperature: finite,
      topP: finite,
      topK: finite,
      minP: finite,
      repetitionPenalty: finite,
      maxTokens: finite,
      repeats: finite,
      seed: finite,
    }),
    model: model1,
  }),
});
const cellOf1 = fc.record({
  version: fc.constant(1),
  id,
  run: id,
  column: fc.nat(),
  repeat: fc.nat(),
  attempt: fc.nat(),
  seed: fc.nat(),
  state: fc.constantFrom('queued', 'running', 'done', 'failed', 'stopped'),
  text: fc.string(),
  tokens: fc.nat(),
  finish: fc.option(fc.constantFrom('end', 'length', 'stop-string', 'context')),
  usage: fc.option(
    fc.record({
      promptTokens: finite,
      sharedTokens: finite,
      completionTokens: finite,
      queueMs: finite,
      firstTokenMs: finite,
      decodeMs: finite,
      rows: finite,
    }),
  ),
  fault: fc.constant(null),
  vote: fc.constantFrom(-1, 0, 1),
  by: model1,
  updatedAt: finite,
});
