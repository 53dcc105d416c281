/**
 * How far the embedded model in WebLLM, in software WebGPU, says the same as llama.cpp and as a float32 oracle on the same
 * weights: greedy tokens of the prompts in models/smollm2-135m/webgpu/fixtures/prompts.json. Writes agreement.json beside
 * them and a summary. Some minutes on two idle cores.
 *
 *   node --import tsx scripts/weights/webgpu-agreement.ts [--compare]
 *
 * --compare takes WebLLM's answers from agreement.json as they are and compares them anew.
 * Needs the published model (`npm run prepare:app`) and bench/peers installed (`npm ci --ignore-scripts` there).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { ensureChromium, webGpuArgs } from '../chromium.mjs';
import { projectRoot } from '../kit/process.mjs';
import { writeWhole } from '../kit/stamp.mjs';
import { say, sayError } from '../kit/terminal.mjs';
import { cacheFolder } from './cache.ts';
import { gguf } from './source.ts';
import { continueGreedily, loadModel, serveModel } from './webgpu-page.ts';

/** <|im_end|>, with which an answer ends. */
const END = 2;
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
  readonly getLlama: (options: object) => Promise<Llama>;
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
    // Its threads wait by spinning: on a busy machine two of them take minutes for what one does in seconds.
    const context = await model.createContext({ contextSize: 1024, threads: 1 });
    const ids: number[] = [];
    const steps = context.getSequence().evaluate(model.tokenize(prompt, true), {
      temperature: 0,
      yieldEogToken: true,
    });
    for await (const id of steps) {
      ids.push(id);
      // It would go on past the end of the answer.
      if (id === END || ids.length >= maxTokens) break;
    }
    answers.push(texts(ids));
    say(`llama.cpp ${answers.length}/${prompts.length} ${JSON.stringify(answers.at(-1)?.join(''))}`);
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

async function askWebLlm({ prompts, maxTokens }: Prompts): Promise<string[]> {
  const site = await serveModel();
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: [...webGpuArgs],
  });
  try {
    const page = await browser.newPage();
    // Software on a busy machine: a long prompt takes minutes.
    page.setDefaultTimeout(0);
    await loadModel(page, site.url);
    const answers: string[] = [];
    for (const prompt of prompts) {
      const { tokens } = await continueGreedily(page, prompt, maxTokens);
      answers.push(tokens.join(''));
      say(`${answers.length}/${prompts.length} ${JSON.stringify(answers.at(-1))}`);
    }
    return answers;
  } finally {
    await browser.close();
    site.close();
  }
}

/** Where a text leaves the tokens of another answer: the place of the first that it does not continue with; or null. */
function parting(text: string, tokens: readonly string[]): number | null {
  let rest = text;
  for (const [place, token] of tokens.entries()) {
    if (!rest.startsWith(token)) return place;
    rest = rest.slice(token.length);
  }
  return rest === '' ? null : tokens.length;
}

interface Agreement {
  readonly cases: readonly { readonly webLlm: string }[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { compare: { type: 'boolean', default: false } } });
  const read = (name: string): unknown => JSON.parse(readFileSync(join(fixtures, name), 'utf8'));
  const asked = read('prompts.json') as Prompts;
  const oracle = read('oracle.json') as Oracle;
  if (oracle.cases.map(({ prompt }) => prompt).join() !== asked.prompts.join())
    throw new Error('oracle.json is about other prompts: run make_oracle.py first');
  const webLlm = values.compare
    ? (read('agreement.json') as Agreement).cases.map((one) => one.webLlm)
    : await askWebLlm(asked);
  const llama = await askLlama(asked, oracle);
  const cases = webLlm.map((text, i) => ({
    promptTokens: oracle.cases[i]?.promptIds.length,
    webLlm: text,
    llama: llama.answers[i]?.join(''),
    partsFromOracle: parting(text, llama.oracle[i] ?? []),
    partsFromLlama: parting(text, llama.answers[i] ?? []),
    // How sure the oracle was where llama.cpp says something else.
    oracleMargin: marginAt(oracle.cases[i]?.margin ?? [], parting(text, llama.answers[i] ?? [])),
  }));
  const lines = cases.map((one) => JSON.stringify(one)).join(',\n');
  writeWhole(
    join(fixtures, 'agreement.json'),
    `{"version":1,"llamaCpp":${JSON.stringify(llama.version)},"maxTokens":${asked.maxTokens},"cases":[\n${lines}\n]}\n`,
  );
  const same = (key: 'partsFromOracle' | 'partsFromLlama') => cases.filter((one) => one[key] === null).length;
  say(`Equal to the float32 oracle: ${same('partsFromOracle')} of ${cases.length}.`);
  say(`Equal to llama.cpp ${llama.version}: ${same('partsFromLlama')} of ${cases.length}.`);
  for (const { partsFromLlama, oracleMargin } of cases)
    if (partsFromLlama !== null)
      say(`  parts at token ${partsFromLlama}, where the oracle's margin is ${oracleMargin ?? 'unknown'}`);
}

const marginAt = (margins: readonly number[], place: number | null): number | null =>
  place === null ? null : (margins[place] ?? null);

main().catch((error: unknown) => {
  sayError(error);
  process.exitCode = 1;
});
