/** Letters that Unicode does not take apart into a base letter and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ə: 'a',
};

const special = /[ßæœøđðþłıħə]/gu;
const marks = /\p{Mn}/gu;
const notLatin = /[^\0-\u024F\u1E00-\u1EFF]/u;

/**
 * Lower case, without accents on Latin letters and without apostrophes: "Xi’an" and "xian" are one word. Other scripts
 * keep their marks, which carry vowels there.
 */
export function fold(word: string): string {
  const low = word.toLowerCase().replace(/['’ʻʼ`]/g, '');
  if (/^[\x00-\x7f]*$/.test(low)) return low;
  if (notLatin.test(low)) return low.normalize('NFC');
  return low
    .normalize('NFD')
    .replace(marks, '')
    .replace(special, (letter) => plainLetters[letter] ?? letter);
}
