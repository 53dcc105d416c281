/** What the bench asks of the page's worker: first to read the file, then the rest. */
export interface ReadAsk {
  readonly kind: 'read';
  readonly file: Blob;
  /** The first so many texts; null for all. */
  readonly limit: number | null;
}

export interface LexicalAsk {
  readonly kind: 'lexical';
  readonly threshold: number;
  /** Whether the pairs themselves are wanted. */
  readonly pairs: boolean;
}

export interface LexicalAnswer {
  readonly texts: number;
  /** Seconds; `seconds` holds them, too. */
  readonly tokenising: number;
  readonly seconds: number;
  readonly found: number;
  readonly removed: number;
  readonly pairs: readonly (readonly [number, number])[];
}

export interface LiveAsk {
  readonly kind: 'live';
  /** Texts that are there before the clock is looked at. */
  readonly before: number;
  readonly threshold: number;
}

export interface LiveAnswer {
  readonly milliseconds: readonly number[];
}
