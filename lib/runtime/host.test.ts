import { afterEach, describe, expect, it, vi } from 'vitest';
import { fault, type Fault } from '../model/fault.ts';
import type { JobId, Seed } from '../model/ids.ts';
import { type GenerateJob, isEnd, type JobEvent } from '../model/job.ts';
import { FakeWorker, origin } from './fake-link.test-help.ts';
import { EngineHost } from './host.ts';

const crash = fault('worker-crashed', 'It fell over.');
const job = (id: string, maxTokens = 5): GenerateJob => ({
  id: id as JobId,
  prompt: { messages: [{ role: 'user', content: id }], answerPrefix: '', sharedChars: 0 },
  sampling: { temperature: 1, topP: 1, topK: 0, minP: 0, repetitionPenalty: 1, maxTokens, stop: [], seed: 7 as Seed },
  format: { kind: 'text' },
});

/** A host over these workers, each spawned once. */
function setUp(...workers: FakeWorker[]) {
  const queue = [...workers];
  const lost: Fault[] = [];
  const progress: number[] = [];
  const host = new EngineHost({
    spawn: () => {
      const worker = queue.shift();
      if (!worker) throw new Error('no worker left');
      return worker.link;
    },
    options: () => Promise.resolve(origin),
    onProgress: ({ fraction }) => progress.push(fraction),
    onLost: (why) => lost.push(why),
  });
  const run = (one: GenerateJob) => {
    const events: JobEvent[] = [];
    const abort = new AbortController();
    const removed = vi.spyOn(abort.signal, 'removeEventListener');
    let wake: () => void = () => undefined;
    const streaming = new Promise<void>((resolve) => (wake = resolve));
    const onEvent = (event: JobEvent) => {
      events.push(event);
      if (event.type === 'delta') wake();
    };
    const done = host.generate(one, { signal: abort.signal, onEvent });
    return { events, abort, done, removed, streaming, end: () => events.filter(isEnd) };
  };
  return { host, run, lost, progress };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
afterEach(() => vi.useRealTimers());

describe('EngineHost', () => {
  it('loads once, posts the jobs of a turn together and ends each once', async () => {
    const worker = new FakeWorker({ loadSteps: 3 });
    const { run, progress } = setUp(worker);
    const runs = ['a', 'b', 'c'].map((id) => run(job(id)));
    await Promise.all(runs.map((one) => one.done));
    for (const { events, removed, end } of runs) {
      expect(events.map((event) => event.type).join(' ')).toMatch(/^started (delta ){5}done$/);
      expect(end()).toHaveLength(1);
      expect(removed).toHaveBeenCalled();
    }
    expect([worker.loads.length, worker.posts]).toEqual([1, [3]]);
    expect(progress).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('cancels before anything is posted, while loading and while running', async () => {
    const worker = new FakeWorker({}, true);
    const { host, run } = setUp(worker);
    const aborted: JobEvent[] = [];
    await host.generate(job('never'), { signal: AbortSignal.abort(), onEvent: (event) => aborted.push(event) });
    expect(aborted.map((event) => event.type)).toEqual(['cancelled']);
    const loading = run(job('loading'));
    await turn();
    loading.abort.abort();
    await loading.done; // before the load has ended
    expect(loading.end()).toMatchObject([{ type: 'cancelled', usage: null }]);
    worker.release();
    const running = run(job('running', 1000));
    await running.streaming;
    running.abort.abort();
    await running.done;
    expect(running.end()).toMatchObject([{ type: 'cancelled' }]);
    expect(worker.posts).toEqual([1]);
    expect(worker.ended).toBe(false);
  });

  it.each(['loading', 'running'])('fails its jobs when the worker dies while %s, then spawns another', async (when) => {
    const worker = new FakeWorker({}, when === 'loading');
    const { run, lost } = setUp(worker, new FakeWorker());
    const first = run(job('a', 1000));
    await (when === 'loading' ? turn() : first.streaming);
    worker.die(crash);
    await first.done;
    expect(first.end()).toMatchObject([{ type: 'failed', fault: { code: 'worker-crashed' } }]);
    expect(lost).toEqual([crash]);
    const again = run(job('a'));
    await again.done;
    expect(again.end()).toMatchObject([{ type: 'done' }]);
  });

  it('fails the jobs of a load that fails, and loads anew for the next', async () => {
    let why: Fault | null = fault('model-missing', 'None here.');
    const { run } = setUp(new FakeWorker({ loadFault: () => why }));
    const first = run(job('a'));
    await first.done;
    expect(first.end()).toMatchObject([{ type: 'failed', fault: { code: 'model-missing' } }]);
    why = null;
    const again = run(job('b'));
    await again.done;
    expect(again.end()).toMatchObject([{ type: 'done' }]);
  });

  it('frees the model when it is unloaded, and builds another worker for the next job', async () => {
    const [first, second] = [new FakeWorker(), new FakeWorker()];
    const { host, run, lost } = setUp(first, second);
    const one = run(job('a', 1000));
    await one.streaming;
    host.unload();
    await one.done;
    const other = run(job('b'));
    await other.done;
    expect([one.end()[0]?.type, other.end()[0]?.type]).toEqual(['cancelled', 'done']);
    expect([first.ended, second.ended, lost.length]).toEqual([true, false, 0]);
  });

  it('fails a job when no worker can be made', async () => {
    const { run } = setUp();
    const { done, end } = run(job('a'));
    await done;
    expect(end()).toMatchObject([{ type: 'failed', fault: { code: 'internal' } }]);
  });

  it('ends everything when it is disposed, loads too', async () => {
    const { host, run, lost } = setUp(new FakeWorker({}, true));
    const loading = host.load();
    const { done, end } = run(job('a'));
    host.dispose();
    await done;
    await expect(loading).rejects.toThrow('closing');
    expect(end()).toMatchObject([{ type: 'cancelled' }]);
    expect(lost).toEqual([]);
  });

  const fake = () => vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearInterval', 'performance'] });

  it('ends a worker that ignores a cancel for five seconds', async () => {
    fake();
    const worker = new FakeWorker();
    const { run, lost } = setUp(worker, new FakeWorker());
    const one = run(job('a', 100_000));
    await one.streaming;
    worker.deaf = true;
    one.abort.abort();
    await vi.advanceTimersByTimeAsync(4_900);
    expect(worker.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    await one.done;
    expect(one.end()).toMatchObject([{ type: 'failed', fault: { code: 'worker-unresponsive' } }]);
    expect([worker.ended, lost.length]).toEqual([true, 1]);
  });

  it('does not blame a later job with the same name for a cancel', async () => {
    fake();
    const worker = new FakeWorker();
    const { run } = setUp(worker);
    const one = run(job('a', 1000));
    await one.streaming;
    one.abort.abort();
    await one.done;
    const again = run(job('a', 100_000));
    await again.streaming;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(worker.ended).toBe(false);
    again.abort.abort();
    await again.done;
  });

  it('takes 30 seconds of silence for death, unless pings are answered', async () => {
    fake();
    const worker = new FakeWorker({ breathe: () => new Promise(() => undefined), loadSteps: 0 });
    const { run } = setUp(worker, new FakeWorker());
    const one = run(job('a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(one.end()).toEqual([]);
    worker.deaf = true;
    await vi.advanceTimersByTimeAsync(34_000);
    await one.done;
    expect(one.end()).toMatchObject([{ type: 'failed', fault: { code: 'worker-unresponsive' } }]);
    expect(worker.ended).toBe(true);
  });
});
