import type { MLCEngine } from '@mlc-ai/web-llm';
import { fault, FaultError } from '../../../lib/model/fault.ts';

/**
 * What the engine reads inside web-llm: its tokenizer, to know before a prefill whether the prompt fits, and the answer
 * as tokens, because its stream gives neither their number nor the space that a decoder took off the start. These are
 * private there, so the version is pinned, the shape is checked at each load and the contract runs it for real.
 */
export interface Pipeline {
  encode(text: string): number[];
  decode(ids: readonly number[]): string;
  /** Tokens of the answer so far, without an end token. */
  answer(): readonly number[];
  text(): string;
  /** Sampled so far, an end token too. */
  tokens(): number;
}

interface Inside {
  readonly tokenizer: { encode(text: string): Int32Array; decode(ids: Int32Array): string };
  readonly outputIds: readonly number[];
  getMessage(): string;
  getCurRoundCompletionTotalTokens(): number;
}

/** @throws FaultError `internal` when web-llm is not the version that this was written for. */
export function pipelineOf(engine: MLCEngine, model: string): Pipeline {
  const { loadedModelIdToPipeline: loaded } = engine as unknown as { loadedModelIdToPipeline?: Map<string, unknown> };
  const inside = loaded instanceof Map ? loaded.get(model) : undefined;
  if (!isInside(inside))
    throw new FaultError(fault('internal', 'This is not the version of WebLLM that is known here.'));
  return {
    encode: (text) => [...inside.tokenizer.encode(text)],
    decode: (ids) => inside.tokenizer.decode(new Int32Array(ids)),
    answer: () => inside.outputIds,
    text: () => inside.getMessage(),
    tokens: () => inside.getCurRoundCompletionTotalTokens(),
  };
}

function isInside(value: unknown): value is Inside {
  if (typeof value !== 'object' || value === null) return false;
  const { tokenizer, outputIds, getMessage, getCurRoundCompletionTotalTokens } = value as Partial<Inside>;
  return (
    typeof tokenizer?.encode === 'function' &&
    typeof tokenizer.decode === 'function' &&
    Array.isArray(outputIds) &&
    typeof getMessage === 'function' &&
    typeof getCurRoundCompletionTotalTokens === 'function'
  );
}
