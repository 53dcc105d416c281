import { TokenTable } from '../personas/search-index/token-table.ts';

/** Runs kept: texts repeat phrases; past this all are forgotten, so that memory stays bounded. */
const CACHED_RUNS = 1 << 16;
/** Longer runs hardly come twice. Bytes; 85 Chinese characters. */
const CACHED_LENGTH = 255;
/** A longer run is cut in pieces first, so that memory for one call stays small. UTF-16 units. */
const PIECE = 4096;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
const characterWithMarks = /\P{M}\p{M}*|\p{M}+/gu;

/** Cuts a text without spaces into words. */
export type Cutter = (run: string) => readonly string[];

/** By the browser's dictionaries; null where it has no Intl.Segmenter. The locale is fixed: it must not be the user's. */
function dictionaryCutter(): Cutter | null {
  if (!('Segmenter' in Intl)) return null;
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  return (run) => Array.from(segmenter.segment(run), ({ segment }) => segment);
}

/** Each character with its marks for itself. */
export const characterCutter: Cutter = (run) => run.match(characterWithMarks) ?? [];

/** Words of runs of scripts that put no spaces between them (Chinese, Japanese, Thai and others), remembered. */
export class RunCutter {
  private readonly cut: Cutter;
  private known = new TokenTable();
  private words: (readonly Uint8Array[])[] = [];

  constructor(cut: Cutter = dictionaryCutter() ?? characterCutter) {
    this.cut = cut;
  }

  /** Words of `from[start..end)`, folded text; put together they are the run. */
  wordsOf(hash: number, from: Uint8Array, start: number, end: number): readonly Uint8Array[] {
    if (end - start > CACHED_LENGTH) return this.cutBytes(from, start, end);
    if (this.known.count === CACHED_RUNS) {
      this.known = new TokenTable();
      this.words = [];
    }
    const run = this.known.intern(hash, from, start, end);
    return (this.words[run] ??= this.cutBytes(from, start, end));
  }

  private cutBytes(from: Uint8Array, start: number, end: number): readonly Uint8Array[] {
    // Dictionaries know composed kana; folded text is decomposed.
    const run = decoder.decode(from.subarray(start, end)).normalize('NFC');
    const words: Uint8Array[] = [];
    for (const piece of pieces(run)) {
      for (const word of this.cut(piece)) words.push(encoder.encode(word.normalize('NFKD')));
    }
    return words;
  }
}

function* pieces(run: string): Generator<string> {
  let from = 0;
  while (run.length - from > PIECE) {
    let to = from + PIECE;
    // Neither a pair of surrogates nor a mark and its letter are parted.
    while (to < run.length && to < from + 2 * PIECE && /^[\p{M}\udc00-\udfff]/u.test(run.slice(to, to + 2))) to += 1;
    if (/^[\udc00-\udfff]/.test(run.charAt(to))) to += 1;
    yield run.slice(from, to);
    from = to;
  }
  yield run.slice(from);
}
