import { fault, FaultError } from '../model/fault.ts';
import { type GgufHeader, type GgufValue, HeaderCut, readGgufHeader } from './gguf.ts';
import { fileTypeNames } from './gguf-file-types.ts';

/** What is read of a Blob: a pure room has no Blob of its own. */
export interface ByteSource {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** How the model's chats are written; the strings are tokens' texts. */
export interface GgufChat {
  /** Jinja; null when the file has none. */
  readonly template: string | null;
  readonly bosToken: string;
  readonly eosToken: string;
  /** Whether the tokenizer puts `bosToken` first by itself. */
  readonly addBos: boolean;
  /** Tokens with a meaning of their own, which plain text must not become. */
  readonly controlTokens: readonly string[];
}

/** What a GGUF file says of itself; null is unsaid. */
export interface GgufFacts {
  /** As llama.cpp names it, such as `llama` or `qwen3`. */
  readonly architecture: string;
  readonly name: string | null;
  /** In units; null when not all parts of a split file are given. */
  readonly parameters: number | null;
  /** Such as `Q4_K_M`. */
  readonly quantisation: string | null;
  /** That the model was trained for. */
  readonly contextTokens: number | null;
  readonly licence: string | null;
  /** Files that the model is split into; 1 when it is whole. */
  readonly splitCount: number;
  /** Of keys and values of one token, held as float16, in bytes; null where the file does not tell. */
  readonly cacheBytesPerToken: number | null;
  readonly chat: GgufChat;
}

// Most headers fit in 8 MiB (a vocabulary of 128,000 tokens with its merges); the largest known take some 20.
const FIRST_BYTES = 1024 * 1024;
const MAX_HEADER_BYTES = 128 * 1024 * 1024;
// GGML's id for a token that controls; see its tokenizer.
const CONTROL = 3;

/**
 * Reads the headers of a GGUF file, or of the parts of a split one in their order. No tensor is read.
 * @throws FaultError `model-corrupt` for what is no GGUF file or no whole one, `model-unsupported` for other versions
 *   of the format, `bad-input` for parts in a wrong order or without the first.
 */
export async function readGgufFacts(parts: readonly ByteSource[]): Promise<GgufFacts> {
  const [first] = parts;
  if (!first) throw new FaultError(fault('bad-input', 'No file was given.'));
  const header = await readHeader(first);
  const splitCount = count(header.metadata, 'split.count') ?? 1;
  let parameters = parametersOf(header);
  for (const [index, part] of parts.entries()) {
    const own = index === 0 ? header : await readHeader(part);
    if (splitCount > 1 || parts.length > 1) checkPart(own, index, splitCount, parts.length);
    if (index > 0) parameters += parametersOf(own);
  }
  return describe(header, splitCount, parts.length === Math.max(1, splitCount) ? parameters : null);
}

function describe({ metadata }: GgufHeader, splitCount: number, parameters: number | null): GgufFacts {
  const architecture = text(metadata, 'general.architecture');
  if (architecture === null)
    throw new FaultError(fault('model-corrupt', 'This GGUF file does not name its architecture.'));
  const own = (key: string) => count(metadata, `${architecture}.${key}`);
  const type = count(metadata, 'general.file_type');
  return {
    architecture,
    name: text(metadata, 'general.name'),
    parameters,
    quantisation: type === null ? null : (fileTypeNames.get(type) ?? null),
    contextTokens: own('context_length'),
    licence: text(metadata, 'general.license'),
    splitCount: Math.max(1, splitCount),
    cacheBytesPerToken: cacheBytes(own),
    chat: chatOf(metadata),
  };
}

/** Two bytes for each number of keys and values, over all layers. */
function cacheBytes(own: (key: string) => number | null): number | null {
  const layers = own('block_count');
  const heads = own('attention.head_count');
  const width = own('embedding_length');
  if (!layers || !heads || !width) return null;
  const groups = own('attention.head_count_kv') ?? heads;
  const keys = own('attention.key_length') ?? width / heads;
  const values = own('attention.value_length') ?? width / heads;
  return 2 * layers * groups * (keys + values);
}

function chatOf(metadata: GgufHeader['metadata']): GgufChat {
  const tokens = list(metadata, 'tokenizer.ggml.tokens');
  const types = list(metadata, 'tokenizer.ggml.token_type');
  const token = (key: string) => {
    const id = count(metadata, `tokenizer.ggml.${key}`);
    const found = id === null ? null : tokens[id];
    return typeof found === 'string' ? found : '';
  };
  const controlTokens = tokens.filter(
    (one, id): one is string => types[id] === CONTROL && typeof one === 'string' && one !== '',
  );
  return {
    template: text(metadata, 'tokenizer.chat_template'),
    bosToken: token('bos_token_id'),
    eosToken: token('eos_token_id'),
    addBos: addsBos(metadata),
    controlTokens,
  };
}

/** llama.cpp's defaults where the file does not tell: SentencePiece and WordPiece vocabularies start with the token. */
function addsBos(metadata: GgufHeader['metadata']): boolean {
  const told = metadata.get('tokenizer.ggml.add_bos_token');
  if (typeof told === 'boolean') return told;
  const model = text(metadata, 'tokenizer.ggml.model');
  return model === 'llama' || model === 'bert';
}

function checkPart({ metadata }: GgufHeader, index: number, splitCount: number, given: number): void {
  const number = count(metadata, 'split.no') ?? 0;
  const total = count(metadata, 'split.count') ?? 1;
  if (total !== splitCount || given > splitCount)
    throw new FaultError(fault('bad-input', 'These files are not parts of one split model.'));
  if (number !== index)
    throw new FaultError(fault('bad-input', `Part ${number + 1} of ${total} stands at place ${index + 1}.`));
}

async function readHeader(source: ByteSource): Promise<GgufHeader> {
  for (let size = FIRST_BYTES; ; size *= 2) {
    const window = Math.min(size, source.size, MAX_HEADER_BYTES);
    const bytes = new Uint8Array(await source.slice(0, window).arrayBuffer());
    try {
      const header = readGgufHeader(bytes);
      const last = header.heads.reduce((end, { offset }) => Math.max(end, offset), 0);
      if (header.heads.length > 0 && header.dataStart + last >= source.size)
        throw new FaultError(fault('model-corrupt', 'This GGUF file is cut off: it ends before its last tensor.'));
      return header;
    } catch (thrown) {
      if (!(thrown instanceof HeaderCut) || window === source.size || window === MAX_HEADER_BYTES) throw thrown;
    }
  }
}

function parametersOf({ heads }: GgufHeader): number {
  const all = heads.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  if (!Number.isSafeInteger(all)) throw new FaultError(fault('model-corrupt', 'A tensor has an impossible shape.'));
  return all;
}

function text(metadata: ReadonlyMap<string, GgufValue>, key: string): string | null {
  const value = metadata.get(key);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A count; a list of one for each layer gives its largest. */
function count(metadata: ReadonlyMap<string, GgufValue>, key: string): number | null {
  const value = metadata.get(key);
  const numbers = (Array.isArray(value) ? (value as readonly GgufValue[]) : [value]).filter(
    (one): one is number => typeof one === 'number' && Number.isSafeInteger(one) && one >= 0,
  );
  return numbers.length === 0 ? null : numbers.reduce((a, b) => Math.max(a, b));
}

function list(metadata: ReadonlyMap<string, GgufValue>, key: string): readonly GgufValue[] {
  const value = metadata.get(key);
  return Array.isArray(value) ? (value as readonly GgufValue[]) : [];
}
