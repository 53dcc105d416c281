/** A piece of the comparison of two texts: in both, only in the first (`removed`), or only in the second (`added`). */
export interface DiffPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * Words removed and added together beyond which the rest counts as different as a whole: the search takes memory and
 * time with the square of it (4 MB, some milliseconds), and nobody reads such a comparison.
 */
const MOST_CHANGES = 1000;

/** Made once: each takes a millisecond. Words of scripts without spaces come apart, too. */
let segmenter: Intl.Segmenter | undefined;

/**
 * What differs between two texts, by words, in reading order; removed before added where both stand at one place. The
 * same pieces joined with the removed ones are the first text, with the added ones the second. The words kept as the
 * same are a longest common subsequence (Myers 1986, "An O(ND) Difference Algorithm and Its Variations"), unless the
 * texts differ in more than 1,000 words, apart from their common start and end.
 * @param key what words are the same by, such as `fold`; what is the same is then in the second text's spelling
 */
export function diffWords(
  first: string,
  second: string,
  key: (word: string) => string = (word) => word,
): readonly DiffPiece[] {
  if (first === second) return first === '' ? [] : [{ kind: 'same', text: first }];
  const [a, b] = [wordsOf(first), wordsOf(second)];
  let [x, y] = [0, 0];
  const spelled = diffTokens(a.map(key), b.map(key)).map(({ kind }): DiffPiece => {
    if (kind === 'removed') return { kind, text: a[x++] ?? '' };
    if (kind === 'same') x++;
    return { kind, text: b[y++] ?? '' };
  });
  return tidied(spelled);
}

/** Words, and whatever stands between two of them, in their order: joined they are the text. */
export function wordsOf(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  const tokens: string[] = [];
  let between = '';
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike !== true) {
      between += segment;
      continue;
    }
    if (between !== '') tokens.push(between);
    between = '';
    tokens.push(segment);
  }
  if (between !== '') tokens.push(between);
  return tokens;
}

/** The edit script token by token; equal neighbours are not joined yet. */
export function diffTokens(a: readonly string[], b: readonly string[]): readonly DiffPiece[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const kept = (tokens: readonly string[]): readonly DiffPiece[] => tokens.map((text) => ({ kind: 'same', text }));
  return [
    ...kept(a.slice(0, start)),
    ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...kept(a.slice(a.length - end)),
  ];
}

function between(a: readonly string[], b: readonly string[]): readonly DiffPiece[] {
  const furthest = furthestPaths(a, b);
  if (furthest === null) {
    return [
      ...a.map((text): DiffPiece => ({ kind: 'removed', text })),
      ...b.map((text): DiffPiece => ({ kind: 'added', text })),
    ];
  }
  // From the end back to the start: each step undoes one removal or addition and the same words after it.
  const pieces: DiffPiece[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = furthest.length; d > 0; d--) {
    const before = furthest[d - 1] ?? new Int32Array();
    const k = x - y;
    const added = comesFromAbove(before, d, k);
    const fromX = reach(before, d - 1, added ? k + 1 : k - 1);
    const afterEdit = added ? fromX : fromX + 1;
    while (x > afterEdit) {
      x--;
      y--;
      pieces.push({ kind: 'same', text: a[x] ?? '' });
    }
    if (added) pieces.push({ kind: 'added', text: b[--y] ?? '' });
    else pieces.push({ kind: 'removed', text: a[--x] ?? '' });
  }
  while (x > 0) pieces.push({ kind: 'same', text: a[--x] ?? '' });
  return pieces.reverse();
}

/**
 * For each number of changes d before the least that suffices: how far into `a` the paths with d changes come, on the
 * diagonals k = x - y = -d, -d + 2, … d. Null beyond MOST_CHANGES.
 */
function furthestPaths(a: readonly string[], b: readonly string[]): readonly Int32Array[] | null {
  const rounds: Int32Array[] = [];
  let before = new Int32Array();
  for (let d = 0; d <= MOST_CHANGES; d++) {
    const now = new Int32Array(d + 1);
    for (let k = -d; k <= d; k += 2) {
      let x = 0;
      if (d > 0) x = comesFromAbove(before, d, k) ? reach(before, d - 1, k + 1) : reach(before, d - 1, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      if (x >= a.length && x - k >= b.length) return rounds;
      now[(k + d) / 2] = x;
    }
    rounds.push(now);
    before = now;
  }
  return null;
}

/** Whether the furthest path with d changes to diagonal k ends with an addition; else it ends with a removal. */
function comesFromAbove(before: Int32Array, d: number, k: number): boolean {
  return k === -d || (k !== d && reach(before, d - 1, k - 1) < reach(before, d - 1, k + 1));
}

function reach(round: Int32Array, d: number, k: number): number {
  return round[(k + d) / 2] ?? -1;
}

const hasWord = /[\p{L}\p{N}]/u;

/** Joins neighbours, and takes a space between two changes into them: a changed phrase reads as one change. */
function tidied(pieces: readonly DiffPiece[]): readonly DiffPiece[] {
  const out: DiffPiece[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed !== '') out.push({ kind: 'removed', text: removed });
    if (added !== '') out.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  for (const [at, { kind, text }] of pieces.entries()) {
    const next = pieces[at + 1]?.kind ?? 'same';
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (removed !== '' && added !== '' && next !== 'same' && !hasWord.test(text)) {
      removed += text;
      added += text;
    } else {
      flush();
      const last = out.at(-1);
      if (last?.kind === 'same') out[out.length - 1] = { kind: 'same', text: last.text + text };
      else out.push({ kind: 'same', text });
    }
  }
  flush();
  return out;
}

/**
 * Shortens what both texts share: of a same piece only so many characters beside each change, with `…` for the rest.
 * For people who look for what differs in long texts.
 */
export function aroundChanges(pieces: readonly DiffPiece[], beside: number): readonly DiffPiece[] {
  return pieces.map((piece, at) => {
    const first = at === 0;
    const last = at === pieces.length - 1;
    const head = first ? 0 : beside;
    const tail = last ? 0 : beside;
    if (piece.kind !== 'same' || (first && last) || piece.text.length <= head + tail + 2) return piece;
    const cutAt = wholeAt(piece.text, head);
    const goOnAt = wholeAt(piece.text, piece.text.length - tail);
    return { kind: 'same', text: `${piece.text.slice(0, cutAt)} … ${piece.text.slice(goOnAt)}` };
  });
}

/** The same place, or the one before it where a character of two units would be cut. */
function wholeAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
