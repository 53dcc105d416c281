import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { cachedGguf } from '../../../e2e/fixtures/gguf.ts';
import { Collector } from '../contract/collector.ts';
import { askJob } from '../contract/jobs.ts';
import { nodeFilesEngine } from './node-files.test-help.ts';
import { smollm2Files } from './test-models.test-help.ts';

it('SmolLM2 with int8 activations, as the hub exports it, passes its own check and writes words in a batch', async () => {
  const paths = await smollm2Files(cachedGguf(), 'int8');
  const files = await Promise.all(
    Object.entries(paths).map(async ([name, path]) => ({ name, blob: new Blob([await readFile(path)]) })),
  );
  const seen = new Collector();
  const engine = nodeFilesEngine(files, seen.listen);
  const { width, abilities, model } = await engine.load(() => undefined);
  expect({ width, seeds: abilities.seeds, context: model.contextTokens }).toEqual({
    width: 8,
    seeds: 'exact',
    context: 8192,
  });
  const jobs = ['Name three birds.', 'Tell me, in a few words, what a lighthouse is for.'].map((question, i) =>
    askJob(`j${i}`, question, { maxTokens: 12, temperature: 0 }, 'Answer:'),
  );
  for (const job of jobs) engine.generate(job);
  await seen.ended(...jobs.map(({ id }) => id));
  for (const { id } of jobs) {
    expect(seen.end(id)).toMatchObject({ type: 'done' });
    expect(seen.text(id)).toMatch(/^Answer:[\p{L}\p{N}\p{P}\p{S}\s]+$/u);
    console.log(JSON.stringify(seen.text(id)));
  }
  await engine.dispose();
});
