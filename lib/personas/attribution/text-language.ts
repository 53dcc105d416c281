/** Tells a text's language by ISO 639-1 code; null or empty where it does not know. */
export type DetectLanguage = (text: string) => string | null;

/** Scripts that one language has nearly for itself. */
const languageOfScript: Readonly<Record<string, string>> = {
  Hans: 'zh',
  Hant: 'zh',
  Hani: 'zh',
  Jpan: 'ja',
  Kore: 'ko',
  Grek: 'el',
  Armn: 'hy',
  Geor: 'ka',
  Hebr: 'he',
  Thai: 'th',
  Laoo: 'lo',
  Khmr: 'km',
  Mymr: 'my',
  Sinh: 'si',
  Taml: 'ta',
  Telu: 'te',
  Knda: 'kn',
  Mlym: 'ml',
  Gujr: 'gu',
  Guru: 'pa',
  Orya: 'or',
  Thaa: 'dv',
  Tibt: 'bo',
};

/** Words that English sentences are held together by. "in", "as", "on" and "me" are words of other languages too. */
const english = new Set(
  'the of and who with for is are was whose that to from her his she he they their has works loves at by this which an'.split(
    ' ',
  ),
);
const sure = new Set('the who with whose works loves she they their which from and his'.split(' '));

/** Below this a detector guesses. */
const LEAST_LETTERS = 12;

/**
 * The language that a text is written in: by its script where that is enough, English by its small words (most texts
 * are English, and asking a detector takes longer than all other labels together), else as `detect` says.
 */
export function textLanguageOf(text: string, script: string | null, detect: DetectLanguage): string | null {
  if (script === null) return null;
  const own = languageOfScript[script];
  if (own !== undefined) return own;
  if (script === 'Latn' && looksEnglish(text)) return 'en';
  if (text.length < LEAST_LETTERS) return null;
  return detect(text) || null;
}

function looksEnglish(text: string): boolean {
  let words = 0;
  let small = 0;
  let strong = 0;
  let odd = 0;
  let ing = 0;
  let from = -1;
  const most = Math.min(text.length, 400);
  for (let i = 0; i <= most; i += 1) {
    const code = i < most ? text.charCodeAt(i) : 32;
    const letter = (code > 96 && code < 123) || (code > 64 && code < 91) || code >= 0xc0;
    if (code >= 0xc0 && code < 0x250) odd += 1;
    if (letter) {
      if (from < 0) from = i;
      continue;
    }
    if (from < 0) continue;
    words += 1;
    if (i - from < 6) {
      const word = text.slice(from, i);
      if (word === 'a' || word === 'A' || word === 'in' || word === 'An') small += 1;
      else if (english.has(word)) {
        small += 1;
        if (sure.has(word)) strong += 1;
      }
    } else if (text.startsWith('ing', i - 3)) ing = 1; // Dutch has such nouns, so they count once
    from = -1;
  }
  small += ing;
  if (strong >= 1) return small >= 2 && small * 8 >= words && odd * 2 <= words;
  // "A nurse in Porto": too short for more small words.
  const enough = words <= SHORT && /^An? [a-z]/.test(text) ? 2 : 3;
  return small >= enough && small * 4 >= words && odd === 0;
}

/** Words of a text that is a title and little else. */
const SHORT = 8;
