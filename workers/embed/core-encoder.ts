import type { EncoderInfo } from '../../lib/protocol/embed.ts';

/** A loaded encoder as the core needs it; `workers/engines/minilm` makes one. */
export interface CoreEncoder {
  readonly info: EncoderInfo;
  readonly batchTokens: number;
  encode(text: string): { readonly ids: Uint32Array<ArrayBuffer>; readonly cut: boolean };
  run(texts: readonly Uint32Array[], into: Float32Array, at: number): Promise<void>;
  /** The mean of the static vectors of a text's tokens, of length 1. @throws FaultError `model-missing` */
  runStatic(text: string, into: Float32Array, at: number): void;
}
