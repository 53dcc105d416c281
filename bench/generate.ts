import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, runNode } from '../scripts/kit/process.mjs';
import { startServer } from '../scripts/serve.mjs';
import type { BenchOptions } from './benches.ts';
import { openApp, visitApp } from './generate/app.ts';
import { launch, within } from './generate/browser.ts';
import {
  appAndCore,
  coreAlone,
  longOrtWeb,
  nativeLlama,
  nativeOrt,
  type Surroundings,
  wllama,
} from './generate/cases.ts';
import { names } from './generate/figures.ts';
import { ensurePeers, ggufPath, joinWeights, peerPaths } from './generate/peers.ts';
import { startBareSite } from './generate/site.ts';
import { adapterOf, webLlmAppAndBare, webLlmNames } from './generate/web-llm.ts';
import { longWorkload, storyWorkload, workload } from './generate/workload.ts';
import type { Measured } from './report.ts';
import { Samples } from './samples.ts';

const ROUNDS = 3;
const TOKENS = 96;
const QUICK_TOKENS = 32;
const LONG_STEPS = 24;
const WEB_LLM = 'WebLLM, app and bare page';
const VISIT_LIMIT_MS = 120_000;
// Downloads and a build on a slow line and machine.
const SETUP_LIMIT_MS = 1_800_000;

type Case = readonly [name: string, work: () => Promise<unknown>];

/** The few that end within a minute: short prompts, short answers. */
function quickCases(s: Surroundings): readonly Case[] {
  const work = workload({ task: 'math', columns: 4, maxTokens: QUICK_TOKENS, shots: 'zero' });
  return [
    ['app and core, 4 columns', () => appAndCore(s, '4 columns', work, false)],
    ['wllama, 1 stream', () => wllama(s, '1 stream', work.prompts.slice(0, 1), QUICK_TOKENS)],
  ];
}

/** What is compared stands close together. */
function fullCases(s: Surroundings): readonly Case[] {
  const math = (columns: number) => workload({ task: 'math', columns, maxTokens: TOKENS });
  const npc = workload({ task: 'npc', columns: 8, maxTokens: TOKENS });
  const { prompts } = storyWorkload(4, TOKENS);
  const both = (columns: number): Case => {
    const label = `${columns} column${columns > 1 ? 's' : ''}`;
    return [`app and core, ${label}`, () => appAndCore(s, label, math(columns), columns === 4)];
  };
  let held = 600;
  const long = '8 rows of 600 tokens';
  return [
    both(1),
    both(2),
    both(8),
    both(4),
    ['core, 8 rows', () => coreAlone(s, '8 rows', storyWorkload(8, TOKENS))],
    ['core, 4 rows', () => coreAlone(s, '4 rows', storyWorkload(4, TOKENS))],
    ['native llama.cpp', () => nativeLlama(s, prompts, TOKENS)],
    ['wllama, 4 slots', () => wllama(s, '4 slots', prompts, TOKENS)],
    ['wllama, 1 stream', () => wllama(s, '1 stream', math(1).prompts, TOKENS)],
    ['native onnxruntime, 1 row', () => nativeOrt(s, '1 row', 1, 256, TOKENS)],
    ['native onnxruntime, 4 rows', () => nativeOrt(s, '4 rows', 4, 256, TOKENS)],
    ['app and core, npc', () => appAndCore(s, '8 columns, npc', npc, false)],
    [`core, ${long}`, async () => (held = await coreAlone(s, long, longWorkload(8, 3 * LONG_STEPS)))],
    [`onnxruntime-web, ${long}`, () => longOrtWeb(s, long, { rows: 8, promptTokens: held, steps: LONG_STEPS })],
  ];
}

