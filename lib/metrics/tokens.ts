/** Scripts that put no spaces between words; each character counts as a word there, as no dictionary is at hand. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const spacePattern = new RegExp(`[${unspaced}]|[^\\s${unspaced}]+`, 'gu');
const wordPattern = new RegExp(`[${unspaced}]\\p{M}*|[[\\p{L}\\p{N}\\p{M}]--[${unspaced}]]+`, 'gv');

/**
 * What stands between spaces, punctuation and case kept: what Python's `str.split()` gives, but for scripts without
 * spaces, whose characters are tokens of their own.
 */
export function spaceTokens(text: string): readonly string[] {
  return text.match(spacePattern) ?? [];
}

/**
 * Lower-case runs of letters and digits: the tokens of ROUGE. On ASCII the same as PyPI `rouge-score` 0.1.2, which
 * drops every other letter ("café" becomes "caf", Chinese becomes nothing); here those are letters, too.
 */
export function rougeTokens(text: string): readonly string[] {
  return text.toLowerCase().match(wordPattern) ?? [];
}
