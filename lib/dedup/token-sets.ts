/** The sets of tokens of some texts, flat: text i has `tokens[offsets[i] .. offsets[i + 1])`, different ones, ascending. */
export interface TokenSets {
  readonly count: number;
  readonly offsets: Uint32Array<ArrayBuffer>;
  /** Numbers of tokens, 0 to `vocabulary.size - 1`: the rarest token (fewest texts) has the smallest, ties by first text. */
  readonly tokens: Uint32Array<ArrayBuffer>;
  readonly vocabulary: Vocabulary;
}

/** The different tokens of some texts. */
export interface Vocabulary {
  readonly size: number;
  /** In how many texts token i is. */
  readonly frequencies: Uint32Array<ArrayBuffer>;
  /** Token i is `bytes[starts[i] .. starts[i + 1])`, folded, UTF-8; a token of several words has spaces between them. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly starts: Uint32Array<ArrayBuffer>;
}
