import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import type { EngineInfo } from '../../lib/model/model-info.ts';
import type { ChorusFilesLoad } from '../../lib/protocol/engine.ts';
import { findChromium, webGpuArgs } from '../../scripts/chromium.mjs';
import { type ModelFiles, smollm2Files, tinyModel } from '../../workers/engines/chorus-files/test-models.test-help.ts';
import { Collector } from '../../workers/engines/contract/collector.ts';
import { askJob } from '../../workers/engines/contract/jobs.ts';
import { cachedGguf } from '../fixtures/gguf.ts';
import { expect, test } from '../fixtures/guard.ts';
import { ContractPage } from './page-engine.ts';
import { openSite } from './site.ts';

const ask = (words: number, maxTokens: number) =>
  askJob(`job ${words}`, 'word '.repeat(words), { maxTokens, temperature: 0 }, 'Answer:');

type Files = Readonly<Record<string, string>>;

/** Loads a model in a page of its own, asks all jobs at once and then the first one alone. */
async function answers(
  browser: Browser,
  files: Files,
  device: ChorusFilesLoad['device'],
  // Prompts whose choices are not close: a GPU takes activations of 8 bits where the processor takes floats.
  jobs = [9, 27, 40, 60].map((words) => ask(words, 8)),
) {
  const site = await openSite('workers/chorus.worker.ts', files);
  const page = await browser.newPage();
  try {
    const given = Object.keys(files).map((name) => ({ name, path: `/files/${name}` }));
    const options = { engine: 'chorus-files', model: 'tiny', name: 'Tiny', device, threads: 0, width: 0 } as const;
    const opened = await ContractPage.open(page, site.url, { options, files: given });
    const seen = new Collector();
    const engine = await opened.make(seen.listen);
    const info: EngineInfo = await engine.load(() => undefined);
    for (const job of jobs) engine.generate(job);
    await seen.ended(...jobs.map(({ id }) => id));
    const together = jobs.map(({ id }) => seen.text(id));
    const [first] = jobs;
    if (!first) throw new Error('No jobs.');
    const again = { ...first, id: askJob('alone', '').id };
    engine.generate(again);
    await seen.ended(again.id);
    for (const { id } of [...jobs, again]) expect(seen.end(id)).toMatchObject({ type: 'done' });
    return { info, together, alone: seen.text(again.id) };
  } finally {
    await page.close();
    await site.close();
  }
}

const executablePath = findChromium();
test.use({ launchOptions: { args: [...webGpuArgs], ...(executablePath && { executablePath }) } });

test.describe('Chorus with files on a GPU', () => {
  // Software compiles its kernels on the processor.
  test.describe.configure({ timeout: 900_000 });
  let folder: string;
  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyphony-hub-layout-'));
  });
  test.afterAll(() => rm(folder, { recursive: true }));

  async function write(model: ModelFiles): Promise<Files> {
    const files: Record<string, string> = {};
    for (const [name, data] of Object.entries(model)) {
      files[name] = join(folder, name);
      await writeFile(files[name], data);
    }
    return files;
  }

  for (const [name, change] of [
    ['three matrices', {}],
    ['one matrix and positions', { packed: true, positions: true }],
  ] as const)
    test(`rows of different lengths give the processor's text: ${name}`, async ({ browser }) => {
      const files = await write(tinyModel(change));
      const gpu = await answers(browser, files, 'gpu');
      const cpu = await answers(browser, files, 'cpu');
      expect(gpu.info).toMatchObject({ device: 'gpu', threads: null });
      expect(gpu.info.width).toBeGreaterThan(1);
      expect(cpu.info).toMatchObject({ device: 'cpu' });
      expect(gpu.together).toEqual(cpu.together);
      expect(gpu.alone).toBe(gpu.together[0]);
    });

  // All layers would take software a quarter of an hour.
  test('weights of 4 bits of SmolLM2’s size come out of rows as they do alone', async ({ browser }) => {
    const files = await smollm2Files(cachedGguf(), 'q4', 2);
    const { info, together, alone } = await answers(browser, files, 'gpu', [ask(2, 6), ask(12, 6)]);
    expect(info).toMatchObject({ device: 'gpu', width: 8 });
    expect(alone).toBe(together[0]);
  });
});
