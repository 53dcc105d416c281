import type { GenerateJob } from '../model/job.ts';
import type { FinishReason } from '../model/run.ts';
import { createRandom } from '../sampling/random.ts';
import type { EncodedPrompt } from './encode-chat.ts';
import { type FakeModelOptions, hashLogits } from './fake-model.test-help.ts';
import { sampleToken } from './sample.ts';
import type { ByteLevelTokenizer } from './tokenizer.ts';

export interface Alone {
  readonly text: string;
  readonly tokens: number;
  /** Null: the prompt leaves no room. */
  readonly finish: FinishReason | null;
}

/** A job decoded by itself, one token at a time, its whole text looked at after each. */
export function decodeAlone(
  job: GenerateJob,
  prompt: EncodedPrompt,
  tokenizer: ByteLevelTokenizer,
  model: FakeModelOptions,
): Alone {
  const room = model.context - prompt.ids.length;
  if (room < 8) return { text: '', tokens: 0, finish: null };
  const { sampling } = job;
  const prefix = job.prompt.answerPrefix;
  const random = createRandom(sampling.seed);
  const seen = new Set(tokenizer.encode([{ text: prefix, special: false }]));
  const history = [...prompt.ids];
  const bytes: number[] = [];
  const text = (whole: boolean) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes), { stream: !whole });
  for (let tokens = 1; ; tokens++) {
    const id = sampleToken(hashLogits(history, model), sampling, seen, () => random.nextFloat());
    history.push(id);
    seen.add(id);
    bytes.push(...tokenizer.tokenBytes(id));
    const ended = tokenizer.isControl(id);
    const last = ended || tokens === Math.min(sampling.maxTokens, room);
    for (const all of last ? [false, true] : [false]) {
      const found = sampling.stop.map((stop) => text(all).indexOf(stop)).filter((at) => at >= 0);
      const cut = prefix + text(all).slice(0, Math.min(...found));
      if (found.length > 0) return { text: cut, tokens, finish: ended ? 'end' : 'stop-string' };
    }
    if (last)
      return {
        text: prefix + text(true),
        tokens,
        finish: ended ? 'end' : room < sampling.maxTokens ? 'context' : 'length',
      };
  }
}
