import { caseLike, looksEnglish, splice, wordsOf, type Word } from './english.ts';
import type { Transform } from './transform.ts';
import { adverbs, isKnownThirdPerson, isThirdPerson, pastOf, pluralOf } from './verbs.ts';

const subjects = new Set(['who', 'she', 'he']);

/** Verbs of the third person: those after a subject, and those joined to them. */
function verbsOf(text: string): readonly Word[] {
  const words = wordsOf(text);
  const verbs: Word[] = [];
  for (const [i, word] of words.entries()) {
    // A persona without a subject: "Grows rice and sings".
    if (i === 0 && isVerbHere(words, i) && /^[\p{Lu}]/u.test(word.text)) verbs.push(word);
    let before = i - 1;
    while (adverbs.has(words[before]?.lower ?? '')) before -= 1;
    const subject = words[before];
    if (subject === undefined || !/^ +$/.test(gaps(text, words, before, i))) continue;
    if (subjects.has(subject.lower) && isThirdPerson(word.lower)) verbs.push(word);
    else if (subject.lower === 'and' && verbs.length > 0 && isVerbHere(words, i)) verbs.push(word);
  }
  // The first word of a remark after a comma, as in "she skis, hates adverbs".
  for (const [i, word] of words.entries()) {
    if (verbs.length === 0 || verbs.includes(word) || word.from < (verbs[0]?.from ?? 0)) continue;
    const gap = text.slice(words[i - 1]?.to ?? 0, word.from);
    if (gap === ', ' && isVerbHere(words, i)) verbs.push(word);
  }
  return verbs.sort((a, b) => a.from - b.from);
}

const objects = new Set(
  'a an the his her their its it them him each every all no two three nothing that how'.split(' '),
);

/** Whether a word where a verb may stand is one: it is known as such, or its object follows. */
function isVerbHere(words: readonly Word[], i: number): boolean {
  const lower = words[i]?.lower ?? '';
  return isKnownThirdPerson(lower, true) || (isThirdPerson(lower) && objects.has(words[i + 1]?.lower ?? ''));
}

function gaps(text: string, words: readonly Word[], from: number, to: number): string {
  let all = '';
  for (let i = from; i < to; i += 1) all += text.slice(words[i]?.to ?? 0, words[i + 1]?.from ?? 0);
  return all;
}

function replaceAll(text: string, words: readonly Word[], change: (lower: string) => string): string {
  return words.reduceRight(
    (made, word) => splice(made, word.from, word.to, caseLike(change(word.lower), word.text)),
    text,
  );
}

/** "Who keeps bees" is "who kept bees". */
const toPast: Transform = (text) => {
  const verbs = verbsOf(text);
  return verbs.length === 0 ? null : replaceAll(text, verbs, pastOf);
};

/** "A retired teacher who keeps bees" is "Retired teachers who keep bees". */
const toPlural: Transform = (text) => {
  const match = /^An? ((?:[A-Za-z][a-z-]* ){0,3}?)([a-z]+) who /.exec(text);
  if (!match) return null;
  const [whole, modifiers = '', noun = ''] = match;
  // What points back to the one may be any of these; the verbs must all be known.
  if (/\b(?:year-old|of|in|from|at|his|her|he|she|himself|herself|them|one|its)\b/.test(text)) return null;
  const verbs = verbsOf(text);
  if (verbs.length === 0 || /\b(?:was|woman|man|child)\b/.test(text)) return null;
  const changed = replaceAll(text, verbs, pluralOf);
  const subject = `${modifiers}${nounPlural(noun)} who `;
  return subject.slice(0, 1).toUpperCase() + subject.slice(1) + changed.slice(whole.length);
};

const nounPlural = (noun: string) => {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|sh|ch|x|z)$/.test(noun) ? `${noun}es` : `${noun}s`;
};

/** A verb that cannot be anything else, after a name or a noun: "Maria sells" is "Maria sold". */
const anyToPast: Transform = (text) => {
  const words = wordsOf(text);
  const verbs = words.filter(({ lower, from }, i) => {
    const before = words[i - 1];
    const apart = text.slice(before?.to ?? 0, from) === ' ';
    return (
      i > 0 &&
      apart &&
      !/^(?:the|an?|of|his|her|their|its|to|with|for|and|or|s)$/.test(before?.lower ?? '') &&
      isKnownThirdPerson(lower, false) &&
      isVerbHere(words, i) &&
      /^(?:an?|the|his|her|their|its|\d.*|that|to|in|on|at|for|from|with|about|two|three|four|five|six|seven|eight|nine|ten)$/.test(
        words[i + 1]?.lower ?? '',
      )
    );
  });
  return verbs.length === 0 ? null : replaceAll(text, verbs, pastOf);
};

/** The same words in another form: tense, or singular and plural. */
export const changeInflection: Transform = (text, random) => {
  if (!looksEnglish(text)) return null;
  const ways = random.below(2) === 0 ? [toPlural, toPast] : [toPast, toPlural];
  for (const way of [...ways, anyToPast]) {
    const made = way(text, random);
    if (made !== null && made !== text) return made;
  }
  return null;
};
