import { readFileSync } from 'node:fs';
import { findChromium, webGpuArgs } from '../../scripts/chromium.mjs';
import { continueGreedily, loadModel, serveModel } from '../../scripts/weights/webgpu-page.ts';
import { expect, test } from '../fixtures/guard.ts';

interface Oracle {
  readonly cases: readonly {
    readonly prompt: string;
    readonly promptIds: readonly number[];
    readonly greedyIds: readonly number[];
    readonly margin: readonly number[];
  }[];
}
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

// Below this distance of the two best logits the order of float32 additions may decide: nothing after it is compared.
const NEAR_TIE = 0.02;
const TOKENS = 12;
/** What the library prefills at once; `lib/decoding/mlc/network.ts`. */
const CHUNK = 128;

const executablePath = findChromium();
test.use({
  launchOptions: {
    args: [...webGpuArgs],
    ...(executablePath && { executablePath }),
  },
});

test('the library’s greedy tokens in WebLLM are the float32 oracle’s', async ({ page, network }) => {
  // Software WebGPU: some four tokens a second on two idle cores.
  test.setTimeout(900_000);
  const short = (read('lib/decoding/fixtures/oracle.json') as Oracle).cases;
  const more = (read('models/smollm2-135m/webgpu/fixtures/oracle.json') as Oracle).cases;
  // Stock kernels say something else as soon as a prompt takes several chunks.
  const long = more.find(({ promptIds }) => promptIds.length > 2 * CHUNK);
  const cases = [short[0], short[3], short[5], long].filter((one) => one !== undefined);
  expect(cases).toHaveLength(4);
  const { model } = read('public/models/smollm2-135m-webgpu/resolve/main/tokenizer.json') as {
    model: { vocab: Record<string, number> };
  };
  // These answers are English: the byte alphabet's only surprises are the space and the newline.
  const texts = new Map(
    Object.entries(model.vocab).map(([text, id]) => [id, text.replaceAll('Ġ', ' ').replaceAll('Ċ', '\n')]),
  );
  const site = await serveModel();
  network.allow(new URL(site.url).origin);
  try {
    await loadModel(page, site.url);
    for (const { prompt, promptIds, greedyIds, margin } of cases) {
      const tie = margin.findIndex((distance) => distance < NEAR_TIE);
      const length = Math.min(TOKENS, tie === -1 ? Infinity : tie);
      expect(length).toBeGreaterThan(4);
      const answer = await continueGreedily(page, prompt, TOKENS);
      expect(answer.promptTokens).toBe(promptIds.length);
      expect(answer.tokens.slice(0, length)).toEqual(greedyIds.slice(0, length).map((id) => texts.get(id)));
    }
  } finally {
    site.close();
  }
});
