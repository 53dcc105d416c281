import fc from 'fast-check';
import type { CellId, PersonaId, RunId, Seed, ShardId } from '../model/ids.ts';
import { type Cell, type Column, type ModelChoice, type Run, shotKinds, taskIds } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { fault } from '../model/fault.ts';
import type { Steps } from '../dedup/steps.ts';
import type { CardWorld } from './answers-card.ts';
import type { ChosenRun } from './chosen.ts';

/** What files choke on: quotes, breaks, formulas, bidirectional marks, halves of pairs, HTML, tables, fences. */
const pieces = [
  ...['"', "'", ',', ';', '\t', '\n', '\r\n', '\r', '=1+1', '+', '-', '@', '＝', '“=', ' =', '\u200b=', '\0', '\u0085'],
  ...['\u202e', '\u2066', '\u2028', '\ud800', '\udc00', '😀', '雪', 'é', '\ufeff', 'a', 'word ', '  '],
  ...['<script>alert(1)</script>', '</script>', '<!--', '-->', ']]>', '&lt;', '<img src=x onerror=alert(1)>'],
  ...['|', '`', '```', '````\n', '# ', '![x](http://e.example/x.png)', '\\', '$', '{persona}', '__proto__'],
  ...['<!-- polyphony {', '<script type="application/json" id="polyphony">', 'javascript:alert(1)', 'null', '0'],
];
export const nastyText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

const listedModel = fc.record({
  engine: fc.constantFrom('chorus' as const, 'web-llm' as const),
  model: fc.constantFrom('smollm2-135m', 'Llama-3.2-1B-q4f16_1', 'small'),
  name: nastyText,
}) satisfies fc.Arbitrary<ModelChoice>;

const columnArb: fc.Arbitrary<Column> = fc
  .tuple(
    fc.option(nastyText),
    fc.option(listedModel),
    fc.option(fc.record({ temperature: fc.constantFrom(0, 0.7, 2), topK: fc.nat(200) }, { requiredKeys: [] })),
  )
  .map(([text, model, settings]): Column => {
    if (text === null) return { kind: 'control', model, settings };
    const persona = { id: 'P0000000000000AB' as PersonaId, text, labels: { age: '25-34' }, shard: 's1' as ShardId };
    return { kind: 'persona', persona, model, settings };
  });

function runArb(id: string): fc.Arbitrary<Run> {
  return fc
    .record({
      createdAt: fc.nat(4e12),
      task: fc.record({
        id: fc.constantFrom(...taskIds),
        shots: fc.constantFrom(...shotKinds),
        system: fc.option(nastyText),
        template: nastyText,
        answerPrefix: fc.option(nastyText),
        schema: fc.option(nastyText),
      }),
      columns: fc.array(columnArb, { minLength: 1, maxLength: 4 }),
      seed: fc.nat(2147483647),
      model: listedModel,
      gpu: fc.option(nastyText),
      recorded: fc.constantFrom('link' as const, 'file' as const, null),
    })
    .map(({ createdAt, task, columns, seed, model, gpu, recorded }): Run => {
      const settings = { ...defaultSettings, seed, repeats: 2 };
      return {
        version: 2,
        id: id as RunId,
        createdAt,
        spec: { version: 2, task, columns, settings, model },
        environment: { app: '0.1.0', browser: null, system: 'Linux', cores: 2, isolated: true, gpu },
        ...(recorded && { recorded }),
      };
    });
}

const cellArb = fc.record({
  seed: fc.integer({ min: 1, max: 2147483647 }),
  state: fc.constantFrom('done' as const, 'failed' as const, 'stopped' as const, 'queued' as const),
  text: nastyText,
  tokens: fc.option(fc.nat(1024)),
  finish: fc.constantFrom('end' as const, 'length' as const, null),
  rate: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true })),
  failed: fc.option(nastyText),
  vote: fc.constantFrom(-1 as const, 0 as const, 1 as const),
  by: listedModel,
  on: fc.option(fc.record({ threads: fc.option(fc.nat(8)), quantisation: fc.option(nastyText) })),
  updatedAt: fc.nat(4e12),
});

/** A run with some of its cells, some of them redone. */
export function keptArb(id: string): fc.Arbitrary<ChosenRun> {
  return runArb(id).chain((run) => {
    const places = run.spec.columns.flatMap((_, column) => [0, 1].map((repeat) => ({ column, repeat })));
    return fc
      .array(fc.tuple(fc.boolean(), fc.nat(2), cellArb), { minLength: places.length, maxLength: places.length })
      .map((made): ChosenRun => {
        const cells = made.flatMap(([taken, attempt, part], i): Cell[] => {
          const place = places[i];
          if (!taken || !place) return [];
          return [cellOf(run, { ...place, attempt }, part)];
        });
        return { run, cells, attempts: cells, repetition: null };
      });
  });
}

type CellPart = typeof cellArb extends fc.Arbitrary<infer T> ? T : never;

function cellOf(run: Run, place: { column: number; repeat: number; attempt: number }, part: CellPart): Cell {
  const { seed, rate, failed, on, ...rest } = part;
  const usage = { promptTokens: 9, sharedTokens: null, completionTokens: 3, queueMs: 0, firstTokenMs: 1.5, rows: 4 };
  return {
    version: 2,
    id: `${run.id}/${place.column}/${place.repeat}/${place.attempt}` as CellId,
    run: run.id,
    ...place,
    ...rest,
    seed: seed as Seed,
    usage: rate === null ? null : { ...usage, decodeMs: rate },
    fault: failed === null ? null : fault('device-lost', failed),
    ...(on && { on: { device: 'cpu' as const, ...on } }),
  };
}

/** Two runs with whatever answers. */
export const chosenArb = fc.tuple(keptArb('run-1'), keptArb('c0ffee'));

export const world: CardWorld = {
  name: 'Maths, 3 runs',
  at: Date.UTC(2026, 10, 22, 9, 30),
  app: '0.1.0',
  shards: new Map([['s1' as ShardId, { name: 'Weavers', source: 'a file', licence: 'CC-BY-NC-SA-4.0' }]]),
  marks: new Map(),
  modelFacts: ({ engine }) => (engine === 'chorus' ? { licence: 'Apache-2.0', quantisation: 'int8' } : null),
};

export const calm: Steps = {
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
  progress: () => undefined,
};

/** The bytes of a file, as a browser makes them of its pieces. */
export async function bytesOf(pieces: readonly (string | Uint8Array<ArrayBuffer>)[]): Promise<Uint8Array> {
  return new Uint8Array(await new Blob([...pieces]).arrayBuffer());
}
