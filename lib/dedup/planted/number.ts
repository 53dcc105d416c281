import { caseLike, looksEnglish, splice, wordsOf } from './english.ts';
import { pick, type Transform } from './transform.ts';

/** The zeros of scripts that are written beside Latin digits. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xff10];

/** Changes one digit of one number, never to a leading zero. */
const changeDigits: Transform = (text, random) => {
  const number = pick([...text.matchAll(/\p{Nd}+/gu)], random);
  if (!number) return null;
  const [digits] = number;
  const zero = zeros.find((code) => digits.charCodeAt(0) >= code && digits.charCodeAt(0) < code + 10);
  if (zero === undefined) return null;
  const at = random.below(digits.length);
  const value = digits.charCodeAt(at) - zero;
  const leads = at === 0 && digits.length > 1;
  const others = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => digit !== value && (!leads || digit > 0));
  // Alone, 0 and 1 would ask for another grammar.
  const fitting = digits.length === 1 ? others.filter((digit) => digit > 1) : others;
  const digit = pick(fitting, random);
  if (digit === undefined) return null;
  return splice(text, number.index + at, number.index + at + 1, String.fromCharCode(zero + digit));
};

/** Numbers that stand for each other without a change of grammar. "One" and "second" are also other words. */
const families: readonly (readonly string[])[] = [
  'two three four five six seven eight nine ten eleven twelve'.split(' '),
  'thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' '),
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' '),
  'third fourth fifth sixth seventh eighth ninth tenth'.split(' '),
];
const units = 'one two three four five six seven eight nine'.split(' ');

const otherWord = (word: string): readonly string[] => {
  const [tens = '', unit, more] = word.split('-');
  if (more === undefined && unit !== undefined && units.includes(unit) && families[2]?.includes(tens)) {
    return units.filter((other) => other !== unit).map((other) => `${tens}-${other}`);
  }
  return families.find((family) => family.includes(word))?.filter((other) => other !== word) ?? [];
};

const changeNumeral: Transform = (text, random) => {
  const numerals = wordsOf(text).filter(({ lower }) => otherWord(lower).length > 0);
  const word = pick(numerals, random);
  if (!word) return null;
  // A change of the sound would change an article ("an eighty-year-old").
  const sound = (numeral: string) => /^e(?:igh|lev)/.test(numeral);
  const other = pick(
    otherWord(word.lower).filter((numeral) => sound(numeral) === sound(word.lower)),
    random,
  );
  return other === undefined ? null : splice(text, word.from, word.to, caseLike(other, word.text));
};

/** One number becomes another; an English numeral where there are no digits. */
export const changeNumber: Transform = (text, random) => {
  const changed = changeDigits(text, random);
  if (changed !== null || !looksEnglish(text)) return fitAge(text, changed);
  return changeNumeral(text, random);
};

/** "A 18-year-old" is not what anyone writes. */
function fitAge(text: string, changed: string | null): string | null {
  const vowel = /\ban? (?=(?:8|11\b|18\b))/i;
  return changed !== null && vowel.test(text) === vowel.test(changed) ? changed : null;
}
