import { fault, type Fault, type FaultCode, FaultError } from '../../../lib/model/fault.ts';

type Rule = readonly [pattern: RegExp, code: FaultCode, words: string | null, hint?: string];

const smaller = 'Choose a smaller model or a smaller context, and close other tabs.';
const fetchAgain = 'Remove the kept copy of this model and fetch it again.';
const another = 'Choose another model.';

// Matched against `name: message`, the first that fits. Null words keep the engine's own.
const rules: readonly Rule[] = [
  [/^ContextWindowSizeExceededError/, 'context-overflow', 'The prompt does not fit the model’s context.'],
  [/^GrammarMatcherInitError/, 'bad-input', null, 'Correct the schema or the grammar, or leave it out.'],
  [/^DeviceLostError/, 'device-lost', 'The GPU went away.'],
  [
    /^ShaderF16SupportError/,
    'gpu-unavailable',
    'This model computes with 16 bits (shader-f16), which the GPU does not.',
  ],
  [/^WebGPUNot|compatible GPU/, 'gpu-unavailable', 'The browser gives no WebGPU adapter.'],
  [/^FeatureSupportError|requested max\w+ exceeds limit/, 'gpu-unavailable', null, another],
  [/^QuotaExceededError/, 'storage-full', 'There is no room for the model’s files.'],
  [/^SecurityError/, 'storage-blocked', 'The browser keeps no files here.'],
  [/^CompileError/, 'model-corrupt', 'The model’s library is not WebAssembly.', fetchAgain],
  [/^SyntaxError|exceeds shard size|Invalid tensor-cache|parameter in cache/, 'model-corrupt', null, fetchAgain],
  [/^LinkError|in exports$|required VM function/, 'model-unsupported', 'The library fits another WebLLM.', another],
  [/^(Unsupported|WindowSize|AttentionSink)\w*Error/, 'model-unsupported', null, another],
  [/on 'Cache'|^NetworkError|Failed to fetch|Load failed|bad status|Cannot fetch/, 'download-failed', null],
  [/out of memory|allocation failed|could not allocate/i, 'out-of-memory', 'There is not enough memory.', smaller],
];

/** The code for whatever web-llm, its runtime or the browser threw. */
export function engineFault(thrown: unknown): Fault {
  if (thrown instanceof FaultError) return thrown.fault;
  const [name, message] =
    thrown instanceof Error || thrown instanceof DOMException
      ? [thrown.name, thrown.message]
      : ['', typeof thrown === 'string' ? thrown : JSON.stringify(thrown)];
  const rule = rules.find(([pattern]) => pattern.test(`${name}: ${message}`));
  if (!rule) return fault('internal', message);
  const [, code, words, hint] = rule;
  return fault(code, words ?? message, hint);
}
