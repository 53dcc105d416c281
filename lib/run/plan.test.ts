import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonaId, RunId } from '../model/ids.ts';
import type { Cell, Column, ModelChoice, Run } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask, tasks } from '../prompt/tasks.ts';
import { upgradeRun } from '../store/upgrade.ts';
import saved from '../store/fixtures/run.v1.json' with { type: 'json' };
import { jobOf, planCells, plannedCell, replannedCell } from './plan.ts';

const asRun = { model: null, settings: null };
const voice = (id: string): Column => ({
  kind: 'persona',
  persona: { id: id as PersonaId, text: `Text of ${id}.`, labels: {}, shard: null },
  ...asRun,
});
const control: Column = { kind: 'control', ...asRun };
const big: ModelChoice = { engine: 'web-llm', model: 'big', name: 'Big' };
const small: ModelChoice = { engine: 'scripted', model: 'm', name: 'M' };
function runOf(columns: readonly Column[], seed = 1): Run {
  const settings = { ...defaultSettings, seed };
  return {
    version: 2,
    id: 'r' as RunId,
    createdAt: 0,
    spec: { version: 2, task: chooseTask('math'), columns, settings, model: small },
  };
}
const name = (column: Column | undefined) => (column?.kind === 'persona' ? column.persona.id : 'control');
const columnsOf = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'control'), { minLength: 1 });
const toColumn = (id: string): Column => (id === 'control' ? control : voice(id));

describe('planCells', () => {
  it('gives a voice the same seeds wherever its column stands', () => {
    fc.assert(
      fc.property(columnsOf, fc.nat(), fc.nat(5), (ids, seed, repeats) => {
        const seeds = (order: readonly string[]) => {
          const run = runOf(order.map(toColumn), seed);
          const cells = planCells(run, 0, repeats);
          return new Map(cells.map((cell) => [`${name(run.spec.columns[cell.column])} ${cell.repeat}`, cell.seed]));
        };
        const forwards = seeds(ids);
        expect(forwards.size).toBe(ids.length * repeats);
        expect(new Map([...seeds([...ids].reverse())].sort())).toEqual(new Map([...forwards].sort()));
      }),
    );
  });

  it('gives every cell its own seed, two columns of one persona too', () => {
    const run = runOf([voice('a'), voice('a'), voice('b'), control]);
    const cells = [...planCells(run, 0, 8), plannedCell(run, { column: 0, repeat: 0, attempt: 1 })];
    expect(new Set(cells.map((cell) => cell.seed)).size).toBe(33);
    expect(new Set(cells.map((cell) => cell.id)).size).toBe(33);
    expect(cells.every((cell) => cell.seed >= 1 && cell.seed < 2 ** 31)).toBe(true);
  });

  it('goes repeat by repeat, so that a run cut off anywhere is balanced', () => {
    const cells = planCells(runOf([voice('a'), voice('b'), control]), 1, 4);
    for (let cut = 1; cut <= cells.length; cut++) {
      const counts = [0, 1, 2].map((column) => cells.slice(0, cut).filter((cell) => cell.column === column).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect(new Set(cells.map((cell) => cell.repeat))).toEqual(new Set([1, 2, 3]));
  });
});

describe('planCells over several models', () => {
  const at = (run: Run, column: number) => plannedCell(run, { column, repeat: 0, attempt: 0 });

  it('gives a voice the same seed under every model and settings, and another for a column that is the same', () => {
    const hot = { temperature: 1.5 };
    const run = runOf([
      voice('a'),
      { ...voice('a'), model: big },
      { ...voice('a'), settings: hot },
      { ...voice('a'), model: big, settings: hot },
      control,
      { ...control, model: big },
    ]);
    const seeds = run.spec.columns.map((_, column) => at(run, column).seed);
    expect(new Set(seeds.slice(0, 4)).size).toBe(1);
    expect(new Set(seeds.slice(4)).size).toBe(1);
    expect(new Set(seeds).size).toBe(2);
    // Saying what the run says anyway makes no column of its own.
    const said = { ...voice('a'), model: small, settings: { temperature: defaultSettings.temperature } };
    const twice = runOf([voice('a'), said]);
    expect(at(twice, 0).seed).not.toBe(at(twice, 1).seed);
  });

  it('says who writes each cell', () => {
    const run = runOf([voice('a'), { ...voice('a'), model: big }]);
    expect(planCells(run, 0, 1).map((cell) => cell.by)).toEqual([small, big]);
  });

  it('keeps the seeds of runs that version 1 made', () => {
    // Golden: links and old runs depend on them.
    expect(planCells(upgradeRun(saved.run), 0, 2).map((cell) => cell.seed)).toEqual([
      1019884295, 354726414, 2114669649, 217569525, 594934462, 2028132611,
    ]);
    const twice = runOf([voice('a'), voice('a'), control]);
    expect([0, 1, 2].map((column) => at(twice, column).seed)).toEqual([1277435236, 1857371955, 1019884295]);
  });
});

it('plans a cut-off cell again from its start, with its seed and its vote', () => {
  const run = runOf([voice('a')]);
  const planned = plannedCell(run, { column: 0, repeat: 0, attempt: 2 });
  const cut: Cell = { ...planned, state: 'running', text: 'Half', tokens: 1, vote: -1, updatedAt: 7 };
  expect(replannedCell(run, cut)).toEqual({ ...planned, vote: -1 });
});

describe('jobOf', () => {
  it('asks each column with its own settings over the run’s', () => {
    const run = runOf([voice('a'), { ...voice('a'), settings: { temperature: 0, maxTokens: 9 } }]);
    const [first, second] = planCells(run, 0, 1).map((cell) => jobOf(run.spec, cell));
    expect(second?.sampling).toEqual({ ...first?.sampling, temperature: 0, maxTokens: 9 });
    expect(second?.prompt).toEqual(first?.prompt);
  });

  it('holds answers to the task’s schema, without a prefix or a stop that would break them', () => {
    const run = runOf([voice('a')]);
    const [cell] = planCells(run, 0, 1) as [Cell];
    expect(jobOf(run.spec, cell).format).toEqual({ kind: 'text' });
    const { schema } = tasks.tool;
    const held = { ...run.spec, task: { ...chooseTask('tool'), schema } };
    expect(jobOf(held, cell)).toMatchObject({
      format: { kind: 'json', schema },
      prompt: { answerPrefix: '' },
      sampling: { stop: [] },
    });
    const broken = { ...run.spec, task: { ...chooseTask('own'), schema: '{' } };
    expect(() => jobOf(broken, cell)).toThrow('not valid JSON');
  });

  it('asks with the cell’s seed and the run’s settings', () => {
    const run = runOf([voice('a')]);
    const cell = plannedCell(run, { column: 0, repeat: 2, attempt: 1 });
    const job = jobOf(run.spec, cell);
    expect(job).toMatchObject({ id: 'r/0/2/1', sampling: { seed: cell.seed, maxTokens: defaultSettings.maxTokens } });
    expect(job.prompt.messages.at(-1)?.content).toContain('Text of a.');
  });

  it('refuses a column that is not there and a template that cannot be used', () => {
    const run = runOf([voice('a')]);
    expect(() =>
      jobOf(run.spec, plannedCell(runOf([voice('a'), voice('b')]), { column: 1, repeat: 0, attempt: 0 })),
    ).toThrow(RangeError);
    const task = { ...chooseTask('own'), template: 'Nobody here' };
    const [cell] = planCells(run, 0, 1);
    expect(() => cell && jobOf({ ...run.spec, task }, cell)).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ code: 'bad-input' }) as unknown }) as Error,
    );
  });
});
