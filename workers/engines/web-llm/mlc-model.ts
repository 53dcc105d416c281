import { type ChatCompletionRequestStreaming, type LogLevel, MLCEngine, type ModelRecord } from '@mlc-ai/web-llm';
import type { JobFormat, Sampling } from '../../../lib/model/job.ts';
import { lostStart } from './answer-text.ts';
import { libraryForEngine, weightsFolder } from './cache-keys.ts';
import { type Pipeline, pipelineOf } from './mlc-pipeline.ts';
import type { Generation, LoadedModel, LoadModel, ModelOrder, Step } from './model-port.ts';

// Its messages go to the console, where nobody looks; what matters comes as errors.
const QUIET: LogLevel = 'SILENT';
// web-llm's least; the likeliest token alone is left. It has no greedy mode: temperature 0 becomes a millionth, at which
// two nearly equal tokens would still be drawn from.
const ONLY_THE_LIKELIEST = 1e-5;

/** Loads a model with web-llm itself, in this thread. */
export const loadMlcModel: LoadModel = async (order) => {
  const engine = new MLCEngine({
    // Scopes and keys of `cache-keys.ts` are those of this backend.
    appConfig: { cacheBackend: 'cache', model_list: [recordOf(order)] },
    initProgressCallback: order.onProgress,
    logLevel: QUIET,
  });
  await engine.reload(order.model);
  return new MlcModel(engine, order, pipelineOf(engine, order.model));
};

function recordOf({ model, weights, library, f16, contextTokens, template }: ModelOrder): ModelRecord {
  return {
    model: weightsFolder(weights),
    model_id: model,
    model_lib: libraryForEngine(library),
    required_features: f16 ? ['shader-f16'] : [],
    overrides: {
      conv_template: template,
      conv_config: {},
      // Recurrent models keep states to go back to; nothing here ever goes back.
      max_history_size: 1,
      ...(contextTokens === null ? {} : { context_window_size: contextTokens, sliding_window_size: -1 }),
    },
  };
}

class MlcModel implements LoadedModel {
  constructor(
    private readonly engine: MLCEngine,
    private readonly order: ModelOrder,
    private readonly pipeline: Pipeline,
  ) {}

  countTokens(prompt: string): number {
    return this.order.template.system_prefix_token_ids.length + this.pipeline.encode(prompt).length;
  }

  async *generate({ prompt, answerPrefix, sampling, format }: Generation): AsyncGenerator<Step, void, void> {
    const { pipeline } = this;
    const before = answerPrefix === '' ? [] : pipeline.encode(answerPrefix);
    let lost: string | null = null;
    const stream = await this.engine.chat.completions.create(requestOf(prompt, sampling, format));
    for await (const { choices, usage } of stream) {
      const first = pipeline.answer()[0];
      if (before.length === 0) lost = '';
      else if (first !== undefined) lost ??= lostStart((ids) => pipeline.decode(ids), before, first);
      const end = choices[0]?.finish_reason;
      yield {
        text: (lost ?? '') + pipeline.text(),
        tokens: pipeline.tokens(),
        end: end === 'stop' || end === 'length' ? end : null,
        figures: usage
          ? {
              promptTokens: this.countTokens(prompt),
              completionTokens: usage.completion_tokens,
              prefillMs: 1000 * usage.extra.time_to_first_token_s,
              // The first token is the prefill's.
              decodeMs: 1000 * usage.extra.time_per_output_token_s * (usage.completion_tokens - 1),
            }
          : null,
      };
    }
  }

  dispose(): Promise<void> {
    return this.engine.unload();
  }
}

function requestOf(prompt: string, sampling: Sampling, format: JobFormat): ChatCompletionRequestStreaming {
  const greedy = sampling.temperature === 0;
  return {
    messages: [{ role: 'user', content: prompt }],
    stream: true,
    stream_options: { include_usage: true },
    temperature: sampling.temperature,
    top_p: greedy ? ONLY_THE_LIKELIEST : sampling.topP,
    // Given, because the model's own settings would stand in for what is left out.
    repetition_penalty: sampling.repetitionPenalty,
    frequency_penalty: 0,
    presence_penalty: 0,
    max_tokens: sampling.maxTokens,
    seed: sampling.seed,
    response_format: responseFormat(format),
  };
}

function responseFormat(format: JobFormat): NonNullable<ChatCompletionRequestStreaming['response_format']> {
  switch (format.kind) {
    case 'text':
      return { type: 'text' };
    case 'json':
      return { type: 'json_object', schema: format.schema };
    case 'grammar':
      return { type: 'grammar', grammar: format.ebnf };
  }
}
