import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { f32Tensor, writeGguf } from '../../lib/decoding/gguf-writer.test-help.ts';
import { Collector } from '../../workers/engines/contract/collector.ts';
import { askJob } from '../../workers/engines/contract/jobs.ts';
import { overflowing, smollm2FirstTexts } from '../../workers/engines/contract/smollm2.ts';
import { slowScale } from '../../workers/engines/contract/world.ts';
import { wllamaAbilities } from '../../workers/engines/wllama/request.ts';
import { cachedGguf } from '../fixtures/gguf.ts';
import { splitGguf } from '../../workers/engines/wllama/split-gguf.test-help.ts';
import { expect, test } from '../fixtures/guard.ts';
import { contractTests } from './harness.ts';
import { ContractPage } from './page-engine.ts';
import { openSite } from './site.ts';

// Small enough to be filled in half a minute at twenty prompt tokens a second; llama.cpp counts in steps of 256.
const CONTEXT = 512;
const FILE = 'model.gguf';

const options = {
  engine: 'wllama',
  model: 'smollm2-135m',
  name: 'SmolLM2 135M Instruct',
  licence: null,
  contextTokens: CONTEXT,
  slots: 0,
  gpu: true,
} as const;

contractTests({
  name: 'wllama',
  worker: 'workers/wllama.worker.ts',
  files: { [FILE]: cachedGguf() },
  load: {
    options,
    files: [{ name: FILE, path: `/files/${FILE}` }],
  },
  // Sixty answers in the longest case, each with its prompt, on cores that other tests share.
  timeoutMs: 1_200_000,
  world: {
    abilities: wllamaAbilities,
    device: 'cpu',
    scale: slowScale,
    badJob: overflowing,
    unknown: [],
    context: { tokens: CONTEXT, fill: true },
    firstTexts: smollm2FirstTexts,
    vagueEnds: false,
    beginsFormats: true,
  },
});

const answer = askJob('a', 'Name three birds.', { maxTokens: 6 }, 'Birds:');

/** Loads the model from these files in a page of its own and answers once. */
async function answerFrom(browser: Browser, files: Readonly<Record<string, string>>): Promise<string> {
  const site = await openSite('workers/wllama.worker.ts', files);
  const page = await browser.newPage();
  try {
    const given = Object.keys(files).map((name) => ({ name, path: `/files/${name}` }));
    const opened = await ContractPage.open(page, site.url, { options, files: given });
    const seen = new Collector();
    const engine = await opened.make(seen.listen);
    await engine.load(() => undefined);
    engine.generate(answer);
    await seen.ended(answer.id);
    expect(seen.end(answer.id)).toMatchObject({ type: 'done' });
    return seen.text(answer.id);
  } finally {
    await page.close();
    await site.close();
  }
}

test.describe('wllama and files', () => {
  test.describe.configure({ timeout: 600_000 });
  let folder: string;
  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyphony-split-'));
  });
  test.afterAll(() => rm(folder, { recursive: true }));

  test('a split model answers as the whole one does, its parts given in any order', async ({ browser }) => {
    const names = ['m-00003-of-00003.gguf', 'm-00001-of-00003.gguf', 'm-00002-of-00003.gguf'];
    const parts = splitGguf(await readFile(cachedGguf()), names.length);
    const files: Record<string, string> = {};
    for (const name of names) {
      files[name] = join(folder, name);
      await writeFile(files[name], parts[Number(name.slice(2, 7)) - 1] ?? '');
    }
    expect(await answerFrom(browser, files)).toBe(await answerFrom(browser, { [FILE]: cachedGguf() }));
  });

  test('names what is wrong with files that it cannot run', async ({ browser }) => {
    const tensor = f32Tensor('token_embd.weight', [2, 32], new Array<number>(64).fill(0));
    const wrong = {
      'page.gguf': { bytes: Buffer.from('<!doctype html><title>Not found</title>'), code: 'model-corrupt' },
      'martian.gguf': {
        bytes: writeGguf({
          metadata: [['general.architecture', { type: 'string', value: 'martian' }]],
          tensors: [tensor],
        }),
        code: 'model-unsupported',
      },
      'cut.gguf': { bytes: (await readFile(cachedGguf())).subarray(0, 50_000_000), code: 'model-corrupt' },
    };
    for (const [name, { bytes, code }] of Object.entries(wrong)) {
      await writeFile(join(folder, name), bytes);
      await expect(answerFrom(browser, { [name]: join(folder, name) }), name).rejects.toMatchObject({
        fault: { code },
      });
    }
  });
});

test('embeds texts as vectors of length 1, like meanings near each other', async ({ browser }) => {
  test.setTimeout(600_000);
  const site = await openSite('workers/engines/wllama/embed.worker.test-help.ts', { [FILE]: cachedGguf() });
  const page = await browser.newPage();
  await page.goto(site.url);
  const asked = {
    base: site.url,
    gguf: `${site.url}files/${FILE}`,
    texts: ['A cat sat.', 'A kitten sat.', 'Stock markets fell.'],
  };
  const vectors = await page.evaluate(
    (message) =>
      new Promise<number[][] | string>((resolve) => {
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onmessage = ({ data }: MessageEvent<number[][] | string>) => resolve(data);
        worker.postMessage(message);
      }),
    asked,
  );
  if (typeof vectors === 'string') throw new Error(vectors);
  const [cat = [], kitten = [], markets = []] = vectors;
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
  for (const vector of vectors) expect(dot(vector, vector)).toBeCloseTo(1, 4);
  expect(dot(cat, kitten)).toBeGreaterThan(dot(cat, markets));
  await page.close();
  await site.close();
});
