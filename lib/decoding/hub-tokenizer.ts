import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { fault, FaultError } from '../model/fault.ts';
import type { TokenCodec } from './token-codec.ts';
import { byteAlphabet, type TextSegment, WORD } from './tokenizer.ts';

type Json = Readonly<Record<string, unknown>>;

interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

/**
 * The tokenizer that a model on the hub brings along (tokenizer.json): BPE over bytes, as GPT-2 and its successors, or
 * with SentencePiece's `▁` and bytes spelt as `<0x0A>`, as Llama 2 and Gemma.
 */
export class HubTokenizer implements TokenCodec {
  readonly size: number;
  /** Texts of tokens with a meaning of their own. */
  readonly controlTokens: readonly string[];
  private readonly library: LibraryTokenizer;
  private readonly bytes: readonly (Uint8Array | undefined)[];
  private readonly ends: ReadonlySet<number>;

  /**
   * @param data tokenizer.json.
   * @param config tokenizer_config.json, or an empty object.
   * @param endIds tokens that end an answer, besides all special ones.
   * @throws FaultError `model-unsupported` for a tokenizer of another kind.
   */
  constructor(data: unknown, config: unknown, endIds: readonly number[]) {
    const { vocab, added, byteLevel } = read(data);
    this.controlTokens = added.filter(({ special }) => special).map(({ content }) => content);
    this.ends = new Set([...endIds, ...added.filter(({ special }) => special).map(({ id }) => id)]);
    try {
      this.library = new LibraryTokenizer(repaired(data as Json), isJson(config) ? config : {});
    } catch (thrown) {
      throw unsupported(thrown instanceof Error ? thrown.message : String(thrown));
    }
    const alphabet = byteAlphabet();
    const utf8 = new TextEncoder();
    const bytes: (Uint8Array | undefined)[] = [];
    for (const [token, id] of vocab) bytes[id] = byteLevel ? alphabetBytes(token, alphabet) : pieceBytes(token, utf8);
    for (const { id, content } of added) bytes[id] = utf8.encode(content);
    for (const id of this.ends) bytes[id] = new Uint8Array(0);
    this.bytes = bytes;
    this.size = bytes.length;
  }

  /** Ordinary and special segments alike: special tokens are found by their text, which messages must not contain. */
  encode(segments: readonly TextSegment[]): number[] {
    return this.encodeText(segments.map(({ text }) => text).join(''));
  }

  encodeText(text: string): number[] {
    return text === '' ? [] : [...this.library.encode(text, { add_special_tokens: false }).ids];
  }

  tokenBytes(id: number): Uint8Array {
    return this.bytes[id] ?? new Uint8Array(0);
  }

  isControl(id: number): boolean {
    return this.ends.has(id);
  }
}

function read(data: unknown) {
  const model = isJson(data) ? data['model'] : null;
  if (!isJson(data) || !isJson(model)) throw unsupported('tokenizer.json holds none');
  // Older files do not say the kind of a model with merges.
  if (!isJson(model['vocab']) || !Array.isArray(model['merges'])) throw unsupported('it is no byte pair encoding');
  const vocab = Object.entries(model['vocab']).filter((entry): entry is [string, number] => isId(entry[1]));
  const added = listOf(data['added_tokens'])
    .filter(isJson)
    .flatMap(({ id, content, special }): AddedToken[] =>
      isId(id) && typeof content === 'string' ? [{ id, content, special: special === true }] : [],
    );
  const kinds = kindsOf(data['decoder']);
  const byteLevel = kinds.has('ByteLevel');
  if (!byteLevel && !kinds.has('ByteFallback') && !kinds.has('Metaspace'))
    throw unsupported('its tokens stand for no known bytes');
  return { vocab, added, byteLevel };
}

// The largest vocabularies hold a few hundred thousand tokens; an id far beyond would only fill memory.
const MAX_ID = 4_000_000;
const isId = (id: unknown): id is number => Number.isInteger(id) && (id as number) >= 0 && (id as number) < MAX_ID;

/** The kinds of a decoder, and of those in a sequence. */
function kindsOf(decoder: unknown): Set<unknown> {
  if (!isJson(decoder)) return new Set();
  return new Set([decoder['type'], ...listOf(decoder['decoders']).flatMap((part) => [...kindsOf(part)])]);
}

function alphabetBytes(token: string, alphabet: ReadonlyMap<string, number>): Uint8Array {
  return Uint8Array.from(Array.from(token), (character) => alphabet.get(character) ?? 63);
}

function pieceBytes(token: string, utf8: TextEncoder): Uint8Array {
  const [, hex] = /^<0x([0-9A-F]{2})>$/.exec(token) ?? [];
  return hex === undefined ? utf8.encode(token.replaceAll('▁', ' ')) : Uint8Array.of(Number.parseInt(hex, 16));
}

/** The library's own patterns of these two differ from what they are named after; see tokenizer.ts. */
function repaired(data: Json): Json {
  const pre = data['pre_tokenizer'];
  return { ...data, added_tokens: data['added_tokens'] ?? [], pre_tokenizer: isJson(pre) ? repairedStep(pre) : pre };
}

function repairedStep(step: Json): Json {
  const split = (Regex: string) => ({ type: 'Split', pattern: { Regex }, behavior: 'Isolated', invert: false });
  switch (step['type']) {
    case 'Sequence':
      return {
        ...step,
        pretokenizers: listOf(step['pretokenizers']).map((each) => (isJson(each) ? repairedStep(each) : each)),
      };
    case 'Digits':
      return split(step['individual_digits'] === true ? '\\p{N}' : '\\p{N}+');
    case 'ByteLevel':
      // A prefix space is put before the words are cut: that order cannot be spelt as a split.
      if (step['use_regex'] === false || step['add_prefix_space'] === true) return step;
      return { type: 'Sequence', pretokenizers: [split(WORD), { ...step, use_regex: false }] };
    default:
      return step;
  }
}

function unsupported(why: string): FaultError {
  const hint = 'Choose another export of this model, or a GGUF file of it.';
  return new FaultError(fault('model-unsupported', `The model’s tokenizer cannot be used: ${why}.`, hint));
}
