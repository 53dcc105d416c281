import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import old from './fixtures/run.v1.json' with { type: 'json' };
import saved from './fixtures/run.v2.json' with { type: 'json' };
import madeOn from './fixtures/run.v2.made-on.json' with { type: 'json' };
import { readKeptRun } from './read-run.ts';
import { upgradeCell, upgradeRun } from './upgrade.ts';

type Json = Record<string, unknown>;

/** The kept run with one place changed; a path such as `run.spec.settings.seed`. */
function changed(path: string, value: unknown, base: object = madeOn): Json {
  const copy = structuredClone(base) as Json;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce<Json>((at, key) => at[key] as Json, copy);
  Object.defineProperty(place, last, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

describe('a run from outside', () => {
  it('is read whole, in fresh objects', () => {
    const read = readKeptRun(madeOn);
    expect(read).toEqual({ run: madeOn.run, cells: madeOn.cells });
    expect(read?.run.spec).not.toBe(madeOn.run.spec);
    expect(read?.cells[0]?.usage).not.toBe(madeOn.cells[0]?.usage);
  });

  it('is read in today’s shape from an older version', () => {
    expect(readKeptRun(old)).toEqual({ run: upgradeRun(old.run), cells: old.cells.map(upgradeCell) });
  });

  it('may have no cells', () => {
    expect(readKeptRun({ run: saved.run, cells: [] })?.cells).toEqual([]);
  });

  it('keeps the names of models that are somebody’s own, and none of their ids', () => {
    const read = readKeptRun(saved);
    expect(read?.run.spec.columns[1]?.model).toEqual({
      engine: 'endpoint',
      model: 'elsewhere:llama3.2',
      name: 'llama3.2',
    });
    expect(read?.cells.filter(({ by }) => by.engine === 'endpoint').map(({ by }) => by.model)).toEqual([
      'elsewhere:llama3.2',
      'elsewhere:llama3.2',
    ]);
    expect(read?.run.spec.model).toEqual(saved.run.spec.model);
    expect(read?.run.spec.columns[3]?.model).toEqual(saved.run.spec.columns[3]?.model);
    const file = { engine: 'chorus', model: 'file:model.onnx:1234', name: 'model.onnx (ONNX)' };
    expect(readKeptRun(changed('run.spec.model', file))?.run.spec.model.model).toBe('elsewhere:model.onnx (ONNX)');
    const address = { engine: 'web-llm', model: 'https://models.example/x', name: 'X' };
    expect(JSON.stringify(readKeptRun(changed('run.spec.model', address)))).not.toContain('example');
    // Read again, it is the same.
    expect(readKeptRun(read)).toEqual(read);
  });
});

describe('what is refused', () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ['run.version', 3],
    ['run.id', '../x'],
    ['run.id', 'r-05'],
    ['run.id', ''],
    ['run.createdAt', -1],
    ['run.createdAt', 1e300],
    ['run.recorded', 'rumour'],
    ['run.reproduces', 'a/b'],
    ['run.environment.gpu', 'x'.repeat(1000)],
    ['run.environment.cores', -4],
    ['run.spec.columns', []],
    ['run.spec.columns', Array.from({ length: 9 }, () => madeOn.run.spec.columns[0])],
    ['run.spec.columns.1.settings.temperature', 2.5],
    ['run.spec.settings.temperature', Number.NaN],
    ['run.spec.settings.maxTokens', 1e9],
    ['run.spec.settings.maxTokens', 20.5],
    ['run.spec.settings.repeats', 9],
    ['run.spec.settings.seed', -1],
    ['run.spec.model.name', 'x'.repeat(1000)],
    ['run.spec.task.template', 'x'.repeat(1_000_001)],
    ['cells', 'none'],
    ['cells', Array.from({ length: 9000 }, () => madeOn.cells[0])],
    ['cells', [madeOn.cells[0], madeOn.cells[0]]],
    ['cells.0.run', 'r-04'],
    ['cells.0.id', 'r-03/1/0/0'],
    ['cells.0.column', 2],
    ['cells.0.repeat', 8],
    ['cells.0.attempt', 1e6],
    ['cells.0.seed', 0],
    ['cells.0.seed', 2 ** 31],
    ['cells.0.updatedAt', 1e16],
    ['cells.0.tokens', 1e15],
    ['cells.0.usage.decodeMs', -1],
    ['cells.0.on.threads', 1e15],
    ['cells.0.text', 'x'.repeat(1_000_001)],
  ];
  it.each(wrong)('%s out of its range (%#)', (path, value) => {
    expect(readKeptRun(changed(path, value))).toBeNull();
  });

  it('nothing changes the prototypes', () => {
    const hostile = JSON.parse(
      `{"run":{"__proto__":{"version":2,"x":1},"version":2},"cells":[{"__proto__":{"y":1}}]}`,
    ) as unknown;
    expect(readKeptRun(hostile)).toBeNull();
    const labels = JSON.parse('{"__proto__":{"country":"PT"},"constructor":"x"}') as unknown;
    const read = readKeptRun(changed('run.spec.columns.1.persona.labels', labels));
    const column = read?.run.spec.columns[1];
    expect(column?.kind === 'persona' && Object.entries(column.persona.labels)).toEqual([]);
    expect(({} as Json)['x']).toBeUndefined();
  });

  it('whatever is put anywhere, it is null or a run that is read again as it is', () => {
    const places: string[] = [];
    const walk = (value: unknown, path: string) => {
      if (path !== '') places.push(path);
      if (typeof value === 'object' && value !== null)
        for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`);
    };
    walk({ run: madeOn.run, cells: madeOn.cells }, '');
    const junk = fc.oneof(
      fc.anything({ withNullPrototype: true }),
      fc.constantFrom(-1, 0, 1e308, '', '\u202E', '\uD800', '__proto__', [], {}, null, undefined),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), junk, (path, value) => {
        const read = readKeptRun(changed(path, value));
        if (read !== null) expect(readKeptRun(structuredClone(read))).toEqual(read);
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.anything(), (value) => readKeptRun(value) === null));
  });
});
