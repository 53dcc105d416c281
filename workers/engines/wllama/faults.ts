import { fault, type Fault, type FaultCode, FaultError } from '../../../lib/model/fault.ts';

/** What wllama threw, and what its engine logged of errors since. */
export interface LlamaTrouble {
  readonly thrown: unknown;
  readonly logged: readonly string[];
}

type Rule = readonly [code: FaultCode, pattern: RegExp];

const memory: Rule = [
  'out-of-memory',
  /out of memory|\boom\b|bad_alloc|failed to allocate|cannot allocate|unable to allocate|cannot enlarge memory|buffer allocation failed|array buffer allocation/i,
];

const loadRules: readonly Rule[] = [
  memory,
  [
    'model-unsupported',
    /unknown model architecture|unsupported|unknown (pre-)?tokenizer|not supported|invalid ggml type/i,
  ],
  [
    'model-corrupt',
    /not within the file bounds|corrupted|invalid magic|failed to read|missing tensor|wrong number of tensors|wrong shape|key not found|invalid (model|split) file|failed to (load|open) (model|gguf)/i,
  ],
  ['engine-start-failed', /compileerror|linkerror|fetch|magic word|does not support|instantiate|wasm streaming/i],
];

const jobRules: readonly Rule[] = [
  ['context-overflow', /exceeds the available context size|larger than the max context size/i],
  memory,
  ['bad-input', /json schema|failed to parse grammar|error parsing grammar|failed to initialize samplers|grammar/i],
];

const sentences: Partial<Record<FaultCode, string>> = {
  'out-of-memory': 'There is not enough memory for this model.',
  'model-unsupported': 'This engine cannot run this model',
  'model-corrupt': 'This GGUF file is damaged',
  'engine-start-failed': 'The engine (llama.cpp) could not start',
  'bad-input': 'The schema or grammar cannot be used',
  'context-overflow': 'The prompt is longer than the model’s context',
};

/** Of a load that failed. */
export function loadFault(trouble: LlamaTrouble): Fault {
  return classify(trouble, loadRules, 'engine-start-failed');
}

/** Of one answer that failed while the engine lives on. */
export function jobFault(trouble: LlamaTrouble): Fault {
  return classify(trouble, jobRules, 'internal');
}

/** Of an engine that is dead and takes all its answers along. */
export function crashFault(trouble: LlamaTrouble): Fault {
  const found = classify(trouble, [memory], 'worker-crashed');
  return found.code === 'worker-crashed' ? fault('worker-crashed', 'The engine (llama.cpp) stopped.') : found;
}

/**
 * Whether the engine's WebAssembly is dead. An exception of its own leaves it alive, but crosses as a pointer to nothing,
 * which fails as an array of impossible length or as a message that is none.
 */
export function isCrash(thrown: unknown): boolean {
  if (typeof thrown === 'string') return thrown.includes('has crashed');
  if (!(thrown instanceof Error) || thrown.name !== 'RuntimeError') return false;
  return !/typed array length|out of bounds of|invalid magic|invalid glue/i.test(thrown.message);
}

function classify({ thrown, logged }: LlamaTrouble, rules: readonly Rule[], otherwise: FaultCode): Fault {
  if (thrown instanceof FaultError) return thrown.fault;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const all = [...logged, message].join('\n');
  const code = rules.find(([, pattern]) => pattern.test(all))?.[0] ?? otherwise;
  // The engine's own first complaint says more than what came of it.
  const told = logged.find((line) => rules.some(([one, pattern]) => one === code && pattern.test(line)));
  const detail = (told ?? logged[0] ?? message).trim();
  const sentence = sentences[code];
  if (!sentence) return fault(code, detail || 'The engine (llama.cpp) failed.');
  return fault(code, sentence.endsWith('.') ? sentence : `${sentence}: ${detail}`);
}
