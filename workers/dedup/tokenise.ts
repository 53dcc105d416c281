import { specificity } from '../../lib/dedup/keep-specific.ts';
import type { Steps } from '../../lib/dedup/steps.ts';
import type { TokenSets } from '../../lib/dedup/token-sets.ts';
import { Tokeniser } from '../../lib/dedup/tokeniser.ts';
import type { TokenChoice } from '../../lib/model/dedup.ts';
import type { JobTexts, TextVisitor } from './texts.ts';

/** What reading all texts once gives. */
export interface Tokenised {
  readonly sets: TokenSets;
  /** Of each text: its characters, and how specific its words are. */
  readonly characters: Uint32Array<ArrayBuffer>;
  readonly specific: Float32Array<ArrayBuffer>;
  /** Texts without any token. */
  readonly empty: number;
}

/** @param also is handed each text, too */
export async function tokenise(
  texts: JobTexts,
  choice: TokenChoice,
  steps: Steps,
  also: TextVisitor | null = null,
): Promise<Tokenised> {
  const tokeniser = new Tokeniser(choice);
  const characters = new Uint32Array(texts.count);
  let at = 0;
  const visit: TextVisitor = (bytes, from, to) => {
    tokeniser.add(bytes, from, to);
    characters[at] = charactersOf(bytes, from, to);
    at += 1;
    also?.(bytes, from, to);
  };
  await texts.read(visit, steps);
  const empty = tokeniser.tokenless;
  const sets = tokeniser.finish();
  return { sets, characters, specific: specificity(sets), empty };
}

/** Code points: bytes that do not continue one. */
function charactersOf(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i += 1) if (((bytes[i] ?? 0) & 0xc0) !== 0x80) count += 1;
  return count;
}
