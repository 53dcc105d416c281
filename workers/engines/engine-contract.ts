import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobId } from '../../lib/model/ids.ts';
import type { GenerateJob, JobEvent, JobListener } from '../../lib/model/job.ts';
import { isEnd } from '../../lib/model/job.ts';
import type { Engine } from '../../lib/protocol/engine.ts';
import { askJob, Collector } from './chorus/collect.test-help.ts';

/** A job that this engine fails though the others are fine. */
export type BadJob = (id: string) => GenerateJob;

const ask = (id: string, i: number, maxTokens = 8) =>
  askJob(id, `Name thing ${i}.`, { maxTokens, temperature: 0.8, seed: (100 + i) as never }, 'Thing:');

/** What every engine promises; run with each of them. */
export function testEngine(
  name: string,
  makeEngine: (emit: JobListener) => Promise<Engine> | Engine,
  bad: BadJob,
): void {
  describe(`Engine contract: ${name}`, () => {
    let engine: Engine;
    let seen = new Collector();
    let watch: (events: readonly JobEvent[]) => void;
    beforeEach(async () => {
      seen = new Collector();
      watch = () => undefined;
      engine = await makeEngine((events) => {
        seen.listen(events);
        watch(events);
      });
    });
    afterEach(() => engine.dispose());

    const load = () => engine.load(() => undefined);
    const kinds = (id: string) => seen.events.filter((event) => event.id === id).map((event) => event.type);
    async function texts(...jobs: readonly GenerateJob[]): Promise<string[]> {
      seen = new Collector();
      for (const job of jobs) engine.generate(job);
      await seen.ended(...jobs.map((job) => job.id));
      return jobs.map((job) => seen.text(job.id));
    }
    /** Resolves at the first event that the test waits for. */
    const until = (wanted: (event: JobEvent) => boolean) =>
      new Promise<void>((resolve) => {
        watch = (events) => {
          if (events.some(wanted)) resolve();
        };
      });

    it('fails a job given before the model is loaded', async () => {
      await texts(ask('early', 1));
      expect(seen.end('early')).toMatchObject({ type: 'failed', fault: { code: 'model-missing' } });
      expect(kinds('early')).toEqual(['failed']);
    });

    it('loads once, and says how far it is', async () => {
      const fractions: number[] = [];
      const [first, second] = await Promise.all([engine.load(({ fraction }) => fractions.push(fraction)), load()]);
      expect(second).toBe(first);
      expect(first.width).toBeGreaterThan(0);
      expect(fractions.at(-1)).toBe(1);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    });

    it('tells started, deltas and one end, the answer’s prefix first', async () => {
      await load();
      const [text = ''] = await texts(ask('a', 1));
      expect(kinds('a').join(' ')).toMatch(/^started (delta )+done$/);
      expect(text.startsWith('Thing:')).toBe(true);
      const end = seen.end('a');
      expect(end?.type === 'done' && end.usage.completionTokens).toBeGreaterThan(0);
    });

    it('gives a job the same text alone, among others and again', async () => {
      await load();
      const jobs = Array.from({ length: 3 }, (_, i) => ask(`j${i}`, i, 4 + 2 * i));
      const together = await texts(...jobs);
      const alone: string[] = [];
      for (const job of [...jobs].reverse()) alone.unshift(...(await texts(job)));
      expect(alone).toEqual(together);
      expect(await texts(...jobs.slice(1), ...jobs.slice(0, 1))).toEqual([
        ...together.slice(1),
        ...together.slice(0, 1),
      ]);
    });

    it('cancels a queued job without starting it', async () => {
      await load();
      const running = texts(ask('stay', 1));
      engine.generate(ask('gone', 2));
      engine.cancel('gone' as JobId);
      await running;
      await seen.ended('gone');
      expect(kinds('gone')).toEqual(['cancelled']);
      expect(seen.end('stay')?.type).toBe('done');
    });

    it('cancels a running job; its neighbour’s text stays', async () => {
      await load();
      const [expected] = await texts(ask('stay', 1));
      const running = until((event) => event.type === 'delta' && event.id === 'gone' && event.tokens >= 2);
      const both = texts(ask('gone', 2, 400), ask('stay', 1));
      await running;
      engine.cancel('gone' as JobId);
      expect((await both)[1]).toBe(expected);
      const end = seen.end('gone');
      expect(end?.type === 'cancelled' && end.usage?.completionTokens).toBeGreaterThan(1);
    });

    it('ignores a cancel of unknown and of ended jobs', async () => {
      await load();
      await texts(ask('a', 1));
      for (const id of ['a', 'nobody']) engine.cancel(id as JobId);
      await texts(ask('b', 2));
      expect(seen.events.filter(isEnd)).toHaveLength(1);
    });

    it('fails a bad job alone', async () => {
      await load();
      const [expected] = await texts(ask('fine', 1));
      const [, text] = await texts(bad('bad'), ask('fine', 1));
      expect(seen.end('bad')?.type).toBe('failed');
      expect(text).toBe(expected);
    });

    it('cancels what runs when it is disposed', async () => {
      await load();
      const running = until((event) => event.type === 'delta');
      engine.generate(ask('a', 1, 400));
      await running;
      engine.generate(ask('b', 2, 400));
      await engine.dispose();
      await seen.ended('a', 'b');
      expect([seen.end('a')?.type, seen.end('b')?.type]).toEqual(['cancelled', 'cancelled']);
    });
  });
}
