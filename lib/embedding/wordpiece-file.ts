import { fault, FaultError } from '../model/fault.ts';

/** What a `tokenizer.json` says, in the shape that cutting words needs. */
export interface WordPieceFile {
  readonly size: number;
  /** Pieces that begin a word. */
  readonly first: ReadonlyMap<string, number>;
  /** Pieces within a word, without their prefix. */
  readonly following: ReadonlyMap<string, number>;
  readonly unknown: number;
  /** [CLS] and [SEP]. */
  readonly start: number;
  readonly end: number;
  /** Tokens that are taken from the text as they stand, such as `[MASK]`; null where there are none. */
  readonly special: { readonly pattern: RegExp; readonly ids: ReadonlyMap<string, number> } | null;
  /** In characters; a longer word is unknown. */
  readonly longestWord: number;
  /** In UTF-16 units. */
  readonly longestPiece: number;
}

type Json = Readonly<Record<string, unknown>>;

function corrupt(what: string): FaultError {
  return new FaultError(
    fault('model-corrupt', `The encoder’s tokenizer is not one of an uncased BERT model: ${what}.`),
  );
}

function record(value: unknown, what: string): Json {
  if (typeof value !== 'object' || value === null) throw corrupt(`it has no ${what}`);
  return value as Json;
}

/** @throws FaultError `model-corrupt` where it asks for anything that `WordPiece` does not do */
export function readWordPiece(tokenizerJson: unknown): WordPieceFile {
  const file = record(tokenizerJson, 'content');
  const model = record(file.model, 'model');
  const normalizer = record(file.normalizer, 'normalizer');
  if (model.type !== undefined && model.type !== 'WordPiece') throw corrupt('its model is not WordPiece');
  const { clean_text: clean, handle_chinese_chars: apart, lowercase, strip_accents: strip } = normalizer;
  if (normalizer.type !== 'BertNormalizer' || !clean || !apart || !lowercase || strip === false)
    throw corrupt('it normalises otherwise');
  if (record(file.pre_tokenizer, 'splitting').type !== 'BertPreTokenizer') throw corrupt('it splits otherwise');
  const prefix = model.continuing_subword_prefix ?? '##';
  const vocabulary = record(model.vocab, 'vocabulary');
  const first = new Map<string, number>();
  const following = new Map<string, number>();
  let longestPiece = 0;
  for (const [token, id] of Object.entries(vocabulary)) {
    if (typeof id !== 'number' || typeof prefix !== 'string') throw corrupt('a token has no number');
    const within = token.startsWith(prefix) && token.length > prefix.length;
    const piece = within ? token.slice(prefix.length) : token;
    (within ? following : first).set(piece, id);
    longestPiece = Math.max(longestPiece, piece.length);
  }
  const idOf = (token: unknown): number => {
    const id = typeof token === 'string' ? vocabulary[token] : undefined;
    if (typeof id !== 'number') throw corrupt(`it has no token ${String(token)}`);
    return id;
  };
  return {
    size: first.size + following.size,
    first,
    following,
    unknown: idOf(model.unk_token ?? '[UNK]'),
    start: idOf('[CLS]'),
    end: idOf('[SEP]'),
    special: specialTokens(file.added_tokens),
    longestWord: typeof model.max_input_chars_per_word === 'number' ? model.max_input_chars_per_word : 100,
    longestPiece,
  };
}

function specialTokens(added: unknown): WordPieceFile['special'] {
  const ids = new Map<string, number>();
  for (const token of Array.isArray(added) ? added : []) {
    const { content, id } = record(token, 'added token');
    if (typeof content !== 'string' || typeof id !== 'number') throw corrupt('an added token has no number');
    ids.set(content, id);
  }
  if (ids.size === 0) return null;
  const escaped = [...ids.keys()].map((content) => content.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { pattern: new RegExp(`(${escaped.join('|')})`), ids };
}
