import type { TextSegment } from './tokenizer.ts';

/** What decoding needs of a tokenizer. */
export interface TokenCodec {
  /** Ids from 0 to size - 1 may stand for tokens. */
  readonly size: number;
  encode(segments: readonly TextSegment[]): number[];
  /** The bytes that a token stands for; none for control tokens. May be a part of a character. */
  tokenBytes(id: number): Uint8Array;
  /** Control tokens end an answer. */
  isControl(id: number): boolean;
}
