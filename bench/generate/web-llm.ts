import type { BrowserContext } from '@playwright/test';
import type { RunSpec } from '../../lib/model/run.ts';
import { runApp } from './app.ts';
import type { WebLlmAnswer } from './asks.ts';
import { askPage } from './browser.ts';
import type { Surroundings } from './cases.ts';
import { counted } from './counted.ts';
import type { Workload } from './workload.ts';

// A prompt of a hundred tokens takes ten seconds in software, loading fifteen, and so many answer tokens another ten.
const LIMIT_MS = 300_000;
const RATE = 'tokens/s';

export const webLlmNames = {
  app: 'WebLLM in the app: decode',
  bare: 'WebLLM on a bare page: decode',
};

/**
 * The embedded model by WebLLM: in the app, and on a page with nothing else. Both render the same prompt with the same
 * seed, so both write the same text.
 * @param s its context must be of a browser with WebGPU.
 */
export async function webLlmAppAndBare(s: Surroundings, work: Workload, maxTokens: number): Promise<void> {
  const turns = [() => inApp(s, work), () => onBarePage(s, work, maxTokens)];
  const texts: string[] = [];
  for (const turn of s.round % 2 === 0 ? turns : turns.reverse()) texts.push(await turn());
  const [first = '', second = ''] = texts.map((text) => text.trim());
  // The app's text begins with the answer's prefix, and ends without what only stop tokens are.
  if (!first.endsWith(second) && !second.endsWith(first))
    s.say('The app and the bare page wrote different texts: their rates are of different tokens.');
}

async function inApp(s: Surroundings, { spec }: Workload): Promise<string> {
  if (s.appUrl === null) throw new Error('there is no built app');
  const { usages, texts } = await runApp(s.context, s.appUrl, onWebLlm(spec), LIMIT_MS, false);
  const [usage] = usages.map(counted);
  if (!usage) throw new Error('the app wrote nothing');
  s.samples.add(s.round, webLlmNames.app, ((usage.completionTokens - 1) * 1000) / usage.decodeMs, RATE);
  s.samples.add(s.round, 'WebLLM in the app: prefill', (usage.promptTokens * 1000) / usage.firstTokenMs, RATE);
  return texts[0] ?? '';
}

async function onBarePage(s: Surroundings, work: Workload, maxTokens: number): Promise<string> {
  const [prompt = ''] = work.prompts;
  const seed = work.jobs[0]?.sampling.seed ?? 1;
  const ask = { prompt, maxTokens, seed };
  const { answer } = await askPage(s.context, `${s.bareUrl}web-llm.html`, ask, LIMIT_MS);
  const { decodeRate, prefillRate, text } = answer as WebLlmAnswer;
  s.samples.add(s.round, webLlmNames.bare, decodeRate, RATE);
  s.samples.add(s.round, 'WebLLM on a bare page: prefill', prefillRate, RATE);
  return text;
}

function onWebLlm(spec: RunSpec): RunSpec {
  const model = { engine: 'web-llm', model: 'smollm2-135m', name: 'SmolLM2 135M Instruct (WebGPU)' } as const;
  return { ...spec, columns: spec.columns.map((column) => ({ ...column, model })) };
}

/** Whether a browser context has WebGPU, and what computes it. */
export function adapterOf(context: BrowserContext, url: string): Promise<string | null> {
  const ask = async () => {
    const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<{ info: Record<string, string> } | null> } };
    const adapter = await gpu?.requestAdapter();
    return adapter ? `${adapter.info['vendor'] ?? ''} ${adapter.info['architecture'] ?? ''}`.trim() : null;
  };
  return context.newPage().then(async (page) => {
    try {
      await page.goto(url);
      return await page.evaluate(ask);
    } finally {
      await page.close();
    }
  });
}
