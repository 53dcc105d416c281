import { badInput } from '../../../lib/model/fault.ts';
import type { EngineAbilities } from '../../../lib/model/model-info.ts';
import type { GenerateJob } from '../../../lib/model/job.ts';
import type { ChatTemplate } from '../../../lib/prompt/chat-template/render.ts';

/** What one slot is asked, in the names of llama.cpp's server. */
export interface LlamaRequest {
  readonly prompt: string;
  readonly max_tokens: number;
  readonly temperature: number;
  readonly top_p: number;
  readonly top_k: number;
  readonly min_p: number;
  readonly repeat_penalty: number;
  readonly repeat_last_n: number;
  readonly seed: number;
  readonly samplers: readonly string[];
  readonly cache_prompt: boolean;
  readonly return_progress: boolean;
  readonly timings_per_token: boolean;
  readonly json_schema?: unknown;
  readonly grammar?: string;
}

/**
 * On the processor. A prompt's start from the cache gives the same numbers to the last bit there, and so do neighbours
 * with caches of their own; nobody has measured that on a GPU, whose kernels depend on the size of a batch.
 */
export const wllamaAbilities: EngineAbilities = {
  seeds: 'exact',
  sampling: ['temperature', 'topP', 'topK', 'minP', 'repetitionPenalty', 'maxTokens', 'stop'],
  formats: ['text', 'json', 'grammar'],
  answerPrefix: true,
};

/**
 * Stop strings are not sent: the engine would not say which end it met.
 * `contextTokens` are those of one slot.
 * @throws FaultError `bad-input` for a schema that is no JSON, `model-unsupported` when the model's template refuses.
 */
export function requestOf(
  { prompt, sampling, format }: GenerateJob,
  template: ChatTemplate,
  { contextTokens, gpu }: { readonly contextTokens: number; readonly gpu: boolean },
): LlamaRequest {
  return {
    prompt: template.render(prompt),
    max_tokens: sampling.maxTokens,
    temperature: sampling.temperature,
    top_p: sampling.topP,
    top_k: sampling.topK,
    min_p: sampling.minP,
    repeat_penalty: sampling.repetitionPenalty,
    // The whole context, as in our own decoder.
    repeat_last_n: contextTokens,
    seed: sampling.seed,
    // The order of our own decoder: the cut-offs see the tempered distribution.
    samplers: ['penalties', 'temperature', 'top_k', 'top_p', 'min_p'],
    cache_prompt: !gpu,
    return_progress: true,
    timings_per_token: true,
    ...(format.kind === 'json' && { json_schema: parseSchema(format.schema) }),
    ...(format.kind === 'grammar' && { grammar: format.ebnf }),
  };
}

function parseSchema(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badInput('The JSON schema is no JSON.');
  }
}
