import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonaId, RunId } from '../model/ids.ts';
import type { CellDevice, RunEnvironment } from '../model/made-on.ts';
import type { Cell, Column, Run, RunSpec } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { plannedCell } from './plan.ts';
import { compareRuns } from './reproduce.ts';

const model = { engine: 'chorus', model: 'smol', name: 'Smol' } as const;
const onGpu = { engine: 'web-llm', model: 'smol-gpu', name: 'Smol (WebGPU)' } as const;
const cpu: CellDevice = { device: 'cpu', threads: 2, quantisation: 'int8' };
const environment: RunEnvironment = {
  app: '1.0.0',
  browser: 'Chromium 156',
  system: 'Linux x86_64',
  cores: 2,
  isolated: true,
  gpu: null,
};
const voice = (id: string): Column => ({
  kind: 'persona',
  persona: { id: id as PersonaId, text: id, labels: {}, shard: null },
  model: null,
  settings: null,
});
const spec: RunSpec = {
  version: 2,
  task: chooseTask('npc'),
  columns: [voice('a'), voice('b'), { kind: 'control', model: null, settings: null }],
  settings: defaultSettings,
  model,
};
const runOf = (id: string, part: Partial<RunSpec> = {}, made: RunEnvironment | null = environment): Run => {
  const run: Run = { version: 2, id: id as RunId, createdAt: 0, spec: { ...spec, ...part } };
  return made ? { ...run, environment: made } : run;
};
const done = (run: Run, column: number, text: string, attempt = 0, part: Partial<Cell> = {}): Cell => ({
  ...plannedCell(run, { column, repeat: 0, attempt }),
  state: 'done',
  text,
  on: cpu,
  ...part,
});
const texts = ['The answer of the baker.', 'The answer of the pilot.', 'An answer of nobody.'];
const recorded = runOf('recorded');
const kept = { run: recorded, cells: texts.map((text, column) => done(recorded, column, text)) };
const kinds = (compared: ReturnType<typeof compareRuns>) =>
  [...compared.cells.values()].map(({ likeness }) => likeness.kind);

describe('compareRuns', () => {
  it('compares cell by cell and counts', () => {
    const here = runOf('here');
    const cells = [
      done(here, 0, texts[0] ?? ''),
      done(here, 1, 'The answer of the pilots.'),
      { ...done(here, 2, 'An answer'), state: 'running' as const },
    ];
    const compared = compareRuns(kept, { run: here, cells });
    expect(compared).toMatchObject({ identical: 1, prefix: 1, different: 0, open: 1, differences: [] });
    expect(compared.cells.get('1/0')?.likeness).toEqual({ kind: 'prefix', characters: 23 });
    expect(compared.cells.get('2/0')).toMatchObject({ recorded: kept.cells[2], here: cells[2] });
    expect(compareRuns(kept, { run: here, cells: [] })).toMatchObject({ identical: 0, open: 3 });
    expect(compareRuns({ run: recorded, cells: [] }, { run: here, cells }).cells.size).toBe(0);
  });

  it('is all identical for a run beside itself, whatever the answers and their order', () => {
    const answers = fc.array(
      fc.record({ column: fc.nat(2), repeat: fc.nat(7), attempt: fc.nat(3), text: fc.string() }),
    );
    fc.assert(
      fc.property(answers, fc.integer(), (list, turn) => {
        const cells = list.map(({ text, ...place }) => ({
          ...plannedCell(recorded, place),
          state: 'done' as const,
          text,
        }));
        const unique = [...new Map(cells.map((cell) => [cell.id, cell])).values()];
        const turned = [...unique].sort((a, b) => (a.id < b.id ? turn : -turn));
        const compared = compareRuns({ run: recorded, cells: unique }, { run: recorded, cells: turned });
        expect(compared.identical).toBe(new Set(unique.map(({ column, repeat }) => `${column}/${repeat}`)).size);
        expect(compared.prefix + compared.different + compared.open).toBe(0);
        expect(compared.differences).toEqual([]);
      }),
    );
  });

  it('takes the newest recorded attempt, and here the one of its number', () => {
    const here = runOf('here');
    const twice = { run: recorded, cells: [done(recorded, 0, 'First.'), done(recorded, 0, 'Second.', 1)] };
    const cells = [done(here, 0, 'Second.', 1), done(here, 0, 'First.'), done(here, 0, 'Third.', 2)];
    expect(kinds(compareRuns(twice, { run: here, cells }))).toEqual(['identical']);
    expect(kinds(compareRuns(twice, { run: here, cells: cells.slice(1, 2) }))).toEqual(['different']);
  });

  it('leaves open what failed on either side', () => {
    const here = runOf('here');
    const failed = { ...done(recorded, 0, 'Half'), state: 'failed' as const };
    expect(
      kinds(compareRuns({ run: recorded, cells: [failed] }, { run: here, cells: [done(here, 0, 'Half')] })),
    ).toEqual(['open']);
  });

  it('finds columns that were moved by their voice, and misses those that are gone', () => {
    const columns = [spec.columns[2], spec.columns[0]].filter((one) => one !== undefined);
    const here = runOf('here', { columns });
    const cells = [done(here, 0, texts[2] ?? ''), done(here, 1, texts[0] ?? '')];
    expect(kinds(compareRuns(kept, { run: here, cells }))).toEqual(['identical', 'open', 'identical']);
    const same = runOf('same', { columns: [voice('a'), voice('a')] });
    const pair = { run: same, cells: [done(same, 0, 'One.'), done(same, 1, 'Two.')] };
    expect(kinds(compareRuns(pair, pair))).toEqual(['identical', 'identical']);
  });
});

