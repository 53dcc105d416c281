import { describe, expect, it } from 'vitest';
import { encode, job, World } from './scheduler-world.test-help.ts';

const never = { favour: { id: 263, by: -50 } };

describe('BatchScheduler', () => {
  it('says why each answer ended', async () => {
    const whole = new World(never);
    await whole.runAll(job('whole', 'Hello', { maxTokens: 30, temperature: 0 }));
    const text = whole.text('whole');
    const stop = text.slice(4, 6);
    const world = new World(never);
    await world.runAll(
      job('length', 'Hello', { maxTokens: 30, temperature: 0 }),
      job('stop', 'Hello', { maxTokens: 30, temperature: 0, stop: ['nowhere', stop] }),
      job('context', 'x'.repeat(470), { maxTokens: 400 }),
    );
    expect(world.text('length')).toBe(text);
    expect(world.text('stop')).toBe(text.slice(0, text.indexOf(stop)));
    const finishes = ['length', 'stop', 'context'].map((id) => world.end(id));
    expect(finishes).toMatchObject([{ finish: 'length' }, { finish: 'stop-string' }, { finish: 'context' }]);
    const ending = new World({ favour: { id: 263, by: 50 } });
    await ending.runAll(job('end', 'Hello'));
    expect(ending.of('end').at(-1)).toMatchObject({ finish: 'end', usage: { completionTokens: 1 } });
    expect(ending.text('end')).toBe('');
  });

  it('refuses a prompt beyond the context alone, before any model call', async () => {
    const world = new World();
    await world.runAll(job('long', 'x'.repeat(600)), job('fine', 'Hi'));
    expect(world.of('long')).toMatchObject([{ type: 'failed', fault: { code: 'context-overflow' } }]);
    expect(world.end('fine')?.type).toBe('done');
  });

  it('shows the answer’s prefix first', async () => {
    const world = new World();
    await world.runAll(job('a', 'Hi', {}, { answerPrefix: 'Math:' }));
    expect(world.of('a').slice(0, 2)).toMatchObject([{ type: 'started' }, { type: 'delta', text: 'Math:', tokens: 0 }]);
  });

  it('computes a shared start once and never changes the answer by it', async () => {
    const start = 'The same long start of every question, ';
    const one = (id: string, sharedChars: number) => job(id, start + 'then?', { seed: 5 as never }, { sharedChars });
    const world = new World();
    await world.runAll(one('a', start.length), one('b', start.length), one('c', 0));
    expect(new Set(['a', 'b', 'c'].map((id) => world.text(id))).size).toBe(1);
    const { shared } = encode(one('a', start.length).prompt);
    expect(shared).toBeGreaterThan(20);
    expect(['a', 'b', 'c'].map((id) => world.end(id))).toMatchObject(
      [0, shared, 0].map((sharedTokens) => ({ usage: { sharedTokens } })),
    );
  });

  it('fails what it was about to start and what runs when memory runs out, then goes on', async () => {
    const world = new World({ ...never, reserves: [1] });
    const long = { job: job('long', 'x'.repeat(300)), at: 20, cancelAfter: null };
    await world.run([{ job: job('short', 'Hi', { maxTokens: 100 }), at: 0, cancelAfter: null }, long]);
    for (const id of ['short', 'long'])
      expect(world.end(id)).toMatchObject({ type: 'failed', fault: { code: 'out-of-memory' } });
    await world.runAll(job('next', 'Hi'));
    await world.runAll(job('last', 'x'.repeat(300)));
    expect([world.end('next')?.type, world.end('last')?.type]).toEqual(['done', 'done']);
    expect(world.model.violations).toEqual([]);
  });

  it('ends nobody twice and nobody never when a row cannot be moved', async () => {
    for (let failing = 0; failing < 60; failing++) {
      const world = new World({ ...never, width: 3, failing: [failing] });
      // The first two end in the same step, while the third goes on and must move.
      const jobs = [5, 4, 12, 6, 5].map((maxTokens, i) => job(`j${i}`, 'Hi', { maxTokens }));
      await world.runAll(...jobs);
      for (const { id } of jobs)
        expect(world.of(id).filter(({ type }) => type !== 'started' && type !== 'delta')).toHaveLength(1);
    }
  });

  it('cancels everything when disposed, and what comes after', async () => {
    const world = new World(never);
    const jobs = Array.from({ length: 6 }, (_, i) => job(`j${i}`, 'Hi', { maxTokens: 400 }));
    for (const one of jobs) world.scheduler.submit(one);
    for (let i = 0; i < 50; i++) await Promise.resolve();
    world.scheduler.dispose();
    world.scheduler.submit(job('late', 'Hi'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.scheduler.idle).toBe(true);
    for (const id of ['late', ...jobs.map((one) => one.id)]) expect(world.end(id)?.type).toBe('cancelled');
    expect(world.events.filter(({ type }) => type === 'cancelled')).toHaveLength(7);
  });
});
