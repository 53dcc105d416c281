import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Seed } from '../model/ids.ts';
import { isEnd, type JobEvent } from '../model/job.ts';
import { decodeAlone } from './scheduler-twin.test-help.ts';
import { encode, job, tokenizer, type Visit, World } from './scheduler-world.test-help.ts';

const shared = ['', 'Name a bird that lives by the sea. ', 'the answer and an anchor in the sand '.repeat(5)];
const visit = fc.record({
  shared: fc.nat(2),
  own: fc.oneof(
    { weight: 8, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.constant('x'.repeat(480)) },
    { weight: 1, arbitrary: fc.constant('y'.repeat(600)) },
  ),
  prefix: fc.constantFrom('', '', 'Math:', 'é'),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  maxTokens: fc.integer({ min: 1, max: 30 }),
  temperature: fc.constantFrom(0, 0.7, 1.5),
  stop: fc.array(fc.constantFrom('e', 'th', 'an', '\n', 'qu', '\ufffd'), { maxLength: 2 }),
  at: fc.nat(120),
  cancelAfter: fc.option(fc.nat(60), { freq: 3 }),
});
type Plan = typeof visit extends fc.Arbitrary<infer T> ? T : never;

function visitOf(plan: Plan, i: number): Visit {
  const start = shared[plan.shared] ?? '';
  const { seed, maxTokens, temperature, stop } = plan;
  const prompt = { answerPrefix: plan.prefix, sharedChars: start.length };
  return {
    job: job(`j${i}`, start + plan.own, { seed: seed as Seed, maxTokens, temperature, stop }, prompt),
    at: plan.at,
    cancelAfter: plan.cancelAfter,
  };
}

const names = (events: readonly JobEvent[]) => events.map((event) => event.type).join(' ');
const worlds = fc.record({
  width: fc.integer({ min: 1, max: 4 }),
  budget: fc.constantFrom(300, 1100, 4096),
  favour: fc.constantFrom(-50, 2, 5).map((by) => ({ id: tokenizer.size - 1, by })),
});
const faults = fc.record({
  failing: fc.oneof(fc.constant([]), fc.array(fc.nat(150), { maxLength: 3 })),
  reserves: fc.oneof(fc.constant([]), fc.array(fc.nat(4), { maxLength: 2 })),
});

/** What holds for every job whatever happens. */
function checkJob(world: World, { job: one, cancelAfter }: Visit, mayFail: boolean): void {
  const events = world.of(one.id);
  const alone = decodeAlone(one, encode(one.prompt), tokenizer, world.modelOptions);
  const end = events.at(-1);
  expect(names(events)).toMatch(/^(started (delta )*(done|failed|cancelled)|failed|cancelled)$/);
  if (end?.type === 'done') {
    expect(world.text(one.id)).toBe(alone.text);
    expect(end.finish).toBe(alone.finish);
    expect(end.usage.completionTokens).toBe(alone.tokens);
    expect(events.filter((event) => event.type === 'delta').at(-1)).toMatchObject({ tokens: alone.tokens });
  } else {
    expect(alone.text.startsWith(world.text(one.id))).toBe(true);
    if (end?.type === 'cancelled') expect(cancelAfter).not.toBeNull();
    else if (end?.type === 'failed' && alone.finish === null) expect(names(events)).toBe('failed');
    else expect(mayFail).toBe(true);
  }
  const usage = end?.type === 'done' || end?.type === 'cancelled' ? end.usage : null;
  if (!usage) return;
  const { ids, shared: start } = encode(one.prompt);
  expect(usage.promptTokens).toBe(ids.length);
  expect([0, start]).toContain(usage.sharedTokens);
  expect(Math.min(usage.queueMs, usage.firstTokenMs, usage.decodeMs)).toBeGreaterThanOrEqual(0);
  expect(usage.rows).toBeGreaterThanOrEqual(1);
  expect(usage.rows).toBeLessThanOrEqual(world.modelOptions.width);
}

describe('BatchScheduler against each job alone', () => {
  const visits = fc.array(visit, { minLength: 1, maxLength: 8 }).map((plans) => plans.map(visitOf));

  it('gives every job its own text and one end, whoever comes and goes', async () => {
    await fc.assert(
      fc.asyncProperty(visits, worlds, async (all, options) => {
        const world = new World(options);
        await world.run(all);
        expect(world.model.violations).toEqual([]);
        for (const one of all) checkJob(world, one, false);
        expect(world.events.filter(isEnd).length).toBe(all.length);
      }),
      { numRuns: 60 },
    );
  });

  it('ends every job once when model calls fail, and goes on afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(visits, worlds, faults, async (all, options, failures) => {
        const world = new World({ ...options, ...failures });
        await world.run(all);
        for (const one of all) checkJob(world, one, world.failures > 0);
        if (failures.failing.length > 0) return;
        const after = { job: job('after', 'And now?'), at: 0, cancelAfter: null };
        for (let i = 0; failures.reserves.length > 0 && i < 3 && world.end('after')?.type !== 'done'; i++) {
          world.events.splice(0);
          await world.runAll(after.job);
        }
        if (failures.reserves.length > 0) checkJob(world, after, false);
      }),
      { numRuns: 60 },
    );
  });
});
