import { expect, it } from 'vitest';
import { fault } from '../model/fault.ts';
import type { RunId } from '../model/ids.ts';
import type { GenerateJob, JobEvent } from '../model/job.ts';
import type { CellDevice } from '../model/made-on.ts';
import type { Cell, Run, Usage } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { runCompare } from './compare.ts';
import { planCells } from './plan.ts';

const usage: Usage = {
  promptTokens: 1,
  sharedTokens: 0,
  completionTokens: 2,
  queueMs: 0,
  firstTokenMs: 0,
  decodeMs: 0,
  rows: 1,
};
const run: Run = {
  version: 2,
  id: 'r' as RunId,
  createdAt: 0,
  spec: {
    version: 2,
    task: chooseTask('npc'),
    columns: [{ kind: 'control', model: null, settings: null }],
    settings: { ...defaultSettings, repeats: 4 },
    model: { engine: 'scripted', model: 'm', name: 'M' },
  },
};

async function compare(
  answer: (job: GenerateJob, tell: (event: JobEvent) => void) => Promise<void>,
  spec = run.spec,
  madeOn: () => CellDevice | null = () => null,
) {
  const shown: Cell[] = [];
  const kept: Cell[] = [];
  let clock = 0;
  await runCompare(spec, planCells(run, 0, 4), () => new AbortController().signal, {
    generate: (job, { onEvent }) => answer(job, onEvent),
    onCell: (cell) => shown.push(cell),
    keep: (cell) => Promise.resolve(void kept.push(cell)),
    madeOn: () => madeOn(),
    now: () => ++clock,
  });
  return { shown, kept: kept.sort((a, b) => a.repeat - b.repeat) };
}

it('turns each job’s events into its cell and keeps every cell once, whatever its end', async () => {
  const { shown, kept } = await compare(({ id }, tell) => {
    tell({ type: 'started', id, promptTokens: 1 });
    for (const [i, text] of ['Hello', ' you'].entries()) tell({ type: 'delta', id, text, tokens: i + 1 });
    if (id.includes('/0/0/')) tell({ type: 'done', id, finish: 'end', usage });
    else if (id.includes('/0/1/')) tell({ type: 'failed', id, fault: fault('worker-crashed', 'Gone.') });
    else if (id.includes('/0/2/')) tell({ type: 'cancelled', id, usage: null });
    else return Promise.reject(new Error('a host that rejects'));
    return Promise.resolve();
  });
  expect(kept.map((cell) => cell.state)).toEqual(['done', 'failed', 'stopped', 'failed']);
  expect(kept.map((cell) => [cell.text, cell.tokens])).toEqual(Array(4).fill(['Hello you', 2]));
  expect(kept[0]).toMatchObject({ finish: 'end', usage, fault: null });
  expect([kept[1]?.fault?.code, kept[3]?.fault?.code]).toEqual(['worker-crashed', 'internal']);
  for (const cell of kept) expect(shown.filter(({ id }) => id === cell.id).at(-1)).toEqual(cell);
});

it('keeps what is unknown unknown, and why an answer was continued on a new engine', async () => {
  const lost = fault('device-lost', 'The GPU went away.');
  const unknown = { ...usage, promptTokens: null, sharedTokens: null, completionTokens: null };
  const { kept } = await compare(({ id }, tell) => {
    tell({ type: 'started', id, promptTokens: null });
    tell({ type: 'delta', id, text: 'Hello', tokens: null });
    tell({ type: 'resumed', id, fault: lost });
    tell({ type: 'delta', id, text: ' you', tokens: null });
    tell({ type: 'done', id, finish: 'end', usage: unknown });
    return Promise.resolve();
  });
  expect(kept[0]).toMatchObject({ state: 'done', text: 'Hello you', tokens: null, usage: unknown, fault: lost });
});

it('fails the cells of a template that cannot be used, without asking the engine', async () => {
  const task = { ...chooseTask('own'), template: '' };
  const { kept } = await compare(() => Promise.reject(new Error('asked')), { ...run.spec, task });
  expect(kept.map((cell) => cell.fault?.code)).toEqual(Array(4).fill('bad-input'));
});

it('says where each answer was computed: at its start, at its end, and not before its engine is loaded', async () => {
  const cpu: CellDevice = { device: 'cpu', threads: 2, quantisation: 'Q4_1' };
  let on: CellDevice | null = null;
  const { shown, kept } = await compare(
    ({ id }, tell) => {
      if (id.includes('/0/0/')) tell({ type: 'failed', id, fault: fault('model-missing', 'None.') });
      else {
        on = cpu;
        tell({ type: 'started', id, promptTokens: 1 });
        on = id.includes('/0/1/') ? { ...cpu, threads: 1 } : null;
        tell({ type: 'delta', id, text: 'Hello', tokens: 1 });
        tell({ type: 'done', id, finish: 'end', usage });
      }
      on = null;
      return Promise.resolve();
    },
    run.spec,
    () => on,
  );
  expect(kept.map((cell) => cell.on)).toEqual([undefined, { ...cpu, threads: 1 }, cpu, cpu]);
  expect(shown.filter(({ repeat }) => repeat === 1).map((cell) => cell.on?.threads)).toEqual([2, 2, 1]);
});
