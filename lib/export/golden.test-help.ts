import { fault } from '../model/fault.ts';
import type { CellId, PersonaId, RunId, Seed, ShardId } from '../model/ids.ts';
import type { Cell, ModelChoice, Run } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import type { ChosenRun } from './chosen.ts';

const small: ModelChoice = { engine: 'chorus', model: 'smollm2-135m', name: 'SmolLM2 135M Instruct' };
/** As it comes back; what is written here has the server's id and host, see `own`. */
const elsewhere: ModelChoice = { engine: 'endpoint', model: 'elsewhere:Qwen', name: 'Qwen' };
const own: ModelChoice = { engine: 'endpoint', model: 'endpoint-7/qwen', name: 'Qwen at localhost:8080' };

function runOf(id: string, model: ModelChoice): Run {
  return {
    version: 2,
    id: id as RunId,
    createdAt: Date.UTC(2026, 0, 2, 3, 4),
    spec: {
      version: 2,
      task: chooseTask('math'),
      columns: [
        {
          kind: 'persona',
          persona: {
            id: 'P00000000000000A' as PersonaId,
            text: 'A weaver in Kumasi',
            labels: { region: 'Africa' },
            shard: 's1' as ShardId,
          },
          model: null,
          settings: { temperature: 0 },
        },
        { kind: 'control', model: null, settings: null },
      ],
      settings: { ...defaultSettings, seed: 7, repeats: 2 },
      model,
    },
    environment: { app: '0.1.0', browser: 'Chromium 156', system: 'Linux x86_64', cores: 2, isolated: true, gpu: null },
  };
}

function cellOf(run: Run, column: number, repeat: number, part: Partial<Cell>): Cell {
  return {
    version: 2,
    id: `${run.id}/${column}/${repeat}/0` as CellId,
    run: run.id,
    column,
    repeat,
    attempt: 0,
    seed: (11 + column) as Seed,
    state: 'done',
    text: 'Math problem: How many threads?',
    tokens: 9,
    finish: 'end',
    usage: {
      promptTokens: 80,
      sharedTokens: 40,
      completionTokens: 9,
      queueMs: 0,
      firstTokenMs: 210.5,
      decodeMs: 300,
      rows: 4,
    },
    fault: null,
    vote: 0,
    by: run.spec.model,
    on: { device: 'cpu', threads: 2, quantisation: 'int8' },
    updatedAt: Date.UTC(2026, 0, 2, 3, 5),
    ...part,
  };
}

function runs(model: ModelChoice): readonly ChosenRun[] {
  const first = runOf('r1', small);
  const second = runOf('r2', model);
  const cells = [
    cellOf(first, 0, 0, { vote: -1 }),
    cellOf(first, 0, 1, {
      text: '=HYPERLINK("http://example.org")\nsecond; line, with "quotes" | pipes | and ```` fences',
    }),
    cellOf(first, 1, 0, { text: '<script>alert(1)</script> \u202egnihtyna\u202c 雪 \ud800', finish: 'length' }),
    cellOf(first, 1, 1, { state: 'failed', text: '', finish: null, fault: fault('device-lost', 'The GPU went away.') }),
  ];
  const other = [cellOf(second, 1, 0, { tokens: null, usage: null })];
  return [
    { run: first, cells, attempts: cells, repetition: { texts: 3, repeated: 1 } },
    { run: second, cells: other, attempts: other, repetition: { texts: 1, repeated: 0 } },
  ];
}

/** Two runs as they come back from a file. */
export const golden = runs(elsewhere);
/** The same runs as they are kept in the browser that made them. */
export const goldenKept = runs(own);
