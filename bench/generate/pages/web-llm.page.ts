import { CreateMLCEngine } from '@mlc-ai/web-llm';
import type { WebLlmAnswer, WebLlmAsk } from '../asks.ts';

/** WebLLM as its own documentation sets it up, on a page without anything else. */
const bench = async ({ prompt, maxTokens, seed }: WebLlmAsk): Promise<WebLlmAnswer> => {
  const folder = `${location.origin}/models/smollm2-135m-webgpu/`;
  const engine = await CreateMLCEngine('bench', {
    appConfig: {
      model_list: [
        {
          model: `${folder}resolve/main/`,
          model_id: 'bench',
          model_lib: `${folder}smollm2-135m-q4f32.wasm`,
        },
      ],
    },
  });
  const stream = await engine.completions.create({
    prompt,
    max_tokens: maxTokens,
    temperature: 0.7,
    top_p: 0.95,
    repetition_penalty: 1.1,
    seed,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  let answer: Omit<WebLlmAnswer, 'text'> | null = null;
  for await (const { choices, usage } of stream) {
    text += choices[0]?.text ?? '';
    if (usage) {
      const { decode_tokens_per_s, prefill_tokens_per_s } = usage.extra;
      answer = {
        decodeRate: decode_tokens_per_s,
        prefillRate: prefill_tokens_per_s,
        tokens: usage.completion_tokens,
      };
    }
  }
  await engine.unload();
  if (!answer) throw new Error('WebLLM told no usage.');
  return { ...answer, text };
};

Object.assign(globalThis, { bench });
