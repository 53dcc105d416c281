import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { fault, FaultError } from '../model/fault.ts';
import type { Gguf } from './gguf.ts';

/** The GGUF's own tokenizer metadata, or the JSON made from it at preparation. */
export interface TokenizerData {
  readonly version: 1;
  readonly tokens: readonly string[];
  readonly merges: readonly string[];
  /** GGUF token types: 1 ordinary, 3 control. */
  readonly types: readonly number[];
}

/** A run of text: control tokens by name when special, ordinary text otherwise. */
export interface TextSegment {
  readonly text: string;
  readonly special: boolean;
}

const CONTROL = 3;

// The library's own Digits and ByteLevel patterns differ from llama.cpp's: theirs isolates only 0 to 9 and uses
// JavaScript's \s, which lacks U+0085 and has U+FEFF. Spelt out, the words are llama.cpp's.
const SPACE = String.raw`\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
/** GPT-2's word pattern. */
export const WORD = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^${SPACE}\p{L}\p{N}]+|[${SPACE}]+(?![^${SPACE}])|[${SPACE}]+`;

/**
 * Byte-level BPE with GPT-2's word pattern and single digits, as llama.cpp's "smollm" pre-tokenizer.
 * Ordinary text never becomes a control token, whatever it spells.
 */
export class ByteLevelTokenizer {
  readonly size: number;
  private readonly library: LibraryTokenizer;
  private readonly controls = new Map<string, number>();
  private readonly bytes: readonly Uint8Array[];

  constructor(data: TokenizerData) {
    this.size = data.tokens.length;
    const vocab: Record<string, number> = {};
    data.tokens.forEach((token, id) => {
      if (data.types[id] === CONTROL) this.controls.set(token, id);
      vocab[token] = id;
    });
    // No added tokens: the library would otherwise find control tokens inside ordinary text.
    this.library = new LibraryTokenizer(
      {
        version: '1.0',
        added_tokens: [],
        normalizer: null,
        pre_tokenizer: {
          type: 'Sequence',
          pretokenizers: [
            { type: 'Split', pattern: { Regex: '\\p{N}' }, behavior: 'Isolated', invert: false },
            { type: 'Split', pattern: { Regex: WORD }, behavior: 'Isolated', invert: false },
            { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
          ],
        },
        post_processor: null,
        decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
        model: { type: 'BPE', vocab, merges: [...data.merges], fuse_unk: false, byte_fallback: false },
      },
      {},
    );
    const byteOf = byteAlphabet();
    this.bytes = data.tokens.map((token, id) =>
      data.types[id] === CONTROL
        ? new Uint8Array(0)
        : Uint8Array.from(Array.from(token), (character) => byteOf.get(character) ?? 63),
    );
  }

  /** Token ids of the segments in order. @throws FaultError `internal` for an unknown control token. */
  encode(segments: readonly TextSegment[]): number[] {
    const ids: number[] = [];
    for (const segment of segments) {
      if (!segment.special) {
        if (segment.text !== '') ids.push(...this.library.encode(segment.text, { add_special_tokens: false }).ids);
        continue;
      }
      const id = this.controls.get(segment.text);
      if (id === undefined) throw new FaultError(fault('internal', `Unknown control token ${segment.text}.`));
      ids.push(id);
    }
    return ids;
  }

  /** The bytes that a token stands for; none for control tokens. May be a part of a character. */
  tokenBytes(id: number): Uint8Array {
    return this.bytes[id] ?? new Uint8Array(0);
  }

  isControl(id: number): boolean {
    return this.bytes[id]?.length === 0;
  }

  /** The whole text of ids; a broken character becomes U+FFFD. */
  decode(ids: readonly number[]): string {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let text = '';
    for (const id of ids) text += decoder.decode(this.tokenBytes(id), { stream: true });
    return text + decoder.decode();
  }
}

/** GPT-2's alphabet: printable bytes stand for themselves, the others for characters from U+0100 on. */
export function byteAlphabet(): Map<string, number> {
  const map = new Map<string, number>();
  let next = 256;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    map.set(String.fromCharCode(printable ? byte : next++), byte);
  }
  return map;
}

/** The tokenizer metadata of a GGUF file. @throws FaultError `model-unsupported` when it has another kind. */
export function tokenizerDataOf(gguf: Gguf): TokenizerData {
  const list = (key: string) => {
    const value = gguf.metadata.get(key);
    return Array.isArray(value) ? (value as readonly unknown[]) : null;
  };
  const tokens = list('tokenizer.ggml.tokens');
  const merges = list('tokenizer.ggml.merges');
  const types = list('tokenizer.ggml.token_type');
  const pre = gguf.metadata.get('tokenizer.ggml.pre');
  if (!tokens || !merges || !types || pre !== 'smollm')
    throw new FaultError(fault('model-unsupported', 'The file carries no tokenizer of SmolLM2’s kind.'));
  return {
    version: 1,
    tokens: tokens.map(String),
    merges: merges.map(String),
    types: types.map(Number),
  };
}
