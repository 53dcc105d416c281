import { describe, expect, it } from 'vitest';
import { fault } from '../model/fault.ts';
import type { JobId, Seed } from '../model/ids.ts';
import type { GenerateJob, JobEvent } from '../model/job.ts';
import { generateWithRescue } from './rescue.ts';

const id = 'a' as JobId;
const job: GenerateJob = {
  id,
  prompt: { messages: [{ role: 'user', content: 'Ask.' }], answerPrefix: 'So: ', sharedChars: 0 },
  sampling: {
    temperature: 1,
    topP: 1,
    topK: 0,
    minP: 0,
    repetitionPenalty: 1,
    maxTokens: 20,
    stop: [],
    seed: 7 as Seed,
  },
  format: { kind: 'text' },
};
const lost = fault('device-lost', 'The GPU went away.');
const delta = (text: string, tokens: number): JobEvent => ({ type: 'delta', id, text, tokens });
const started: JobEvent = { type: 'started', id, promptTokens: 3 };
const failed: JobEvent = { type: 'failed', id, fault: lost };
const done: JobEvent = { type: 'cancelled', id, usage: null };

/** Runs a job on an engine that tells these events, one list for each attempt. */
async function run(one: GenerateJob, attempts: JobEvent[][], shrinks = true) {
  const asked: GenerateJob[] = [];
  const told: JobEvent[] = [];
  await generateWithRescue(
    (next, { onEvent }) => {
      asked.push(next);
      for (const event of attempts[asked.length - 1] ?? []) onEvent(event);
      return Promise.resolve();
    },
    one,
    { signal: new AbortController().signal, onEvent: (event) => told.push(event) },
    () => shrinks,
  );
  const text = told.map((event) => (event.type === 'delta' ? event.text : '')).join('');
  return { asked, text, kinds: told.map((event) => event.type), told };
}

describe('generateWithRescue', () => {
  it('goes on from the text so far, once, and says so', async () => {
    const { asked, text, kinds, told } = await run(job, [
      [started, delta('So: ', 0), delta('one two', 2), failed],
      [started, delta('So: one two', 0), delta(' three', 1), done],
    ]);
    expect(text).toBe('So: one two three');
    expect(kinds).toEqual(['started', 'delta', 'delta', 'resumed', 'delta', 'delta', 'cancelled']);
    expect(told.at(-2)).toMatchObject({ text: ' three', tokens: 3 });
    expect(asked[1]).toMatchObject({ prompt: { answerPrefix: 'So: one two' }, sampling: { maxTokens: 18 } });
  });

  it('fails at the second loss, with what was written kept', async () => {
    const { text, kinds } = await run(job, [
      [started, delta('So: one', 1), failed],
      [started, delta('So: one two', 1), failed],
    ]);
    expect(text).toBe('So: one two');
    expect(kinds.at(-1)).toBe('failed');
    expect(kinds.filter((kind) => kind === 'resumed')).toHaveLength(1);
  });

  it('starts afresh when nothing was written yet', async () => {
    const { asked, kinds } = await run(job, [[failed], [started, delta('So: x', 1), done]]);
    expect(asked[1]).toEqual(job);
    expect(kinds).toEqual(['started', 'delta', 'cancelled']);
  });

  it('does not continue an answer held to a format, nor one that used its tokens, nor without a smaller start', async () => {
    const json = { ...job, format: { kind: 'json', schema: '{}' } as const };
    expect((await run(json, [[started, delta('{"a"', 2), failed]])).kinds.at(-1)).toBe('failed');
    expect((await run(job, [[started, delta('long', 20), failed]])).kinds.at(-1)).toBe('failed');
    expect((await run(job, [[started, failed]], false)).kinds.at(-1)).toBe('failed');
  });

  it('leaves other faults alone', async () => {
    const crash: JobEvent = { type: 'failed', id, fault: fault('worker-crashed', 'Over.') };
    const { asked, told } = await run(job, [[started, crash]]);
    expect([asked.length, told.at(-1)]).toEqual([1, crash]);
  });
});
