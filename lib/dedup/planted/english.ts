/** A word of a text and where it stands. Hyphens and apostrophes inside are part of it. */
export interface Word {
  readonly text: string;
  readonly lower: string;
  readonly from: number;
  readonly to: number;
}

const word = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

export function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(word), (match) => {
    const [found] = match;
    return { text: found, lower: found.toLowerCase(), from: match.index, to: match.index + found.length };
  });
}

const english = new Set(
  'the of and who with is to for from she by that his her an a in he they at on their it was has how what'.split(' '),
);
/** Small words of other languages in Latin letters; English has none of them. */
const others = new Set(
  `de la el que y un una los las con por del der die das und ein eine mit für zu von le les et des une du qui dans pour
  os da em uma um com do não para het een van ik op il di che per della con və bir ve için dan yang dengan untuk i w na się
  z og med som på av är och att den det en yoki va bilan`.split(/\s+/),
);

/** Whether rules for English may be tried on a text: it has small words of English, and more than of other languages. */
export function looksEnglish(text: string): boolean {
  let score = 0;
  for (const { lower } of wordsOf(text)) {
    if (english.has(lower)) score += 1;
    else if (others.has(lower)) score -= 1;
    else if (/[^\u0000-\u024F]/u.test(lower)) score -= 1;
  }
  return score > 0;
}

/** The text with `[from, to)` replaced. */
export function splice(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** `word` in the case that `like` has: capitals throughout, a capital first, or as it is. */
export function caseLike(word: string, like: string): string {
  if (like.length > 1 && like === like.toUpperCase() && like !== like.toLowerCase()) return word.toUpperCase();
  return startsUpper(like) ? capitalised(word) : word;
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The first letter small, if the word is one that is small inside a sentence. */
export function uncapitalised(text: string): string {
  const first = wordsOf(text)[0];
  if (!first || !startsUpper(first.text) || !smallInside.test(first.lower)) return text;
  return text.slice(0, first.from) + text.slice(first.from, first.from + 1).toLowerCase() + text.slice(first.from + 1);
}

/** What begins sentences of personas and is no name: small words, participles, numbers, ages. */
const smallInside =
  /^(?:an?|the|this|that|these|those|he|she|they|it|his|her|their|its|someone|just|only|still|once|now|at|in|on|from|for|with|by|after|before|since|when|while|although|as|of|to|if|every|each|some|all|most|no|former|retired|young|old|once|part-time|full-time|self-taught|first-year|final-year|\d.*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-.*)?)$/;

export function startsUpper(text: string): boolean {
  const first = text.slice(0, 1);
  return first !== first.toLowerCase();
}

/** Beginnings that are read otherwise than they are spelled. */
const vowelSound =
  /^(?:[aeio](?!ne\b|nce\b)|heir|hon(?:o|est)|hour|u(?!ni(?!n|m)|s[aeiu]|ti|r[aeiou]|ku|b[io]|k)|8|11\b|18\b)/i;
const consonantSound = /^(?:eu|ewe|one|once|ouija)/i;

/** The article before a word. */
export function articleFor(next: string): 'a' | 'an' {
  return vowelSound.test(next) && !consonantSound.test(next) ? 'an' : 'a';
}

/** `text` with `[from, to)` replaced and the article before it, if there is one, made to fit. */
export function replaceFitting(text: string, from: number, to: number, by: string): string {
  const replaced = splice(text, from, to, by);
  const article = /(?<![\p{L}\p{N}'’-])(an?) $/iu.exec(text.slice(0, from))?.[1];
  if (article === undefined) return replaced;
  const fitting = articleFor(by);
  return splice(replaced, from - 1 - article.length, from - 1, startsUpper(article) ? capitalised(fitting) : fitting);
}
