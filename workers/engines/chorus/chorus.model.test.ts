import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobId } from '../../../lib/model/ids.ts';
import type { GenerateJob } from '../../../lib/model/job.ts';
import { buildPrompt } from '../../../lib/prompt/build.ts';
import { chooseTask, tasks } from '../../../lib/prompt/tasks.ts';
import { Collector } from '../contract/collector.ts';
import { askJob } from '../contract/jobs.ts';
import type { ChorusEngine } from './engine.ts';
import { nodeEngine } from './node-engine.test-help.ts';

const personas = [
  'A lighthouse keeper on the rocky coast of Norway who logs every ship.',
  'A night-shift baker in Lagos who times dough by the call to prayer.',
  'A retired bridge engineer in Kerala, 71, who repairs radios.',
  'A deaf beekeeper in Slovenia.',
];
const question = (persona: string) => `Create a math problem related to the following persona.\n\nPersona: ${persona}`;
const shared = question('').length;

function job(id: string, i: number, more: Partial<GenerateJob['sampling']> = {}): GenerateJob {
  const base = askJob(
    id,
    question(personas[i % personas.length] ?? ''),
    { temperature: 0.8, topP: 0.95, ...more },
    'Math problem:',
  );
  return { ...base, prompt: { ...base.prompt, sharedChars: shared } };
}

describe('Chorus with the real weights', () => {
  let engine: ChorusEngine;
  let collector = new Collector();
  beforeAll(async () => {
    engine = nodeEngine((events) => collector.listen(events));
    await engine.load(() => undefined);
  });
  afterAll(() => engine.dispose());

  async function texts(jobs: readonly GenerateJob[]): Promise<string[]> {
    collector = new Collector();
    for (const j of jobs) engine.generate(j);
    await collector.ended(...jobs.map((j) => j.id));
    return jobs.map((j) => collector.text(j.id));
  }

  it('gives a job the same text alone, among seven others, and after its neighbours changed', async () => {
    const seeds = [11, 22, 33, 44, 55, 66, 77, 88];
    const jobs = seeds.map((seed, i) => job(`j${i}`, i, { seed: seed as never, maxTokens: 20 + 5 * i }));
    const together = await texts(jobs);
    const alone: string[] = [];
    for (const j of jobs) alone.push(...(await texts([j])));
    expect(together).toEqual(alone);
    expect(new Set(together).size).toBe(8);
    // Ten jobs on eight rows, others longer than before: rows move and the cache grows.
    const others = [job('x', 1, { seed: 5 as never, maxTokens: 300 }), ...jobs.slice(3), ...jobs.slice(0, 3)];
    const again = await texts(others);
    expect([...again.slice(6), ...again.slice(1, 6)]).toEqual(together);
  });

  it('computes a shared start once', async () => {
    await texts([job('a', 0), job('b', 1), job('c', 2)]);
    const used = ['a', 'b', 'c'].map((id) => {
      const end = collector.end(id);
      return end?.type === 'done' ? end.usage.sharedTokens : -1;
    });
    expect(used.filter((n) => n !== null && n > 20).length).toBe(3);
  });

  it('ends a cancelled row within a step and leaves the others alone', async () => {
    const [expected] = await texts([job('keep', 2, { maxTokens: 40 })]);
    collector = new Collector();
    engine.generate(job('drop', 1, { maxTokens: 400 }));
    engine.generate(job('keep', 2, { maxTokens: 40 }));
    while (!collector.text('drop').includes(' ')) await new Promise((r) => setTimeout(r, 5));
    const before = collector.events.filter((e) => e.id === 'drop').length;
    engine.cancel('drop' as JobId);
    await collector.ended('drop', 'keep');
    expect(collector.end('drop')?.type).toBe('cancelled');
    expect(collector.events.filter((e) => e.id === 'drop').length).toBeLessThanOrEqual(before + 2);
    expect(collector.text('keep')).toBe(expected);
  });

  it('stops at a stop string without showing it', async () => {
    const [whole = ''] = await texts([job('w', 0, { maxTokens: 40, temperature: 0 })]);
    const stop = whole.slice(40, 46);
    const [cut = ''] = await texts([job('s', 0, { maxTokens: 40, temperature: 0, stop: [stop] })]);
    expect(cut).toBe(whole.slice(0, whole.indexOf(stop)));
    expect(collector.end('s')).toMatchObject({ type: 'done', finish: 'stop-string' });
  });

  it('holds answers to the tool task’s fields, and all parse', async () => {
    // The task's own strings have no longest length, so that an answer may be cut by max tokens before it closes.
    const short = { type: 'string', minLength: 1, maxLength: 40 };
    const { properties } = JSON.parse(tasks.tool.schema ?? '{}') as { properties: Record<string, { type: string }> };
    const keys = Object.keys(properties);
    const bounded = keys.map((key) => [
      key,
      properties[key]?.type === 'array' ? { type: 'array', items: short, maxItems: 4 } : short,
    ]);
    const schema = JSON.stringify({
      type: 'object',
      properties: Object.fromEntries(bounded) as object,
      required: keys,
    });
    const prompt = buildPrompt({ ...chooseTask('tool'), schema }, { kind: 'control' });
    const jobs = [1, 2, 3, 4].map((seed): GenerateJob => {
      const { sampling } = job(`t${seed}`, 0, { seed: seed as never, temperature: 1, topP: 1, maxTokens: 800 });
      return { id: `t${seed}` as JobId, prompt, sampling, format: { kind: 'json', schema } };
    });
    for (const text of await texts(jobs)) {
      const found = JSON.parse(text) as Record<string, unknown>;
      expect(Object.keys(found)).toEqual(keys);
      expect(typeof found.name === 'string' && Array.isArray(found.input_args)).toBe(true);
    }
  });

  it('refuses a prompt beyond the context before computing anything', async () => {
    await texts([askJob('long', 'word '.repeat(9000)), job('fine', 0, { maxTokens: 8 })]);
    expect(collector.end('long')).toMatchObject({ type: 'failed', fault: { code: 'context-overflow' } });
    expect(collector.end('fine')?.type).toBe('done');
  });
});
