import { exactJoin } from '../../../lib/dedup/exact-join.ts';
import { LiveJoin } from '../../../lib/dedup/live-join.ts';
import type { Steps } from '../../../lib/dedup/steps.ts';
import { Tokeniser } from '../../../lib/dedup/tokeniser.ts';
import { createBreathe } from '../../../workers/serve.ts';
import type { LexicalAnswer, LexicalAsk, LiveAnswer, LiveAsk, ReadAsk } from './lexical-asks.ts';

const breathe = createBreathe();
let held = { bytes: new Uint8Array(), offsets: new Uint32Array(1) };
const WORDS = { kind: 'words', size: 1 } as const;

/** The texts of a JSONL file as a shard holds them: UTF-8 bytes with offsets. */
async function read({ file, limit }: ReadAsk): Promise<void> {
  const lines = (await file.text()).split('\n').filter((line) => line !== '');
  const texts = lines.slice(0, limit ?? lines.length).map((line) => (JSON.parse(line) as { persona: string }).persona);
  const encoder = new TextEncoder();
  const each = texts.map((text) => encoder.encode(text));
  const offsets = new Uint32Array(each.length + 1);
  for (const [i, { length }] of each.entries()) offsets[i + 1] = (offsets[i] ?? 0) + length;
  const bytes = new Uint8Array(offsets.at(-1) ?? 0);
  for (const [i, some] of each.entries()) bytes.set(some, offsets[i]);
  held = { bytes, offsets };
}

async function lexical({ threshold, pairs }: LexicalAsk): Promise<LexicalAnswer> {
  const { bytes, offsets } = held;
  const steps: Steps = { signal: new AbortController().signal, breathe, progress: () => undefined };
  const began = performance.now();
  const tokeniser = new Tokeniser(WORDS);
  for (let i = 0; i + 1 < offsets.length; i += 1) tokeniser.add(bytes, offsets[i] ?? 0, offsets[i + 1] ?? 0);
  const sets = tokeniser.finish();
  const tokenised = performance.now();
  const found = await exactJoin(sets, threshold, steps);
  const ended = performance.now();
  return {
    texts: sets.count,
    tokenising: (tokenised - began) / 1000,
    seconds: (ended - began) / 1000,
    found: found.a.length,
    // A text goes when an earlier one is alike: the same rule for every peer.
    removed: new Set(found.b).size,
    pairs: pairs ? Array.from(found.a, (a, i) => [a, found.b[i] ?? 0] as const) : [],
  };
}

/** One new text against those before, again and again. */
function live({ before, threshold }: LiveAsk): LiveAnswer {
  const { bytes, offsets } = held;
  const decoder = new TextDecoder();
  const join = new LiveJoin(WORDS, threshold);
  const milliseconds: number[] = [];
  for (let i = 0; i + 1 < offsets.length; i += 1) {
    const text = decoder.decode(bytes.subarray(offsets[i] ?? 0, offsets[i + 1] ?? 0));
    const began = performance.now();
    join.add(text);
    if (i >= before) milliseconds.push(performance.now() - began);
  }
  return { milliseconds };
}

async function answer(asked: ReadAsk | LexicalAsk | LiveAsk): Promise<unknown> {
  switch (asked.kind) {
    case 'read':
      await read(asked);
      return {};
    case 'lexical':
      return lexical(asked);
    case 'live':
      return live(asked);
  }
}

self.onmessage = ({ data }: MessageEvent<ReadAsk | LexicalAsk | LiveAsk>) => {
  answer(data).then(
    (value) => self.postMessage(value),
    (thrown: unknown) => self.postMessage({ error: String(thrown) }),
  );
};
