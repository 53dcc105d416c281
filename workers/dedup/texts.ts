import type { Steps } from '../../lib/dedup/steps.ts';
import type { CellId } from '../../lib/model/ids.ts';
import type { RowRef } from '../../lib/model/persona.ts';
import type { RemovedAnswers, RemovedPersonas } from '../../lib/model/dedup.ts';

/** Takes the text `bytes[from..to)`, valid UTF-8; the bytes are not its to keep. */
export type TextVisitor = (bytes: Uint8Array, from: number, to: number) => void;

/** The texts of a comparison, wherever they lie. Items are numbers from 0 in the order of what was asked. */
export interface JobTexts {
  readonly count: number;
  /** Hands on every text once, in order. @throws FaultError of the store; the signal's reason */
  readonly read: (visit: TextVisitor, steps: Steps) => Promise<void>;
  /** Texts of some items, in that order. */
  readonly pick: (items: ArrayLike<number>) => Promise<readonly string[]>;
  readonly row: (item: number) => RowRef | null;
  readonly cell: (item: number) => CellId | null;
  /** -1, 0 or 1. */
  readonly vote: (item: number) => number;
  /** As a decision names them: each removed item with the one kept for it. @throws FaultError when they changed since */
  readonly removed: (
    items: Uint32Array,
    kept: Uint32Array,
    similarity: Float32Array<ArrayBuffer>,
  ) => Promise<RemovedPersonas | RemovedAnswers>;
}
