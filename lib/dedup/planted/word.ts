import { articleFor, caseLike, looksEnglish, splice, wordsOf } from './english.ts';
import { pick, type Transform } from './transform.ts';
import { nounGroups, otherGroups } from './word-groups.ts';

const ownPlural: Readonly<Record<string, string>> = {
  knife: 'knives',
  goose: 'geese',
  sheep: 'sheep',
  tomato: 'tomatoes',
};
const plural = (noun: string) =>
  ownPlural[noun] ??
  (/(?:s|sh|ch|x)$/.test(noun) ? `${noun}es` : noun.replace(/[^aeiou]y$/, (end) => `${end.slice(0, 1)}ie`) + 's');

/** By word, the others of its group; plurals have groups of plurals. */
const others = new Map<string, readonly string[]>();
for (const group of [...nounGroups, ...nounGroups.map((nouns) => nouns.map(plural)), ...otherGroups]) {
  for (const word of group) {
    // Capitalised ones (months) are looked up as they are written: "march" and "may" are verbs.
    if (!others.has(word))
      others.set(
        word,
        group.filter((other) => other !== word),
      );
  }
}

/** One content word becomes another of its kind; everything else stays as it is. */
export const changeWord: Transform = (text, random) => {
  if (!looksEnglish(text)) return null;
  const words = wordsOf(text);
  // One of two would no longer be the same thing.
  const count = (word: string) =>
    words.filter(({ lower }) => lower.startsWith(word) && lower.length - word.length < 3).length;
  const found = words.flatMap((word, i) => {
    const before = words[i - 1];
    const article =
      before && text.slice(before.to, word.from) === ' ' && /^an?$/.test(before.lower) ? before.lower : null;
    const candidates = (others.get(word.text) ?? others.get(word.lower) ?? []).filter(
      (other) =>
        count(word.lower.replace(/e?s$/, '')) === 1 &&
        (article === null || articleFor(other) === article) &&
        !words.some(({ lower }) => lower === other.toLowerCase()),
    );
    return candidates.length > 0 ? [{ word, candidates }] : [];
  });
  const chosen = pick(found, random);
  if (!chosen) return null;
  const other = pick(chosen.candidates, random) ?? '';
  return splice(text, chosen.word.from, chosen.word.to, caseLike(other, chosen.word.text));
};
