import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { Collector } from '../../workers/engines/contract/collector.ts';
import { askJob } from '../../workers/engines/contract/jobs.ts';
import { overflowing, smollm2FirstTexts } from '../../workers/engines/contract/smollm2.ts';
import { slowScale } from '../../workers/engines/contract/world.ts';
import { CONFIG_FILE, INDEX_FILE, libraryKey, weightsKey } from '../../workers/engines/web-llm/cache-keys.ts';
import { webLlmAbilities } from '../../workers/engines/web-llm/engine.ts';
import { expect, test } from '../fixtures/guard.ts';
import { contractTests } from './harness.ts';
import { ContractPage } from './page-engine.ts';
import { openSite } from './site.ts';

// Small enough to be filled in half a minute at ten prompt tokens a second, large enough for the long answers.
const CONTEXT = 320;
// Sixty answers in the longest case, each with its prompt, four tokens a second on an idle machine.
const SLOW_MS = 1_800_000;
const WORKER = 'workers/web-llm.worker.ts';
const FOLDER = 'models/smollm2-135m-webgpu/';
const LIBRARY = 'smollm2-135m-q4f32.wasm';

const options = {
  engine: 'web-llm',
  model: 'smollm2-135m',
  name: 'SmolLM2 135M Instruct',
  weights: FOLDER,
  library: FOLDER + LIBRARY,
  licence: 'Apache-2.0',
  f16: false,
  contextTokens: CONTEXT,
} as const;

contractTests({
  name: 'WebLLM',
  worker: WORKER,
  webgpu: true,
  load: { options },
  timeoutMs: SLOW_MS,
  world: {
    abilities: webLlmAbilities,
    device: 'gpu',
    scale: slowScale,
    badJob: overflowing,
    unknown: [],
    context: { tokens: CONTEXT, fill: true },
    firstTexts: smollm2FirstTexts,
    vagueEnds: false,
    beginsFormats: true,
  },
});

test('WebLLM takes all its files from the Cache API, and asks no network', async ({ browser }) => {
  test.setTimeout(SLOW_MS);
  // Nobody answers at either address. web-llm would not look into the cache for a library on localhost.
  const weights = 'https://models.invalid/smollm2/resolve/main/';
  const library = `http://localhost:9/${LIBRARY}`;
  const folder = `${FOLDER}resolve/main/`;
  const index = await readFile(join(projectRoot, 'public', folder, INDEX_FILE), 'utf8');
  const shards = (JSON.parse(index) as { records: { dataPath: string }[] }).records.map(({ dataPath }) => dataPath);
  const kept = [
    ...[CONFIG_FILE, INDEX_FILE, 'tokenizer.json', ...shards].map((name) => ({
      ...weightsKey(weights, name),
      path: `/${folder}${name}`,
    })),
    { ...libraryKey(library), path: `/${FOLDER}${LIBRARY}` },
  ];
  const site = await openSite(WORKER, {});
  const page = await browser.newPage();
  const plan = { options: { ...options, weights, library } };
  const opened = await ContractPage.open(page, site.url, plan);
  await page.evaluate(async (files) => {
    for (const { scope, key, path } of files) await (await caches.open(scope)).put(key, await fetch(path));
  }, kept);
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  const seen = new Collector();
  const engine = await opened.make(seen.listen);
  const { model } = await engine.load(() => undefined);
  expect(model.contextTokens).toBe(CONTEXT);
  engine.generate(askJob('a', 'Name a bird.', { maxTokens: 2 }));
  await seen.ended('a');
  expect(seen.end('a')?.type).toBe('done');
  expect(asked.filter((url) => !url.endsWith('.js'))).toEqual([]);
  await engine.dispose();
  await page.close();
  await site.close();
});
