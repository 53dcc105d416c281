import { fault, FaultError } from '../../../lib/model/fault.ts';

/**
 * Texts shrink to a third or a tenth, rows that are nearly alike to a hundredth; what inflates more than this, behind the first
 * bytes, is made to fill a disk.
 */
const MAX_RATIO = 300;
const FREE_BYTES = 64 * 1024 * 1024;
/** More than the largest file of personas there is (16 GB), and more than a browser keeps. */
const MAX_BYTES = 128 * 1024 ** 3;

/** Counts what goes into a decompressor and what comes out of it. */
export class BombGuard {
  private read = 0;
  private made = 0;

  took(bytes: number): void {
    this.read += bytes;
  }

  /** @throws FaultError `file-corrupt` when it is too much */
  gave(bytes: number): void {
    this.made += bytes;
    if (this.made > MAX_BYTES || this.made > FREE_BYTES + this.read * MAX_RATIO) {
      throw corrupt('The file inflates beyond all measure: it holds no list of personas.');
    }
  }
}

export function corrupt(message: string): FaultError {
  return new FaultError(fault('file-corrupt', message));
}

/** Cuts what arrives into pieces of a size at most. */
export function* piecesOf(chunk: Uint8Array, size: number): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
}
