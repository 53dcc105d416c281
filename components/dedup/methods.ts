import type { DedupMethod, TokenChoice } from '../../lib/model/dedup.ts';

/** The encoder that comes with the app: vectors are kept under this name. */
export const ENCODER = 'all-MiniLM-L6-v2';

/** Everything that a user sets before a comparison; what a way does not have keeps its value for the others. */
export interface SetUp {
  readonly way: DedupMethod['kind'];
  readonly tokens: TokenChoice;
  readonly permutations: number;
  readonly seed: number;
  readonly verified: boolean;
  readonly fast: boolean;
  /** Pairs less alike are not looked for. */
  readonly floor: number;
}

/** What the paper's first pass used. Its seed is not told; 1 is what the usual library begins with. */
export const paperSetUp: SetUp = {
  way: 'minhash',
  tokens: { kind: 'words', size: 1 },
  permutations: 128,
  seed: 1,
  verified: true,
  fast: true,
  floor: 0.9,
};

/**
 * How far down pairs are looked for at first: low enough that the slider has room below 0.9, high enough that a large
 * collection does not give pairs by the million, and that the encoder's fast way may leave texts out.
 */
export const firstFloors: Readonly<Record<SetUp['way'], number>> = { exact: 0.6, minhash: 0.9, semantic: 0.85 };

export const firstSetUp: SetUp = { ...paperSetUp, way: 'exact', floor: firstFloors.exact };

/** Another way, with a floor that suits it. Going back to the paper's way gives the paper's values. */
export function withWay(setUp: SetUp, way: SetUp['way']): SetUp {
  return way === 'minhash' ? paperSetUp : { ...setUp, way, floor: firstFloors[way] };
}

export function methodOf({ way, tokens, permutations, seed, verified, fast }: SetUp): DedupMethod {
  switch (way) {
    case 'exact':
      return { kind: way, tokens };
    case 'minhash':
      return { kind: way, tokens, permutations, seed, verified };
    case 'semantic':
      return { kind: way, model: ENCODER, fast };
  }
}

/** How a comparison was set up, so that the next one begins with it. */
export function setUpOf(method: DedupMethod, floor: number): SetUp {
  switch (method.kind) {
    case 'exact':
      return { ...firstSetUp, way: method.kind, tokens: method.tokens, floor };
    case 'minhash':
      return { ...paperSetUp, ...method, way: method.kind, floor };
    case 'semantic':
      return { ...firstSetUp, way: method.kind, fast: method.fast, floor };
  }
}

export function isPaper(setUp: SetUp): boolean {
  const { way, tokens, permutations, seed, verified, floor } = setUp;
  return (
    way === paperSetUp.way &&
    tokens.kind === paperSetUp.tokens.kind &&
    tokens.size === paperSetUp.tokens.size &&
    permutations === paperSetUp.permutations &&
    seed === paperSetUp.seed &&
    verified === paperSetUp.verified &&
    floor === paperSetUp.floor
  );
}

/** Each method in a sentence that says what it costs and what it misses. */
export const ways: readonly { readonly way: SetUp['way']; readonly title: string; readonly text: string }[] = [
  {
    way: 'exact',
    title: 'Same words, exact',
    text: 'Finds every pair that shares enough of its words, and no wrong one. Blind to other words for the same thing.',
  },
  {
    way: 'minhash',
    title: 'As the paper did it',
    text: 'MinHash over single words, 128 permutations, from 0.9. Short texts with one word changed fall below that.',
  },
  {
    way: 'semantic',
    title: 'Same meaning',
    text: 'Sentence vectors: sees synonyms and paraphrases, and takes some different texts for the same. The encoder (23 MB) comes from this site; nothing leaves the browser.',
  },
];

const tokenWords = ({ kind, size }: TokenChoice): string =>
  size === 1 ? (kind === 'words' ? 'words' : 'characters') : `runs of ${size} ${kind}`;

/** A method in a few words, within a sentence. */
export function methodWords(method: DedupMethod): string {
  switch (method.kind) {
    case 'exact':
      return `same ${tokenWords(method.tokens)}`;
    case 'minhash': {
      const how = `MinHash, ${tokenWords(method.tokens)}, ${method.permutations} permutations, seed ${method.seed}`;
      return method.verified ? how : `${how}, estimates`;
    }
    case 'semantic':
      return method.fast ? 'same meaning, fast' : 'same meaning, all compared';
  }
}

/** For the head of a narrow column. */
export function shortMethod(method: DedupMethod): string {
  switch (method.kind) {
    case 'exact':
      return method.tokens.kind === 'words' ? 'Words' : 'Letters';
    case 'minhash':
      return 'MinHash';
    case 'semantic':
      return method.fast ? 'Meaning, fast' : 'Meaning';
  }
}

/**
 * How many different words a text needs so that it still counts as a duplicate when one of them is replaced: both texts
 * then share n - 1 of n + 1 words.
 * @param threshold Jaccard similarity, below 1
 */
export function wordsForOneChange(threshold: number): number {
  // A hair less: 1.9 / 0.1 is 18.999… or 19.000…1 in floating point.
  return Math.ceil((1 + threshold) / (1 - threshold) - 1e-9);
}
