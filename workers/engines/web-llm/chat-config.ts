import * as v from 'valibot';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import { CONFIG_FILE, INDEX_FILE, tokenizerFile } from './cache-keys.ts';

const text = v.string();
const texts = v.array(v.string());
const ids = v.array(v.number());

/** How a model writes a conversation; the fields that web-llm reads. */
const templateShape = v.object({
  system_template: text,
  system_message: text,
  roles: v.record(text, text),
  role_templates: v.nullish(v.record(text, text)),
  seps: v.pipe(texts, v.minLength(1)),
  role_content_sep: v.nullish(text),
  role_empty_sep: v.nullish(text),
  stop_str: v.optional(texts, []),
  stop_token_ids: v.optional(ids, []),
  system_prefix_token_ids: v.nullish(ids),
  add_role_after_system_message: v.nullish(v.boolean()),
  render_empty_system_message: v.nullish(v.boolean()),
});

const configShape = v.object({
  context_window_size: v.optional(v.number(), -1),
  sliding_window_size: v.optional(v.number(), -1),
  tokenizer_files: texts,
  eos_token_id: v.nullish(v.union([v.number(), ids])),
  conv_template: v.looseObject({}),
  conv_config: v.nullish(v.looseObject({})),
});

const indexShape = v.object({ records: v.array(v.object({ nbytes: v.number() })) });

export type ConversationTemplate = v.InferOutput<typeof templateShape>;

/** What the engine needs of a model's own settings. */
export interface ChatConfig {
  readonly template: ConversationTemplate;
  /** Tokens that end an answer: the template's and the model's own end of text. */
  readonly stopTokens: readonly number[];
  /** Null when a window slides over the text and it has no end. */
  readonly contextTokens: number | null;
}

/**
 * Reads mlc-chat-config.json.
 * @throws FaultError `model-corrupt` when it is not JSON, `model-unsupported` when web-llm could not use the model.
 */
export function readChatConfig(json: string): ChatConfig {
  const config = checked(configShape, parse(json, CONFIG_FILE), CONFIG_FILE);
  // Old configs override parts of the template in a field beside it.
  const template = checked(templateShape, { ...config.conv_template, ...config.conv_config }, CONFIG_FILE);
  if (!tokenizerFile(config.tokenizer_files))
    throw unsupported(`its tokenizer files (${config.tokenizer_files.join(', ')}) cannot be read`);
  for (const role of ['user', 'assistant'])
    if (template.roles[role] === undefined) throw unsupported(`its conversation template has no ${role}`);
  const ends = config.eos_token_id ?? [];
  const stopTokens = new Set([...template.stop_token_ids, ...(typeof ends === 'number' ? [ends] : ends)]);
  const window = config.sliding_window_size === -1 ? config.context_window_size : -1;
  return { template, stopTokens: [...stopTokens], contextTokens: window > 0 ? window : null };
}

/**
 * Reads tensor-cache.json.
 * @returns bytes of all weights.
 * @throws FaultError as `readChatConfig`.
 */
export function readWeightBytes(json: string): number {
  const { records } = checked(indexShape, parse(json, INDEX_FILE), INDEX_FILE);
  return records.reduce((sum, { nbytes }) => sum + nbytes, 0);
}

function parse(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A server that answers every address with its start page gives HTML here.
    throw new FaultError(fault('model-corrupt', `${name} is not JSON.`));
  }
}

function checked<Shape extends v.GenericSchema>(shape: Shape, value: unknown, name: string): v.InferOutput<Shape> {
  const result = v.safeParse(shape, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw unsupported(`${name} does not fit at ${v.getDotPath(issue) ?? 'its top'}`);
}

function unsupported(why: string): FaultError {
  return new FaultError(fault('model-unsupported', `WebLLM cannot run this model: ${why}.`, 'Choose another model.'));
}
