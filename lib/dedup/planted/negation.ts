import { looksEnglish, splice, wordsOf } from './english.ts';
import { firstOf, type Transform } from './transform.ts';
import { adverbs, baseOf, isKnownThirdPerson, isThirdPerson } from './verbs.ts';

const replace =
  (pattern: RegExp, by: string | ((...found: string[]) => string)): Transform =>
  (text) => {
    const made = typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, by);
    return made === text ? null : made;
  };

/** What says "not" goes. */
const removals: readonly Transform[] = [
  replace(
    /\b(is|are|was|were|has|have|had|will|would|should|must|may|might|could|can) not (?!only\b|yet\b|even\b)/,
    '$1 ',
  ),
  replace(/\b(c)annot\b/i, '$1an'),
  replace(/\b(is|are|was|were|has|have|had|would|should|could)n['’]t\b/i, '$1'),
  replace(/\b(c)an['’]t\b/i, '$1an'),
  replace(/\bdoes not ([a-z]+)\b/, (_, base = '') => thirdOf(base)),
  replace(/\bdoesn['’]t ([a-z]+)\b/, (_, base = '') => thirdOf(base)),
  replace(/\b(?:do not|don['’]t) ([a-z]+)\b/, '$1'),
  replace(/\b(w)ithout\b/i, '$1ith'),
  replace(/\bnever (?=[a-z]+(?:s|ed)\b)/, 'always '),
  replace(/\bdislikes\b/, 'likes'),
  replace(/\bdistrusts\b/, 'trusts'),
  replace(/\brefuses to\b/, 'likes to'),
  replace(/\bno longer\b/, 'still'),
  replace(/(, |\band )not (?=in\b|at\b|on\b|with\b|strict\b|afraid\b|proud\b|fond\b|interested\b)/, '$1'),
  replace(/\bnobody\b/, 'everybody'),
  replace(/\bnothing\b/, 'everything'),
  replace(/\bunmarried\b/, 'married'),
];

/** "Does not own" is "owns". */
function thirdOf(base: string): string {
  if (base === 'have') return 'has';
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`;
  return /(?:s|sh|ch|x|z|o)$/.test(base) ? `${base}es` : `${base}s`;
}

/** A second negation beside one of these would mean anything. */
const alreadyNone = /\b(?:no one|nobody|nothing|none|no more|neither|nor)\b/;

/** "Who keeps" is "who does not keep": an adverb before the verb goes along. */
const negateVerb: Transform = (text) => {
  const words = wordsOf(text);
  for (const [i, subject] of words.entries()) {
    if (!/^(?:who|she|he)$/.test(subject.lower)) continue;
    const verb = words[i + 1];
    if (!verb || text.slice(subject.to, verb.from) !== ' ' || !isThirdPerson(verb.lower) || adverbs.has(verb.lower))
      continue;
    // "…, he says" is about what was said.
    if (verb.lower === 'says' || alreadyNone.test(text) || /^(?:not|never|no)$/.test(words[i + 2]?.lower ?? ''))
      continue;
    if (verb.lower === 'is') return splice(text, verb.from, verb.to, 'is not');
    // "Has" is a verb of its own before what one can have, else it makes a perfect.
    const perfect =
      verb.lower === 'has' &&
      !/^(?:an?|the|no|his|her|their|its|to|two|three|four|five|many|little)$/.test(words[i + 2]?.lower ?? '');
    return splice(text, verb.from, verb.to, perfect ? 'has not' : `does not ${baseOf(verb.lower)}`);
  }
  return null;
};

/** A verb at the beginning, or after a name, where it can be nothing else. */
const negateOther: Transform = (text) => {
  const words = wordsOf(text);
  for (const [i, word] of words.entries()) {
    if (!isKnownThirdPerson(word.lower, i === 0) || /^(?:is|has|does)$/.test(word.lower)) continue;
    const before = words[i - 1];
    if (
      before &&
      (text.slice(before.to, word.from) !== ' ' ||
        /^(?:the|an?|of|his|her|their|to|with|and|or|for)$/.test(before.lower))
    )
      continue;
    const base = baseOf(word.lower);
    return splice(text, word.from, word.to, i === 0 ? `Does not ${base}` : `does not ${base}`);
  }
  return null;
};

/** "Not" comes in. */
const insertions: readonly Transform[] = [
  negateVerb,
  negateOther,
  replace(/\b(is|are|was|were|will|should|must|could|would) (?!not\b|never\b|the\b|n['’]t)/, '$1 not '),
  replace(/\bcan (?!not\b|be\b)/, 'cannot '),
  replace(/ with (an?|his|her|their|the) /, ' without $1 '),
  replace(
    / (interested in|passionate about|fond of|skilled in|familiar with|afraid of|proud of|good at|known for) /,
    ' not $1 ',
  ),
  replace(/\blikes\b/, 'dislikes'),
  replace(/, (born|trained|raised|insured|married|tired|bored|employed|convinced|based)\b/, ', not $1'),
];

const remove = firstOf(removals);
const insert = firstOf(insertions);

/** A negation comes in or goes, which says the opposite in almost the same words. */
export const changeNegation: Transform = (text, random) =>
  looksEnglish(text) ? (remove(text, random) ?? insert(text, random)) : null;
