/**
 * How far the embedded model in WebLLM, in software WebGPU, says the same as llama.cpp and as a float32 oracle on the same
 * weights: greedy tokens of the prompts in models/smollm2-135m/webgpu/fixtures/prompts.json. Writes agreement.json beside
 * them and a summary. Five minutes on two idle cores.
 *
 *   node --import tsx scripts/weights/webgpu-agreement.ts
 *
 * Needs the published model (`npm run prepare:app`) and bench/peers installed (`npm ci --ignore-scripts` there).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumArgs, ensureChromium } from '../chromium.mjs';
import { projectRoot } from '../kit/process.mjs';
import { writeWhole } from '../kit/stamp.mjs';
import { say, sayError } from '../kit/terminal.mjs';
import { cacheFolder } from './cache.ts';
import { gguf } from './source.ts';
import { continueGreedily, loadModel, serveModel, softwareGpuArgs } from './webgpu-page.ts';

const fixtures = join(projectRoot, 'models', 'smollm2-135m', 'webgpu', 'fixtures');

interface Prompts {
  readonly maxTokens: number;
  readonly prompts: readonly string[];
}
interface Oracle {
  readonly cases: readonly {
    readonly prompt: string;
    readonly promptIds: readonly number[];
    readonly greedyIds: readonly number[];
    readonly margin: readonly number[];
  }[];
}

interface LlamaModel {
  tokenize(text: string, special: boolean): number[];
  detokenize(tokens: readonly number[], special: boolean): string;
  createContext(options: object): Promise<{ getSequence(): LlamaSequence; dispose(): Promise<void> }>;
  dispose(): Promise<void>;
}
interface LlamaSequence {
  evaluate(tokens: readonly number[], options: object): AsyncGenerator<number>;
}
interface Llama {
  readonly llamaCppRelease: { readonly release: string };
  loadModel(options: object): Promise<LlamaModel>;
  dispose(): Promise<void>;
}
interface NodeLlamaCpp {
  getLlama(options: object): Promise<Llama>;
}

interface FromLlama {
  readonly version: string;
  readonly answers: readonly string[][];
  /** The texts of given ids, one by one. */
  readonly oracle: readonly string[][];
}

/** llama.cpp's greedy tokens, and the oracle's ids as texts. */
async function askLlama({ prompts, maxTokens }: Prompts, oracle: Oracle): Promise<FromLlama> {
  const entry = join(projectRoot, 'bench', 'peers', 'node_modules', 'node-llama-cpp', 'dist', 'index.js');
  const { getLlama } = (await import(pathToFileURL(entry).href)) as NodeLlamaCpp;
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, logLevel: 'error' });
  const model = await llama.loadModel({ modelPath: join(cacheFolder(), gguf.file), gpuLayers: 0 });
  const texts = (ids: readonly number[]) => ids.map((id) => model.detokenize([id], true));
  const answers: string[][] = [];
  for (const prompt of prompts) {
    const context = await model.createContext({ contextSize: 1024 });
    const ids: number[] = [];
    const steps = context.getSequence().evaluate(model.tokenize(prompt, true), {
      temperature: 0,
      yieldEogToken: true,
    });
    for await (const id of steps) {
      ids.push(id);
      if (ids.length >= maxTokens) break;
    }
    answers.push(texts(ids));
    await context.dispose();
  }
  const result = {
    version: llama.llamaCppRelease.release,
    answers,
    oracle: oracle.cases.map(({ greedyIds }) => texts(greedyIds)),
  };
  await llama.dispose();
  return result;
}

async function askWebLlm({ prompts, maxTokens }: Prompts) {
  const site = await serveModel();
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: [...chromiumArgs.filter((arg) => arg !== '--disable-gpu'), ...softwareGpuArgs],
  });
  try {
    const page = await browser.newPage();
    // Software on a busy machine: a long prompt takes minutes.
    page.setDefaultTimeout(0);
    await loadModel(page, site.url);
    const answers = [];
    for (const prompt of prompts) {
      const answer = await continueGreedily(page, prompt, maxTokens);
      answers.push(answer);
      say(`${answers.length}/${prompts.length} ${JSON.stringify(answer.tokens.join(''))}`);
    }
    return answers;
  } finally {
    await browser.close();
    site.close();
  }
}

/** The first token in which two answers part; null when they are the same. */
function parting(a: readonly string[], b: readonly string[]): number | null {
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] !== b[i]) return i;
  return null;
}

async function main(): Promise<void> {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(fixtures, name), 'utf8'));
  const asked = read('prompts.json') as Prompts;
  const webLlm = await askWebLlm(asked);
  const oracle = read('oracle.json') as Oracle;
  if (oracle.cases.map(({ prompt }) => prompt).join() !== asked.prompts.join())
    throw new Error('oracle.json is about other prompts: run make_oracle.py first');
  const llama = await askLlama(asked, oracle);
  const cases = webLlm.map(({ promptTokens, tokens }, i) => ({
    promptTokens,
    webLlm: tokens,
    partsFromOracle: parting(tokens, llama.oracle[i] ?? []),
    partsFromLlama: parting(tokens, llama.answers[i] ?? []),
    llama: llama.answers[i] ?? [],
    oracleMargin: oracle.cases[i]?.margin ?? [],
  }));
  const lines = cases.map((one) => JSON.stringify(one)).join(',\n');
  writeWhole(
    join(fixtures, 'agreement.json'),
    `{"version":1,"llamaCpp":${JSON.stringify(llama.version)},"maxTokens":${asked.maxTokens},"cases":[\n${lines}\n]}\n`,
  );
  const same = (key: 'partsFromOracle' | 'partsFromLlama') => cases.filter((one) => one[key] === null).length;
  say(`Equal to the float32 oracle: ${same('partsFromOracle')} of ${cases.length}.`);
  say(`Equal to llama.cpp ${llama.version}: ${same('partsFromLlama')} of ${cases.length}.`);
}

main().catch((error: unknown) => {
  sayError(error);
  process.exitCode = 1;
});
