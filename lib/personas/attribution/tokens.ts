import { fold } from './fold.ts';

/** What stands before a word. */
export const GAP = { space: 0, hyphen: 1, comma: 2, break: 3, sentence: 4 } as const;

/**
 * The words of one text, in arrays that are used again for the next one: a million texts make no garbage. Words are
 * folded (see `fold`); "'s" is taken off and noted.
 */
export class Tokens {
  count = 0;
  readonly words: string[] = [];
  readonly gaps: number[] = [];
  readonly capital: boolean[] = [];
  readonly possessive: boolean[] = [];

  /** Reads a text's first words, `most` of them at most. */
  read(text: string, most: number): void {
    this.count = 0;
    let gap: number = GAP.sentence;
    let at = 0;
    while (at < text.length && this.count < most) {
      const code = text.charCodeAt(at);
      if (!isWordCode(code)) {
        gap = Math.max(gap, gapOf(code, text, at));
        at += 1;
        continue;
      }
      const from = at;
      let plain = true;
      for (; at < text.length; at += 1) {
        const next = text.charCodeAt(at);
        if (next > 127) plain = false;
        if (!isWordCode(next) && !(isApostrophe(next) && isWordCode(text.charCodeAt(at + 1)))) break;
        if (isApostrophe(next)) plain = false;
      }
      this.push(text.slice(from, at), plain, gap);
      gap = GAP.space;
    }
    this.gaps[this.count] = GAP.sentence; // behind the last word
  }

  private push(raw: string, plain: boolean, gap: number): void {
    const i = this.count;
    let word = raw;
    const owner = !plain && /['’]s$/i.test(raw);
    if (owner) word = raw.slice(0, -2);
    const first = word.charCodeAt(0);
    this.words[i] = plain ? lower(word) : fold(word);
    this.gaps[i] = gap;
    this.capital[i] = first < 128 ? first >= 65 && first <= 90 : word.charAt(0) !== word.charAt(0).toLowerCase();
    this.possessive[i] = owner;
    this.count = i + 1;
  }
}

/** Lower-casing what is lower already costs a copy; most words are. */
function lower(word: string): string {
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    if (code >= 65 && code <= 90) return word.toLowerCase();
  }
  return word;
}

/** Letters and digits; above ASCII all but punctuation and signs, as nothing finer is needed to part words. */
function isWordCode(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  if (code >= 0x2000 && code <= 0x2bff) return false;
  if (code >= 0x3000 && code <= 0x3004) return false;
  if (code >= 0x3008 && code <= 0x3020) return false;
  if (code >= 0xff00 && code <= 0xff0f) return false;
  return code !== 0xd7 && code !== 0xf7 && code === code;
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x2bb || code === 0x2bc;
}

function gapOf(code: number, text: string, at: number): number {
  if (code === 0x20 || code === 0xa0) return GAP.space;
  if (code === 0x2d || code === 0x2010 || code === 0x2011)
    return text.charCodeAt(at + 1) === 0x20 ? GAP.break : GAP.hyphen;
  if (code === 0x2c || code === 0x60c || code === 0xff0c) return GAP.comma;
  // An initial or abbreviation ("St. Louis", "U.S.") ends no sentence.
  if (code === 0x2e)
    return at > 1 && text.charCodeAt(at + 1) !== 0x20 && at + 1 < text.length
      ? GAP.space
      : isShort(text, at)
        ? GAP.space
        : GAP.sentence;
  if (code === 0x21 || code === 0x3f || code === 0x3002) return GAP.sentence;
  if (isApostrophe(code)) return GAP.space;
  return GAP.break;
}

/** Whether the word before a full stop is "St", "Mt", "Dr", "Mr", "Mrs" or one letter. */
function isShort(text: string, at: number): boolean {
  return /(?:^|[\s.])(?:St|Mt|Dr|Mr|Mrs|Ms|Jr|Sr|[A-Z])$/.test(text.slice(Math.max(0, at - 5), at));
}