/** Whatever fails is left out and said; the rest is still worth having. */
async function runAll(cases: readonly Case[], { round, context, say }: Surroundings): Promise<void> {
  for (const [name, work] of cases) {
    if (context.browser()?.isConnected() !== true) throw new Error('The browser is gone: stopped, or crashed.');
    const began = Date.now();
    try {
      await work();
      say(`round ${round + 1}: ${name}, ${((Date.now() - began) / 1000).toFixed(1)} s`);
    } catch (thrown) {
      say(`round ${round + 1}: ${name} LEFT OUT: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
}

function addRatios(samples: Samples): void {
  const { overall, steady, last } = names;
  for (const label of ['1 column', '2 columns', '4 columns', '8 columns'])
    samples.ratio(`app / core, ${label}`, overall(`app, ${label}`), overall(`core, ${label}`), 0.97);
  const four = steady('core, 4 rows');
  samples.ratio('core, 4 rows / wllama, 4 slots', four, steady('wllama, 4 slots'), 5);
  samples.ratio('core, 4 rows / native llama.cpp, 1 stream', four, steady('native llama.cpp, 1 stream'), 1);
  samples.ratio('core, 8 rows / 4 rows', steady('core, 8 rows'), four, 1.3);
  samples.ratio('WebLLM: app / bare page, decode', webLlmNames.app, webLlmNames.bare, 0.97);
  const long = '8 rows of 600 tokens';
  samples.ratio(`core / onnxruntime-web, ${long}`, steady(`core, ${long}`), steady(`onnxruntime-web, ${long}`), 1.5);
  samples.limit('app, last of 8 columns, math: first token, ms', last('app, 8 columns'), 4000);
  samples.limit('app, last of 8 columns, npc: first token, ms', last('app, 8 columns, npc'), 4000);
}

/** In a browser of its own, after all others: software WebGPU takes every core. */
async function webLlmRounds(base: Omit<Surroundings, 'context' | 'round'>, quick: boolean): Promise<void> {
  const browser = await launch(true);
  try {
    const context = await browser.newContext();
    const adapter = await adapterOf(context, base.bareUrl);
    base.say(adapter === null ? 'There is no WebGPU here: WebLLM is left out.' : `WebGPU: ${adapter}`);
    if (adapter === null) return;
    if (base.appUrl !== null) await openApp(context, base.appUrl, VISIT_LIMIT_MS);
    const work = workload({ task: 'math', columns: 1, maxTokens: QUICK_TOKENS, shots: 'zero' });
    const rounds = quick ? 1 : ROUNDS;
    // The first is not counted: it compiles shaders and fills the cache for both.
    for (let round = -1; round < rounds; round++) {
      const samples = round < 0 ? new Samples() : base.samples;
      const s = { ...base, samples, context, round: Math.max(0, round) };
      await runAll([[WEB_LLM, () => webLlmAppAndBare(s, work, QUICK_TOKENS)]], s);
    }
  } finally {
    await browser.close();
  }
}

/** The app against its own engine, and the engine against other ways to run the same model on the same processor. */
export async function generate({ only, quick, say }: BenchOptions): Promise<Measured> {
  const preparing = runNode([join(projectRoot, 'scripts/prepare.mjs')], { cwd: projectRoot, output: 'show' });
  const { code } = await within(SETUP_LIMIT_MS, 'preparing the app', preparing);
  if (code !== 0) say('The app could not be built: only its engine is measured.');
  await within(SETUP_LIMIT_MS, 'installing the peers', ensurePeers(say));
  const gguf = ggufPath();
  const samples = new Samples();
  const closing: (() => unknown)[] = [];
  try {
    const joined = joinWeights();
    closing.push(() => joined.remove());
    const bare = await startBareSite(
      existsSync(peerPaths.wllama) ? { wllama: peerPaths.wllama } : {},
      gguf === null ? {} : { 'gguf/model.gguf': gguf },
    );
    closing.push(() => bare.close());
    const app = code === 0 ? await startServer({ port: 0 }) : null;
    closing.push(() => app?.close());
    const browser = await launch();
    closing.push(() => browser.close());
    // Without its browser the bench ends by itself, and cleans up.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void browser.close());
    for (let round = 0; round < (quick ? 1 : ROUNDS); round++) {
      const context = await browser.newContext();
      const appUrl = app?.url ?? null;
      const s = { samples, round, context, appUrl, bareUrl: bare.url, gguf, graph: joined.graph, say };
      const visit: Case = [
        'app, first visit',
        async () => {
          if (appUrl === null) return;
          samples.add(round, 'app: load, first visit', await visitApp(context, appUrl, VISIT_LIMIT_MS), 'ms');
        },
      ];
      // What the app's cases need of it stays.
      const wanted = (quick ? quickCases(s) : fullCases(s)).filter(([name]) => name.includes(only));
      if (wanted.length > 0) await runAll([visit, ...wanted], s);
      await context.close();
    }
    if (WEB_LLM.includes(only))
      await webLlmRounds(
        { samples, appUrl: app?.url ?? null, bareUrl: bare.url, gguf, graph: joined.graph, say },
        quick,
      );
  } finally {
    // One that cannot be closed must not keep the others open.
    for (const close of closing.reverse()) {
      try {
        await close();
      } catch (thrown) {
        say(`A part of the bench could not be closed: ${String(thrown)}`);
      }
    }
  }
  addRatios(samples);
  return samples.measured();
}
