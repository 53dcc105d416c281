import { describe, expect, it } from 'vitest';
import { fault, type Fault, FaultError } from '../model/fault.ts';
import type { JobId, Seed } from '../model/ids.ts';
import { type GenerateJob, isEnd, type JobEvent } from '../model/job.ts';
import { FakeWorker, origin } from './fake-link.test-help.ts';
import { EnginePool, type PoolModel } from './engine-pool.ts';

const job = (id: string, maxTokens = 4): GenerateJob => ({
  id: id as JobId,
  prompt: { messages: [{ role: 'user', content: id }], answerPrefix: '', sharedChars: 0 },
  sampling: { temperature: 1, topP: 1, topK: 0, minP: 0, repetitionPenalty: 1, maxTokens, stop: [], seed: 7 as Seed },
  format: { kind: 'text' },
});

interface Setup {
  readonly models?: Record<string, Partial<PoolModel>>;
  readonly budget?: number;
  readonly workers?: FakeWorker[];
  readonly forbids?: (key: string) => Fault | null;
}

function setUp({ models = {}, budget = 100, workers = [], forbids = () => null }: Setup) {
  const spawned: FakeWorker[] = [];
  const loading: string[] = [];
  const queue = [...workers];
  const pool = new EnginePool({
    spawn: () => {
      const worker = queue.shift() ?? new FakeWorker();
      spawned.push(worker);
      return worker.link;
    },
    model: (key) => {
      const model = models[key];
      if (!model) throw new FaultError(fault('model-missing', 'Unknown.'));
      const options = () => Promise.resolve(origin);
      return { engine: 'scripted', lane: 'cpu', memoryBytes: 60, options, ...model };
    },
    onView: () => undefined,
    budgetBytes: budget,
    onLoading: (key, on) => loading.push(`${key} ${on}`),
    forbids,
    advice: () => 'Try less.',
  });
  const run = (key: string, one: GenerateJob) => {
    const events: JobEvent[] = [];
    const abort = new AbortController();
    const onEvent = (event: JobEvent) => void events.push(event);
    const over = pool.generate(key, one, { signal: abort.signal, onEvent });
    return { events, abort, over, end: () => events.filter(isEnd) };
  };
  const alive = () => spawned.filter((worker) => !worker.ended).length;
  return { pool, run, spawned, alive, loading };
}

describe('EnginePool', () => {
  it('loads each of two models once, one at a time in memory when both do not fit', async () => {
    const { run, spawned, alive, pool } = setUp({ models: { a: {}, b: {} } });
    const runs = ['a', 'b', 'a', 'b'].map((key, i) => run(key, job(`${key}${i}`)));
    await Promise.all(runs.map(({ over }) => over));
    expect(runs.map(({ end }) => end().map(({ type }) => type))).toEqual(Array(4).fill(['done']));
    expect(spawned.map((worker) => worker.loads.length)).toEqual([1, 1]);
    expect([alive(), pool.view('a').status, pool.view('b').status]).toEqual([1, 'idle', 'ready']);
  });

  it('keeps both in memory when they fit', async () => {
    const { run, alive } = setUp({ models: { a: {}, b: {} }, budget: 200 });
    for (const key of ['a', 'b', 'a']) await run(key, job(key)).over;
    expect(alive()).toBe(2);
  });

  it('lets models of other lanes work meanwhile', async () => {
    const slow = new FakeWorker({}, true);
    const { run } = setUp({
      models: { a: {}, far: { lane: 'remote 1', memoryBytes: 0 } },
      workers: [slow],
    });
    const waiting = run('a', job('a'));
    await run('far', job('far')).over;
    expect(waiting.end()).toEqual([]);
    slow.release();
    await waiting.over;
  });

  it('cancels a job that waits for its model’s turn without starting it', async () => {
    const { run, spawned } = setUp({ models: { a: {}, b: {} }, workers: [new FakeWorker({}, true)] });
    const first = run('a', job('a'));
    const second = run('b', job('b'));
    await new Promise((resolve) => setImmediate(resolve));
    second.abort.abort();
    await second.over;
    expect(second.events.map(({ type }) => type)).toEqual(['cancelled']);
    spawned[0]?.release();
    await first.over;
    expect(spawned).toHaveLength(1);
  });

  it('fails a job of a model that is gone, and one that must be asked for by name', async () => {
    const crashed = fault('worker-crashed', 'Its last load never ended.');
    const { run, pool } = setUp({ models: { a: {} }, forbids: () => crashed });
    const gone = run('nowhere', job('x'));
    await gone.over;
    expect(gone.end()).toMatchObject([{ type: 'failed', fault: { code: 'model-missing' } }]);
    const refused = run('a', job('y'));
    await refused.over;
    expect(refused.end()).toMatchObject([{ type: 'failed', fault: { code: 'worker-crashed' } }]);
    await pool.load('a');
    const asked = run('a', job('z'));
    await asked.over;
    expect(asked.end()).toMatchObject([{ type: 'done' }]);
  });

  it('loads a model anew with less context when the device is lost, and all its answers go on', async () => {
    const lost = fault('device-lost', 'The GPU went away.');
    const shrinks: number[] = [];
    const breaking = new FakeWorker({ failAt: (_, step) => (step === 2 ? lost : null) });
    const { run, spawned } = setUp({
      models: {
        gpu: {
          engine: 'web-llm',
          options: (shrink) => {
            shrinks.push(shrink);
            return Promise.resolve(origin);
          },
        },
      },
      workers: [breaking],
    });
    const runs = ['a', 'b'].map((id) => run('gpu', job(id, 6)));
    await Promise.all(runs.map(({ over }) => over));
    for (const { events, end } of runs) {
      expect(end()).toMatchObject([{ type: 'done' }]);
      expect(events.filter(({ type }) => type === 'resumed')).toHaveLength(1);
    }
    expect(shrinks).toEqual([0, 1]);
    expect([spawned.length, breaking.ended]).toEqual([2, true]);
  });

  it('marks a load while it goes on', async () => {
    const { pool, loading } = setUp({ models: { a: {} } });
    await pool.load('a');
    expect([loading[0], loading.at(-1)]).toEqual(['a true', 'a false']);
  });
});
