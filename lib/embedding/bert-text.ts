/** Of these, only letters change: they become lower case. */
const plain = /^[\t\n\r -~]*$/;
// Tab and line ends are spaces; everything else that is not for reading goes. U+FFFD stands for what was lost.
const unreadable = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/gu;
const spaces = /\s/g;
/** Blocks of Chinese characters as BERT knows them: each is a word. Kana and Hangul are not among them. */
const ideographs =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B820}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;
const accents = /\p{Mn}/gu;

/**
 * The text as an uncased BERT model reads it: no control characters, each kind of space a space, Chinese characters
 * apart, lower case, no accents.
 */
export function normaliseForBert(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return text
    .replace(unreadable, '')
    .replace(spaces, ' ')
    .replace(ideographs, ' $& ')
    .toLowerCase()
    .normalize('NFD')
    .replace(accents, '');
}