describe('what differed', () => {
  const differences = (run: Run, part: Partial<Cell> = {}, of = kept) =>
    compareRuns(of, { run, cells: texts.map((text, column) => done(run, column, text, 0, part)) }).differences;

  it('names model, engine, weights, device and threads of the answers', () => {
    const gpu: CellDevice = { device: 'gpu', threads: null, quantisation: 'q4f32' };
    expect(differences(runOf('here', { model: onGpu }), { on: gpu })).toEqual([
      { what: 'model', recorded: 'Smol', here: 'Smol (WebGPU)' },
      { what: 'engine', recorded: 'Chorus', here: 'WebLLM' },
      { what: 'quantisation', recorded: 'int8', here: 'q4f32' },
      { what: 'device', recorded: 'processor', here: 'GPU' },
      { what: 'threads', recorded: '2 threads', here: null },
    ]);
    expect(differences(runOf('here'), { on: { ...cpu, threads: 1 } })).toEqual([
      { what: 'threads', recorded: '2 threads', here: '1 thread' },
    ]);
  });

  it('names browser, system and app; the GPU only where one may have computed', () => {
    const other = { ...environment, app: '2.0.0', browser: 'Firefox 150', gpu: 'hopper' };
    expect(differences(runOf('here', {}, other))).toEqual([
      { what: 'browser', recorded: 'Chromium 156', here: 'Firefox 150' },
      { what: 'app', recorded: '1.0.0', here: '2.0.0' },
    ]);
    const onIt = differences(runOf('here', {}, other), { on: { device: 'gpu', threads: null, quantisation: null } });
    expect(onIt).toContainEqual({ what: 'gpu', recorded: null, here: 'hopper' });
  });

  it('says that something is unknown, and nothing of what both do not tell', () => {
    expect(differences(runOf('here', {}, null))).toEqual([
      { what: 'browser', recorded: 'Chromium 156', here: null },
      { what: 'system', recorded: 'Linux x86_64', here: null },
      { what: 'app', recorded: '1.0.0', here: null },
    ]);
    const old = { run: runOf('old', {}, null), cells: kept.cells };
    expect(differences(runOf('here', {}, null), {}, old)).toEqual([]);
  });

  it('names settings, the seed and the task, but not the number of repeats', () => {
    const settings = { ...defaultSettings, temperature: 1.2, maxTokens: 64, repeats: 3, seed: 9 };
    expect(differences(runOf('here', { settings }))).toEqual([
      {
        what: 'settings',
        recorded: 'temperature 0.7, max tokens 160, seed 1',
        here: 'temperature 1.2, max tokens 64, seed 9',
      },
    ]);
    const columns = [{ ...voice('a'), settings: { topP: 0.5 } }, ...spec.columns.slice(1)];
    expect(differences(runOf('here', { columns, settings: { ...defaultSettings, repeats: 8 } }))).toEqual([
      { what: 'settings', recorded: 'top-p 0.95', here: 'top-p 0.5' },
    ]);
    expect(differences(runOf('here', { task: chooseTask('math') }))[0]).toEqual({
      what: 'settings',
      recorded: 'task Game character',
      here: 'task Math problem',
    });
    expect(differences(runOf('here', { task: { ...chooseTask('npc'), system: 'Be brief.' } }))).toEqual([
      { what: 'settings', recorded: 'its own prompt', here: 'another prompt' },
    ]);
  });

  it('asks no cells that were not compared', () => {
    const here = runOf('here', { model: onGpu });
    expect(
      compareRuns(kept, { run: here, cells: [plannedCell(here, { column: 0, repeat: 0, attempt: 0 })] }),
    ).toMatchObject({ open: 3, differences: [] });
  });
});
