import { caseLike, looksEnglish, replaceFitting, wordsOf } from './english.ts';
import { oneWay, twoWays } from './synonyms.ts';
import { shuffled, type Transform } from './transform.ts';

const synonyms = new Map<string, string>();
for (const [left, right] of [...twoWays, ...oneWay]) if (!synonyms.has(left)) synonyms.set(left, right);
for (const [left, right] of twoWays) if (!synonyms.has(right)) synonyms.set(right, left);

/** More than this and the text is a paraphrase. */
const MOST = 3;

/** Up to three words become their synonyms; an article before one follows its sound. */
export const changeSynonym: Transform = (text, random) => {
  if (!looksEnglish(text)) return null;
  const found = wordsOf(text).filter(({ text: word, lower }, i) => {
    // A capital inside a sentence is a name's.
    return synonyms.has(lower) && (word === lower || i === 0);
  });
  const chosen = shuffled(found, random)
    .slice(0, MOST)
    .sort((a, b) => b.from - a.from);
  if (chosen.length === 0) return null;
  return chosen.reduce(
    (made, { lower, text: word, from, to }) =>
      replaceFitting(made, from, to, caseLike(synonyms.get(lower) ?? lower, word)),
    text,
  );
};
