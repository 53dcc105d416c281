import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { obtainMinilm } from '../../scripts/weights/minilm.ts';
import { projectRoot, runNode } from '../../scripts/kit/process.mjs';
import type { BenchOptions } from '../benches.ts';
import { askPage, launchProfile } from '../generate/browser.ts';
import { generatePersonas } from '../hub/generate-personas.ts';
import type { Measured } from '../report.ts';
import { Samples } from '../samples.ts';
import { startEmbedSite } from './site.ts';
import type { EmbedPageAnswer, EmbedPageAsk } from './pages/embed.page.ts';
import { askPython, peersPython } from '../python.ts';

const SEED = 7;
const ROUNDS = 3;
const TEXTS = 1000;
const QUICK_TEXTS = 200;
const LIMIT_MS = 600_000;
/** Texts in a batch of native ONNX Runtime; the fastest of them counts. */
const NATIVE_BATCHES = [1, 8, 32];
const GOAL = 0.45;

interface NativeAnswer {
  readonly seconds: Readonly<Record<string, number>>;
  readonly first: readonly number[];
}

function textsOf(input: string | null, count: number): readonly string[] {
  if (input === null) {
    const personas = generatePersonas(SEED);
    return Array.from({ length: count }, () => personas.next().value.persona);
  }
  const lines = readFileSync(input, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const texts = new Set(lines.map((line) => (JSON.parse(line) as { readonly persona: string }).persona));
  return Array.from(texts).slice(0, count);
}

/** Vectors a second: the app's embed worker in Chromium against native ONNX Runtime with the same file, texts and threads. */
export async function embedBench({ quick, input, say }: BenchOptions): Promise<Measured> {
  await runNode([join(projectRoot, 'scripts/prepare.mjs'), '--no-build'], { cwd: projectRoot, output: 'show' });
  const files = await obtainMinilm({ say });
  const python = await peersPython('dedup', say);
  const texts = textsOf(input, quick ? QUICK_TEXTS : TEXTS);
  const samples = new Samples();
  const profile = mkdtempSync(join(tmpdir(), 'polyphony-embed-profile-'));
  const closing: (() => unknown)[] = [() => rmSync(profile, { recursive: true, force: true })];
  try {
    const site = await startEmbedSite();
    closing.unshift(() => site.close());
    const context = await launchProfile(profile);
    closing.unshift(() => context.close());
    for (let round = 0; round < (quick ? 1 : ROUNDS); round += 1) {
      for (const threads of [2, 1]) {
        const with_ = threads === 1 ? '1 thread' : `${threads} threads`;
        const ask: EmbedPageAsk = { texts, threads };
        const { answer } = await askPage(context, `${site.url}bench/`, ask, LIMIT_MS);
        const ours = answer as EmbedPageAnswer;
        const question = { ...files, texts, threads, batches: NATIVE_BATCHES };
        const native = await askPython<NativeAnswer>(python, 'dedup/embed.py', question, threads, LIMIT_MS);
        const add = (name: string, value: number, unit = 'texts/s') => samples.add(round, name, value, unit);
        add(`embedding, ours, ${with_}`, texts.length / ours.seconds);
        for (const [size, seconds] of Object.entries(native.seconds))
          add(`embedding, native, ${with_}, batches of ${size}`, texts.length / seconds);
        add(`embedding, native, ${with_}`, texts.length / Math.min(...Object.values(native.seconds)));
        add(`embedding, ours, ${with_}: load`, ours.loadSeconds, 's');
        add(`embedding, ours, ${with_}: vectors that were kept`, texts.length / ours.keptSeconds);
        const cosine = native.first.reduce((sum, value, i) => sum + value * (ours.vectors[i] ?? 0), 0);
        add('embedding: cosine of ours to native', cosine, 'cosine');
        say(`  ${ours.runsOn}: ${(texts.length / ours.seconds).toFixed(1)} texts/s`);
      }
    }
    samples.ratio(
      'embedding: ours / native, 2 threads',
      'embedding, ours, 2 threads',
      'embedding, native, 2 threads',
      GOAL,
    );
    samples.ratio(
      'embedding: ours / native, 1 thread',
      'embedding, ours, 1 thread',
      'embedding, native, 1 thread',
      GOAL,
    );
    return samples.measured();
  } finally {
    for (const close of closing) await close();
  }
}
