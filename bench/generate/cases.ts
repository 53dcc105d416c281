import { cpus } from 'node:os';
import type { BrowserContext } from '@playwright/test';
import { deviceLimits } from '../../workers/engines/chorus/device.ts';
import type { Samples } from '../samples.ts';
import { type AppAnswer, runApp } from './app.ts';
import type { CoreFromWorker, PastPresentAsk, PeerAnswer, PeerAsk } from './asks.ts';
import { askPage } from './browser.ts';
import { addStreams, addUsages } from './figures.ts';
import { askChild } from './native/ask.ts';
import type { LlamaAsk } from './native/llama.ts';
import type { OrtAsk } from './native/ort.ts';
import { peerPaths } from './peers.ts';
import type { Workload } from './workload.ts';

interface CoreAnswer extends Omit<CoreFromWorker, 'readyAt'> {
  /** From the page's navigation to the engine's readiness. */
  readonly loadMs: number;
}

export interface Surroundings {
  readonly samples: Samples;
  readonly round: number;
  readonly context: BrowserContext;
  /** Null when there is no built app. */
  readonly appUrl: string | null;
  readonly bareUrl: string;
  readonly gguf: string | null;
  readonly graph: string;
  readonly say: (line: string) => void;
}

// A slow machine takes a minute for the longest; ten times that is a hang.
const LIMIT_MS = 600_000;

/** Everybody gets the threads that the app gives itself here. */
export const threads = deviceLimits(
  { cores: cpus().length, isolated: true, memoryGiB: null },
  { threads: 0, width: 0 },
).threads;

/** The app and its engine alone, one after the other, in turns first: the same prompts, seeds and so the same tokens. */
export async function appAndCore(s: Surroundings, label: string, work: Workload, loads: boolean): Promise<void> {
  let app: AppAnswer | null = null;
  let core: CoreAnswer | null = null;
  const turns = [
    async () => {
      if (s.appUrl !== null) app = await runApp(s.context, s.appUrl, work.spec, LIMIT_MS);
    },
    async () => {
      core = await runCore(s, work);
    },
  ];
  for (const turn of s.round % 2 === 0 ? turns : turns.reverse()) await turn();
  const both = { app: app as AppAnswer | null, core: core as CoreAnswer | null };
  if (both.app) {
    addUsages(s.samples, s.round, `app, ${label}`, both.app.usages, both.app.overheadMs);
    s.samples.add(s.round, `app, ${label}: page, store and messages`, both.app.overheadMs, 'ms');
    if (loads) s.samples.add(s.round, 'app: load, weights kept', both.app.loadMs, 'ms');
  }
  if (both.core) {
    addStreams(s.samples, s.round, `core, ${label}`, both.core.streams, true);
    if (loads) s.samples.add(s.round, 'core: load, weights kept', both.core.loadMs, 'ms');
  }
  if (both.app && both.core && JSON.stringify(both.app.texts) !== JSON.stringify(both.core.texts))
    s.say(`The app and its engine alone wrote different texts with ${label}: their rates cannot be compared.`);
}

/** @returns the length of the first prompt. */
export async function coreAlone(s: Surroundings, label: string, work: Workload): Promise<number> {
  const { streams } = await runCore(s, work);
  addStreams(s.samples, s.round, `core, ${label}`, streams, true);
  return streams[0]?.promptTokens ?? 0;
}

export async function longOrtWeb(s: Surroundings, label: string, ask: Omit<PastPresentAsk, 'threads'>): Promise<void> {
  const url = `${s.bareUrl}worker.html?worker=ort`;
  const full: PastPresentAsk = { ...ask, threads };
  const { answer } = await askPage(s.context, url, full, LIMIT_MS);
  addStreams(s.samples, s.round, `onnxruntime-web, ${label}`, (answer as PeerAnswer).streams);
}

export async function wllama(s: Surroundings, label: string, prompts: readonly string[], maxTokens: number) {
  if (s.gguf === null) throw new Error('there is no GGUF here; $POLYPHONY_GGUF may name one');
  const ask: PeerAsk = { prompts, maxTokens, threads };
  const { answer } = await askPage(s.context, `${s.bareUrl}wllama.html`, ask, LIMIT_MS);
  addStreams(s.samples, s.round, `wllama, ${label}`, (answer as PeerAnswer).streams);
}

export async function nativeLlama(s: Surroundings, prompts: readonly string[], maxTokens: number): Promise<void> {
  if (s.gguf === null) throw new Error('there is no GGUF here; $POLYPHONY_GGUF may name one');
  const ask: LlamaAsk = { prompts, maxTokens, threads, gguf: s.gguf, library: peerPaths.llama };
  const { streams } = await askChild<PeerAnswer>('./llama.ts', ask, LIMIT_MS);
  addStreams(s.samples, s.round, 'native llama.cpp, 1 stream', streams);
}

export async function nativeOrt(s: Surroundings, label: string, rows: number, promptTokens: number, steps: number) {
  const ask: OrtAsk = { rows, promptTokens, steps, threads, graph: s.graph, peers: peerPaths.packageJson };
  const { streams } = await askChild<PeerAnswer>('./ort.ts', ask, LIMIT_MS);
  addStreams(s.samples, s.round, `native onnxruntime, ${label}`, streams);
}

async function runCore(s: Surroundings, { jobs }: Workload): Promise<CoreAnswer> {
  const url = `${s.bareUrl}worker.html?worker=core`;
  const { answer, openedAt } = await askPage(s.context, url, { jobs }, LIMIT_MS);
  const { readyAt, ...rest } = answer as CoreFromWorker;
  return { ...rest, loadMs: readyAt - openedAt };
}
