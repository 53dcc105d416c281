import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonaId, RunId } from '../model/ids.ts';
import type { Column, Run } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { jobOf, planCells, plannedCell } from './plan.ts';

const voice = (id: string): Column => ({
  kind: 'persona',
  persona: { id: id as PersonaId, text: `Text of ${id}.`, labels: {}, shard: null },
});
function runOf(columns: readonly Column[], seed = 1): Run {
  const model = { engine: 'scripted' as const, model: 'm' };
  const settings = { ...defaultSettings, seed };
  return {
    version: 1,
    id: 'r' as RunId,
    createdAt: 0,
    spec: { version: 1, task: chooseTask('math'), columns, settings, model },
  };
}
const name = (column: Column | undefined) => (column?.kind === 'persona' ? column.persona.id : 'control');
const columnsOf = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'control'), { minLength: 1 });
const toColumn = (id: string): Column => (id === 'control' ? { kind: 'control' } : voice(id));

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
    const run = runOf([voice('a'), voice('a'), voice('b'), { kind: 'control' }]);
    const cells = [...planCells(run, 0, 8), plannedCell(run, { column: 0, repeat: 0, attempt: 1 })];
    expect(new Set(cells.map((cell) => cell.seed)).size).toBe(33);
    expect(new Set(cells.map((cell) => cell.id)).size).toBe(33);
    expect(cells.every((cell) => cell.seed >= 1 && cell.seed < 2 ** 31)).toBe(true);
  });

  it('goes repeat by repeat, so that a run cut off anywhere is balanced', () => {
    const cells = planCells(runOf([voice('a'), voice('b'), { kind: 'control' }]), 1, 4);
    for (let cut = 1; cut <= cells.length; cut++) {
      const counts = [0, 1, 2].map((column) => cells.slice(0, cut).filter((cell) => cell.column === column).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect(new Set(cells.map((cell) => cell.repeat))).toEqual(new Set([1, 2, 3]));
  });
});

describe('jobOf', () => {
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
