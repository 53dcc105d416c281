/**
 * How folded text falls into units, the things that search compares: a word (a run of letters, digits and marks) of a
 * script that puts spaces between words; or one sign, that is a character of a script without them (with its marks),
 * or a pictograph. Everything else separates. A mark that follows no sign of its script separates too.
 */
export const SEPARATOR = 0;
export const WORD = 1;
export const SIGN = 2;
export const SIGN_MARK = 3;

// ISO 15924 codes. Extensions (scx), because the long vowel mark of kana belongs to no single script.
const unspaced = 'Han Hira Kana Bopo Thai Laoo Khmr Mymr Tibt Tale Talu Lana Java Bali'
  .split(' ')
  .map((script) => `\\p{scx=${script}}`)
  .join('');
const sign = `(?:(?=[\\p{L}\\p{N}])[${unspaced}]|\\p{So}|\\p{Extended_Pictographic})`;
const signMark = `(?:(?=\\p{M})[${unspaced}])`;
const word = `(?:(?!${sign}|${signMark})[\\p{L}\\p{N}\\p{M}])`;

const isSign = new RegExp(`^${sign}$`, 'u');
const isSignMark = new RegExp(`^${signMark}$`, 'u');
const isWord = new RegExp(`^${word}$`, 'u');
const unitPattern = new RegExp(`(${sign})${signMark}*|${word}+`, 'gu');

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (isWord.test(character)) return WORD;
  if (isSign.test(character)) return SIGN;
  return isSignMark.test(character) ? SIGN_MARK : SEPARATOR;
}

// Regular expressions are far too slow to ask for each character of a million texts.
const UNKNOWN = 255;
const plane = new Uint8Array(0x1_0000).fill(UNKNOWN);
const beyond = new Map<number, number>();

/** SEPARATOR, WORD, SIGN or SIGN_MARK of a code point of folded text. */
export function characterClass(codePoint: number): number {
  if (codePoint < 0x1_0000) {
    const known = plane[codePoint] ?? SEPARATOR;
    return known === UNKNOWN ? (plane[codePoint] = classify(codePoint)) : known;
  }
  const known = beyond.get(codePoint);
  if (known !== undefined) return known;
  const found = classify(codePoint);
  beyond.set(codePoint, found);
  return found;
}

export interface Unit {
  readonly text: string;
  readonly sign: boolean;
  /** Where it begins, in UTF-16 units of the folded text. */
  readonly at: number;
}

/** The units of a folded text, in order: for queries and single rows. `UnitReader` does the same on bytes. */
export function unitsOf(folded: string): readonly Unit[] {
  return Array.from(folded.matchAll(unitPattern), (match) => ({
    text: match[0],
    sign: match[1] !== undefined,
    at: match.index,
  }));
}
