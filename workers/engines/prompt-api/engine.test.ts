import { describe, expect, it } from 'vitest';
import { FaultError } from '../../../lib/model/fault.ts';
import type { JobListener } from '../../../lib/model/job.ts';
import { testEngine } from '../contract/engine.test-help.ts';
import { Collector } from '../contract/collector.ts';
import { askJob } from '../contract/jobs.ts';
import { quickScale } from '../contract/world.ts';
import { PromptApiEngine } from './engine.ts';
import { FakeLanguageModel } from './fake-language-model.test-help.ts';
import type { LanguageModelStatic } from './language-model.ts';

const engineOn = (languageModel: LanguageModelStatic | undefined, emit: JobListener) =>
  new PromptApiEngine({ languageModel, emit, now: () => performance.now(), crossOriginIsolated: false });

async function loaded(model: FakeLanguageModel) {
  const seen = new Collector();
  const engine = engineOn(model, seen.listen);
  const info = await engine.load(() => undefined);
  return { engine, seen, info };
}

testEngine('Prompt API, on a stand-in that follows its specification', {
  make: (emit) => engineOn(new FakeLanguageModel(), emit),
  abilities: { seeds: 'none', sampling: ['temperature', 'topK'], formats: ['text', 'json'], answerPrefix: true },
  device: 'browser',
  scale: quickScale,
  badJob: (id) => askJob(id, 'word '.repeat(9000)),
  unknown: ['sharedTokens', 'completionTokens'],
  context: { tokens: 4096, fill: false },
  firstTexts: null,
  vagueEnds: true,
  beginsFormats: true,
  behindHost: false,
});

describe('the browser’s own model', () => {
  it('is given the system’s words first, the beginning of the answer last, and a sampling within its bounds', async () => {
    const model = new FakeLanguageModel();
    const { engine, seen } = await loaded(model);
    engine.generate(askJob('a', 'Name a bird.', { temperature: 9, topK: 0 }, 'Bird:'));
    await seen.ended('a');
    expect(model.created.at(-1)).toMatchObject({
      initialPrompts: [{ role: 'system', content: 'You are a helpful assistant.' }],
      temperature: 2,
      topK: 128,
    });
    expect(model.prompted.at(-1)).toEqual([
      { role: 'user', content: 'Name a bird.' },
      { role: 'assistant', content: 'Bird:', prefix: true },
    ]);
    expect(seen.text('a').startsWith('Bird: ')).toBe(true);
  });

  it('lets no sampling be set where the browser gives no bounds', async () => {
    const model = new FakeLanguageModel({ params: null });
    const { engine, seen, info } = await loaded(model);
    expect(info.abilities.sampling).toEqual([]);
    engine.generate(askJob('a', 'Go.', { temperature: 1 }));
    await seen.ended('a');
    expect(model.created.at(-1)).not.toHaveProperty('temperature');
  });

  it('shows a download that never goes back', async () => {
    const engine = engineOn(new FakeLanguageModel({ downloads: [0, 0.5, 0.4, 1] }), () => undefined);
    const shown: number[] = [];
    await engine.load(({ fraction }) => shown.push(fraction));
    expect(shown).toEqual([0, 0, 0.5, 0.5, 1, 1]);
  });

  it('is known by the names of the older specification, too', async () => {
    const { engine, seen, info } = await loaded(new FakeLanguageModel({ names: 'old' }));
    expect(info.model.contextTokens).toBe(4096);
    engine.generate(askJob('a', 'word '.repeat(5000)));
    await seen.ended('a');
    expect(seen.end('a')).toMatchObject({ fault: { code: 'context-overflow' } });
  });

  it.each([
    ['NotAllowedError', 'download-failed'],
    ['NetworkError', 'download-failed'],
    ['QuotaExceededError', 'storage-full'],
    ['NotSupportedError', 'unsupported'],
    ['OperationError', 'engine-start-failed'],
  ])('that ends a load with %s fails it with %s, and may be loaded again', async (name, code) => {
    const model = new FakeLanguageModel({ loadError: new DOMException('no', name) });
    const engine = engineOn(model, () => undefined);
    await expect(engine.load(() => undefined)).rejects.toMatchObject({ fault: { code } });
    model.options.loadError = undefined;
    await expect(engine.load(() => undefined)).resolves.toMatchObject({ width: 1 });
  });

  it.each([
    ['QuotaExceededError', 'context-overflow'],
    ['NotSupportedError', 'unsupported'],
    ['UnknownError', 'internal'],
  ])('that ends an answer with %s fails the job with %s and goes on', async (name, code) => {
    const model = new FakeLanguageModel({ answerError: new DOMException('no', name) });
    const { engine, seen } = await loaded(model);
    engine.generate(askJob('a', 'Go.'));
    await seen.ended('a');
    expect(seen.end('a')).toMatchObject({ type: 'failed', fault: { code } });
    model.options.answerError = undefined;
    engine.generate(askJob('b', 'Go.'));
    await seen.ended('b');
    expect(seen.end('b')?.type).toBe('done');
  });

  it('is missing in most browsers', async () => {
    await expect(engineOn(undefined, () => undefined).load(() => undefined)).rejects.toThrow(FaultError);
  });

  it('leaves no session open', async () => {
    const model = new FakeLanguageModel();
    const { engine, seen } = await loaded(model);
    for (const id of ['a', 'b', 'c']) engine.generate(askJob(id, 'Go.'));
    engine.cancel(askJob('b', '').id);
    await seen.ended('a', 'b', 'c');
    expect(model.open).toBe(1);
    await engine.dispose();
    expect(model.open).toBe(0);
  });
});
