/** What the package does not say of its models, by the start of their names; the first that fits counts. */
export interface Family {
  readonly starts: string;
  readonly family: string;
  /** As its publisher names it; null where that is not certain. */
  readonly licence: string | null;
  /** In units, where the name does not say. */
  readonly parameters?: number;
}

const apache = 'Apache-2.0';
const llama2 = 'Llama 2 Community';
const llama3 = 'Llama 3 Community';
const llama31 = 'Llama 3.1 Community';
const llama32 = 'Llama 3.2 Community';
const qwenResearch = 'Qwen Research';
const gemma = 'Gemma Terms of Use';

// A model trained from another one keeps the other's licence too: where that asks for more, it stands here.
export const families: readonly Family[] = [
  { starts: 'Llama-3.2', family: 'Llama 3.2', licence: llama32 },
  { starts: 'Llama-3.1', family: 'Llama 3.1', licence: llama31 },
  { starts: 'Llama-3-', family: 'Llama 3', licence: llama3 },
  { starts: 'Llama-2', family: 'Llama 2', licence: llama2 },
  { starts: 'TinyLlama', family: 'TinyLlama', licence: apache },
  { starts: 'DeepSeek-R1-Distill-Qwen', family: 'DeepSeek R1 Distill', licence: 'MIT' },
  { starts: 'DeepSeek-R1-Distill-Llama', family: 'DeepSeek R1 Distill', licence: llama31 },
  { starts: 'Hermes-3-Llama-3.2', family: 'Hermes 3', licence: llama32 },
  { starts: 'Hermes-3-Llama-3.1', family: 'Hermes 3', licence: llama31 },
  { starts: 'Hermes-2-Pro-Mistral', family: 'Hermes 2', licence: apache },
  { starts: 'Hermes-2', family: 'Hermes 2', licence: llama3 },
  { starts: 'OpenHermes-2.5-Mistral', family: 'OpenHermes', licence: apache },
  { starts: 'NeuralHermes-2.5-Mistral', family: 'NeuralHermes', licence: apache },
  { starts: 'WizardMath', family: 'WizardMath', licence: null },
  { starts: 'Mistral-7B', family: 'Mistral', licence: apache },
  { starts: 'Ministral-3', family: 'Ministral 3', licence: apache },
  { starts: 'Phi-3.5-vision', family: 'Phi 3.5', licence: 'MIT', parameters: 4.2e9 },
  { starts: 'Phi-3.5-mini', family: 'Phi 3.5', licence: 'MIT', parameters: 3.8e9 },
  { starts: 'Phi-3-mini', family: 'Phi 3', licence: 'MIT', parameters: 3.8e9 },
  { starts: 'Phi-4-mini', family: 'Phi 4', licence: 'MIT', parameters: 3.8e9 },
  { starts: 'phi-2', family: 'Phi 2', licence: 'MIT', parameters: 2.7e9 },
  { starts: 'phi-1_5', family: 'Phi 1.5', licence: 'MIT', parameters: 1.3e9 },
  { starts: 'SmolLM2', family: 'SmolLM2', licence: apache },
  { starts: 'gemma-4', family: 'Gemma 4', licence: null },
  { starts: 'gemma3', family: 'Gemma 3', licence: gemma },
  { starts: 'gemma-2-', family: 'Gemma 2', licence: gemma },
  { starts: 'gemma-2b', family: 'Gemma', licence: gemma },
  { starts: 'OLMo-2', family: 'OLMo 2', licence: apache },
  { starts: 'Qwen3.5', family: 'Qwen3.5', licence: apache },
  { starts: 'Qwen3-', family: 'Qwen3', licence: apache },
  { starts: 'Qwen2.5-3B', family: 'Qwen2.5', licence: qwenResearch },
  { starts: 'Qwen2.5-Coder-3B', family: 'Qwen2.5 Coder', licence: qwenResearch },
  { starts: 'Qwen2.5-Coder', family: 'Qwen2.5 Coder', licence: apache },
  { starts: 'Qwen2.5-Math', family: 'Qwen2.5 Math', licence: apache },
  { starts: 'Qwen2.5', family: 'Qwen2.5', licence: apache },
  { starts: 'Qwen2-Math', family: 'Qwen2 Math', licence: apache },
  { starts: 'Qwen2-', family: 'Qwen2', licence: apache },
  { starts: 'stablelm-2-zephyr', family: 'StableLM 2', licence: null },
  { starts: 'RedPajama-INCITE', family: 'RedPajama', licence: apache },
  { starts: 'snowflake-arctic-embed-m', family: 'Arctic Embed', licence: apache, parameters: 1.09e8 },
  { starts: 'snowflake-arctic-embed-s', family: 'Arctic Embed', licence: apache, parameters: 3.3e7 },
];
