import { overflowing, smollm2FirstTexts } from '../../workers/engines/contract/smollm2.ts';
import { quickScale } from '../../workers/engines/contract/world.ts';
import { type OpenAiServer, startOpenAiServer } from '../../scripts/openai-server/start.ts';
import { cachedGguf } from '../fixtures/gguf.ts';
import { test } from '../fixtures/guard.ts';
import { contractTests } from './harness.ts';

// The same weights in llama.cpp's own server, on another port of this machine and so another origin, with a key.
const CONTEXT = 2048;
const KEY = 'key-of-the-test';
const options = {
  engine: 'endpoint' as const,
  model: 'smollm2',
  name: 'SmolLM2',
  url: '',
  key: KEY,
  parallel: 4,
};
let server: OpenAiServer;

test.use({ allowed: ['http://127.0.0.1:*'] });

// A machine without Python fails here: the contract is not proven there.
test.beforeAll(async () => {
  test.setTimeout(600_000);
  server = await startOpenAiServer({
    gguf: cachedGguf(),
    alias: options.model,
    slots: options.parallel,
    contextTokens: CONTEXT,
    key: KEY,
  });
  options.url = server.url;
});
test.afterAll(() => server.close());

contractTests({
  name: 'Endpoint (llama.cpp)',
  worker: 'workers/endpoint.worker.ts',
  load: { options },
  world: {
    abilities: {
      seeds: 'best-effort',
      sampling: ['temperature', 'topP', 'maxTokens', 'stop', 'topK', 'minP', 'repetitionPenalty'],
      formats: ['text', 'json'],
      answerPrefix: true,
    },
    device: 'remote',
    scale: quickScale,
    badJob: overflowing,
    // Of a stopped answer; it comes with the end.
    unknown: ['completionTokens'],
    context: { tokens: CONTEXT, fill: true },
    firstTexts: smollm2FirstTexts,
    vagueEnds: true,
    beginsFormats: false,
  },
});
