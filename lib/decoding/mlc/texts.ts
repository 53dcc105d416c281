import { fault, FaultError } from '../../model/fault.ts';
import type { Gguf } from '../gguf.ts';
import { network } from './network.ts';

// Ids of <|im_start|> and <|im_end|>; an answer ends with the latter.
const BEGIN = 1;
const END = 2;
/** GGUF's type of tokens that are never made from text, as <|im_end|>. */
const CONTROL = 3;

/** `mlc-chat-config.json`: sizes, defaults for sampling, how a chat becomes text. */
export function chatConfig(): object {
  return {
    version: '0.1.0',
    model_type: 'llama',
    quantization: network.quantisation,
    vocab_size: network.vocab,
    context_window_size: network.context,
    sliding_window_size: -1,
    prefill_chunk_size: network.prefillChunk,
    attention_sink_size: -1,
    tensor_parallel_shards: 1,
    temperature: 0.7,
    top_p: 0.9,
    presence_penalty: 0,
    frequency_penalty: 0,
    repetition_penalty: 1,
    pad_token_id: END,
    bos_token_id: BEGIN,
    eos_token_id: END,
    tokenizer_files: ['tokenizer.json'],
    tokenizer_info: {
      token_postproc_method: 'byte_level',
      prepend_space_in_encode: false,
      strip_space_in_decode: false,
    },
    conv_template: {
      name: 'chatml',
      system_template: '<|im_start|>system\n{system_message}<|im_end|>\n',
      // What the model's own template says where a chat says nothing.
      system_message: 'You are a helpful AI assistant named SmolLM, trained by Hugging Face',
      roles: { user: '<|im_start|>user', assistant: '<|im_start|>assistant' },
      role_templates: { user: '{user_message}', assistant: '{assistant_message}', tool: '{tool_message}' },
      messages: [],
      seps: ['<|im_end|>\n'],
      role_content_sep: '\n',
      role_empty_sep: '\n',
      stop_str: [],
      stop_token_ids: [END],
      function_string: '',
      use_function_calling: false,
    },
  };
}

/**
 * `tokenizer.json` from the file's own lists. Merges are written as "a b": the tokenizer inside WebLLM is older than
 * lists of pairs.
 * @throws FaultError `model-unsupported` when the file has no tokenizer of this kind.
 */
export function tokenizerConfig(metadata: Gguf['metadata']): object {
  const list = (key: string): readonly unknown[] => {
    const value = metadata.get(`tokenizer.ggml.${key}`);
    if (!Array.isArray(value) || value.length === 0) throw unsupported(`it has no list of ${key}`);
    return value;
  };
  const [tokens, merges, types] = [list('tokens'), list('merges'), list('token_type')];
  if (tokens.length !== network.vocab || types.length !== tokens.length)
    throw unsupported(`it has ${tokens.length} tokens`);
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: tokens.flatMap((content, id) => (types[id] === CONTROL ? [control(id, content)] : [])),
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [{ type: 'Digits', individual_digits: true }, byteLevel],
    },
    post_processor: null,
    decoder: { ...byteLevel, add_prefix_space: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      // From entries and by no assignment: a token may be called __proto__.
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])) as Record<string, number>,
      merges,
    },
  };
}

function control(id: number, content: unknown): object {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
}

function unsupported(why: string): FaultError {
  return new FaultError(fault('model-unsupported', `This file has no tokenizer for SmolLM2: ${why}.`));
}
