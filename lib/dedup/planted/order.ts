import { capitalised, looksEnglish, uncapitalised, wordsOf } from './english.ts';
import { pick, type Transform } from './transform.ts';
import { isKnownThirdPerson, isThirdPerson } from './verbs.ts';

const sentenceEnd = /(?<=[.!?]["'”’)]?)\s+(?=[\p{Lu}\p{Lo}\p{N}])|(?<=[。！？])\s*(?=[^\s」』”])/u;

const pointsBack = /^(?:Another|This|That|These|Those|It|Then|However|But|And|So|Also|Therefore|Finally)\b/;

/** The second sentence before the first. */
const swapSentences: Transform = (text, random) => {
  const sentences = text.trim().split(sentenceEnd);
  if (sentences.length < 2) return null;
  const at = random.below(sentences.length - 1);
  const [a = '', b = ''] = sentences.slice(at, at + 2);
  // A label ("Title:") stands first, a question last, and what points back behind what it points to.
  if (/^\p{Lu}\p{Ll}+(?: \p{Ll}+)?:/u.test(a) || b.endsWith('?') || pointsBack.test(b)) return null;
  // A sentence without its end would run into the next one.
  if (!/[.!?。！？]/u.test(a.slice(-2)) || !/[.!?。！？]/u.test(b.slice(-2))) return null;
  const between = /[。！？]$/u.test(a) ? '' : ' ';
  return [...sentences.slice(0, at), b, a, ...sentences.slice(at + 2)].join(between);
};

/** The halves beside a semicolon. */
const swapHalves: Transform = (text) => {
  const match = /^([^;；]+)([;；]\s?)([^;；]+?)([.!?。！？]*)$/u.exec(text.trim());
  if (!match) return null;
  const [, a = '', mark = '', b = '', end = ''] = match;
  const second = uncapitalised(a.trim());
  // A capital that may be a name's would stay in the middle.
  return /^\p{Lu}/u.test(second) ? null : capitalised(b.trim()) + mark + second + end;
};

/** Two things of a Chinese or Japanese list. */
const swapListed: Transform = (text, random) => {
  const matches = [...text.matchAll(/([\p{Lo}\p{N}]{1,6})、([\p{Lo}\p{N}]{1,6})(?=、)/gu)];
  const match = pick(matches, random);
  if (!match) return null;
  const [whole, a = '', b = ''] = match;
  return text.slice(0, match.index) + `${b}、${a}` + text.slice(match.index + whole.length);
};

/** What may stand before and after two words joined by "and" so that they are nothing but those two. */
const joined =
  /(?<=(?:\b(?:of|for|with|about|between|in|on|from|like|including|loves|enjoys|teaches|studies|is|are|was|were)|[,:]) )([a-z]{3,}) and ([a-z]{3,})(?=[.,;:!?]|$| (?:in|on|for|of|at|with|from|by|near|outside|who|that|while|to|between|during)\b)/g;
const adverbial = /^(?:then|also|never|now|still|not|always|only|fully|later|his|her|their|its|the)$/;

/** "Maize and squash" is "squash and maize". */
const swapJoined: Transform = (text, random) => {
  const matches = [...text.matchAll(joined)].filter(
    ([, a = '', b = '']) => a !== b && !adverbial.test(a) && !adverbial.test(b),
  );
  const match = pick(matches, random);
  if (!match) return null;
  const [whole, a = '', b = ''] = match;
  return text.slice(0, match.index) + `${b} and ${a}` + text.slice(match.index + whole.length);
};

/** "Who paints and sings at weddings" is "who sings at weddings and paints". */
const swapVerbs: Transform = (text) => {
  const match = /\b(who|she|he) ([a-z-]+s\b[^.,;:]*?) and ([a-z-]+s\b[^.,;:]*)([.;]|$)/.exec(text);
  if (!match) return null;
  const [whole, subject = '', a = '', b = '', end = ''] = match;
  const [first] = wordsOf(a);
  const [second] = wordsOf(b);
  if (!first || !second || !isThirdPerson(first.lower) || !isKnownThirdPerson(second.lower, true)) return null;
  // Another "and", or a clause, may belong to either half; "it" and the like point back.
  if (/\b(?:and|or|it|them|because|while|which|that|who|one|if|when|so|but)\b/.test(`${a} ${b}`)) return null;
  return text.slice(0, match.index) + `${subject} ${b} and ${a}${end}` + text.slice(match.index + whole.length);
};

/** "At six, she runs." is "She runs, at six.": what stands before the subject goes behind. */
const moveOpening: Transform = (text) => {
  const match =
    /^((?:[A-Z][a-z]+ing|When|After|Since|Before|Although|While|In|At|On|From|During|Despite|Because|If) [^,.;]+), (she|he|they|it|you|we|I) ([^,.;]+)([.!?]?)$/.exec(
      text.trim(),
    );
  if (!match) return null;
  const [, opening = '', subject = '', rest = '', end = ''] = match;
  const small = opening.slice(0, 1).toLowerCase() + opening.slice(1);
  return `${capitalised(subject)} ${rest}, ${small}${end}`;
};

/** "She teaches while she studies." is "While she studies, she teaches.": a clause at the end goes to the front. */
const moveClause: Transform = (text) => {
  const match =
    /^((?:She|He|They|An?|The|This)\b[^,.;]+?),? (while|because|although|when|whenever|after|before) ([^,.;]+)([.!?]?)$/.exec(
      text.trim(),
    );
  if (!match) return null;
  const [, main = '', joint = '', clause = '', end = ''] = match;
  // A clause of a clause has to stay where it is, and so has one that says nothing with a verb.
  if (/\b(?:who|that|which|whose)\b/.test(main) || wordsOf(clause).length < 3) return null;
  return `${capitalised(joint)} ${clause}, ${uncapitalised(main)}${end}`;
};

/** Two remarks in the middle of a row of remarks between commas. */
const swapRemarks: Transform = (text) => {
  const end = /[.!?]*$/.exec(text.trim())?.[0] ?? '';
  const parts = text
    .trim()
    .slice(0, text.trim().length - end.length)
    .split(', ');
  const free = (part: string | undefined) =>
    part !== undefined &&
    /^[\p{Ll}\p{Nd}]/u.test(part) &&
    wordsOf(part).length <= 6 &&
    !/^(?:and|or|but|so|yet|who|whose|which|that|where|when|while|he|she|they|it|in|at|of|from|near|not|nor)\b/.test(
      part,
    ) &&
    !/[.;:!?]| and\b| or\b/.test(part);
  for (let i = 1; i + 1 < parts.length; i += 1) {
    const [a, b, after] = parts.slice(i, i + 3);
    // A single capitalised word is the rest of a place's name.
    if (
      a === undefined ||
      b === undefined ||
      !free(a) ||
      !free(b) ||
      (after !== undefined && /^\p{Lu}\S*$/u.test(after))
    )
      continue;
    if (/\b(?:he|she|they|who)\b/i.test(parts[i - 1] ?? '')) continue;
    return [...parts.slice(0, i), b, a, ...parts.slice(i + 2)].join(', ') + end;
  }
  return null;
};

const anyLanguage: readonly Transform[] = [swapHalves, swapSentences, swapListed];
const ofEnglish: readonly Transform[] = [swapVerbs, swapJoined, moveClause, moveOpening, swapRemarks, ...anyLanguage];

/** The same words in another order: sentences, clauses, remarks or things of a list change places. */
export const changeOrder: Transform = (text, random) => {
  for (const transform of looksEnglish(text) ? ofEnglish : anyLanguage) {
    const made = transform(text, random);
    if (made !== null && made !== text) return made;
  }
  return null;
};
