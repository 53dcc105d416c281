import { articleFor, capitalised, looksEnglish, startsUpper, uncapitalised } from './english.ts';
import { phrases, work } from './paraphrases.ts';
import { changeSynonym } from './synonym.ts';
import { endsWithTitle } from './titles.ts';
import { shuffled, type Transform } from './transform.ts';
import { isThirdPerson } from './verbs.ts';

/** A sentence built anew. `worth`: as many replaced phrases; what only opens otherwise is worth one. */
interface Rebuild {
  readonly make: (text: string) => string | null;
  readonly worth: 1 | 2;
}

const rebuild = (worth: 1 | 2, pattern: RegExp, make: (...parts: string[]) => string | null): Rebuild => ({
  make: (text) => {
    const match = pattern.exec(text.trim());
    return match ? make(...match.slice(1).map((part: string | undefined) => part ?? '')) : null;
  },
  worth,
});

const withArticle = (noun: string) => `${articleFor(noun)} ${noun}`;
const number =
  '(\\d{1,2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|(?:thir|four|fif|six|seven|eigh|nine)teen)';
const rebuilds: readonly Rebuild[] = [
  // A retired teacher who loves bees: Someone who used to teach and loves bees.
  rebuild(
    2,
    /^An? (?:retired|former) ([a-z]+)((?: (?:in|from|of) [^,.]+?)?) who ([a-z]+s) (.+)$/,
    (noun = '', place = '', verb = '', rest = '') => {
      const did = work[noun];
      return did === undefined || !isThirdPerson(verb)
        ? null
        : `Someone who used to ${did}${place} and ${verb} ${rest}`;
    },
  ),
  // A 41-year-old driver who …: This driver, aged 41, …
  rebuild(
    2,
    /^An? (\d+|[a-z-]+)-year-old ([^,.]+?) who (.+)$/,
    (age = '', noun = '', rest = '') => `At the age of ${age}, this ${noun} ${rest}`,
  ),
  rebuild(
    2,
    /^An? (\d+|[a-z-]+)-year-old ([^,.]+?) with (.+)$/,
    (age = '', noun = '', rest = '') => `${capitalised(withArticle(noun))} aged ${age} who has ${rest}`,
  ),
  // A clerk, 41, in Tripoli who …; a clerk of 41 in Tripoli who …
  rebuild(
    2,
    new RegExp(`^An? ([^,.]+?)(?:, | of )${number},? (in|from|at|on|near) ([^,]+?),? who (.+)$`),
    (noun = '', age = '', at = '', place = '', rest = '') => `This ${noun} ${at} ${place} is ${age} and ${rest}`,
  ),
  rebuild(
    2,
    new RegExp(`^An? ([^,.]+?)(?:, | of )${number},? who (.+)$`),
    (noun = '', age = '', rest = '') => `At ${age}, this ${noun} ${rest}`,
  ),
  // Federal judge in Montana, she skis: She works as a federal judge in Montana and skis.
  rebuild(
    2,
    /^([A-Z][a-z]+(?:[ -][a-z]+)*)((?: (?:in|at|for|from|of|on) [^,;.]+)?), (she|he) ([a-z]+) (.+)$/,
    (noun = '', place = '', subject = '', verb = '', rest = '') =>
      !endsWithTitle(noun.toLowerCase()) || / and /.test(noun) || !isThirdPerson(verb)
        ? null
        : `${capitalised(subject)} works as ${withArticle(noun.toLowerCase())}${place} and ${verb} ${rest}`,
  ),
  // Fifty-one, he breaks bricks: He is fifty-one years old and breaks bricks.
  rebuild(2, new RegExp(`^${number}, (she|he) ([a-z]+) (.+)$`, 'i'), (age = '', subject = '', verb = '', rest = '') =>
    isThirdPerson(verb) ? `${capitalised(subject)} is ${age.toLowerCase()} years old and ${verb} ${rest}` : null,
  ),
  // She grows rice in Java and …: The woman in question …
  rebuild(1, /^She ([a-z]+) (.+)$/, (verb = '', rest = '') =>
    isThirdPerson(verb) ? `Here is a woman who ${verb} ${rest}` : null,
  ),
  rebuild(1, /^He ([a-z]+) (.+)$/, (verb = '', rest = '') =>
    isThirdPerson(verb) ? `Here is a man who ${verb} ${rest}` : null,
  ),
  // Grows rice in Java: Someone who grows rice in Java.
  rebuild(1, /^([A-Z][a-z]+) (.+)$/, (verb = '', rest = '') =>
    isThirdPerson(verb.toLowerCase()) &&
    /(?<![aeiou])s$/.test(verb) &&
    /^(?:an?|the|and|her|his|in|at|on|out|up|with|[a-z]+s?\b)/.test(rest) &&
    knownOpening.test(verb)
      ? `Someone who ${verb.toLowerCase()} ${rest}`
      : null,
  ),
  // A lawyer who …: Someone who works as a lawyer and …
  rebuild(2, /^An? ([a-z][^,.]*?) who ([a-z]+s) (.+)$/, (noun = '', verb = '', rest = '') =>
    isThirdPerson(verb) &&
    endsWithTitle(noun) &&
    !/ (?:in|at|of|from|for|with) /.test(` ${noun} `) &&
    !/^(?:retired|former|young|old|single)/.test(noun)
      ? `Someone who works as ${withArticle(noun)} and ${verb} ${rest}`
      : null,
  ),
  rebuild(
    2,
    /^An? ([^,.]+?) (?:interested in|passionate about) (.+)$/,
    (noun = '', rest = '') => `${capitalised(rest.replace(/[.!?]+$/, ''))}: that is what interests this ${noun}.`,
  ),
  // If … then: a question asked the other way round.
  rebuild(
    2,
    /^If ([^,?]+), ([^?]+)\?$/,
    (condition = '', question = '') => `${capitalised(question)} if ${uncapitalised(condition)}?`,
  ),
];

/** Verbs that personas without a subject begin with. */
const knownOpening =
  /^(?:Grows|Sells|Runs|Teaches|Cooks|Herds|Picks|Carries|Drives|Repairs|Mends|Makes|Keeps|Paints|Writes|Sings|Builds|Fishes|Farms|Works|Studies|Raises|Cleans|Sews|Weaves|Bakes|Fixes|Tends|Manages|Lives|Owns|Serves|Collects|Translates|Designs|Sorts|Plays)$/;

/** Fewer phrases than this alone leave a text too much as it was. */
const ENOUGH = 2;
/** More make it clumsy. */
const MOST = 4;

/** Says the same otherwise: the sentence built anew, phrases in other words, and synonyms; null where too little can be changed. */
export const paraphrase: Transform = (text, random) => {
  if (!looksEnglish(text)) return null;
  let made = text;
  let changes = 0;
  for (const again of rebuilds) {
    const built = again.make(made);
    if (built === null || built === made) continue;
    made = built;
    changes += again.worth;
    break;
  }
  let replaced = 0;
  for (const [pattern, by] of shuffled(phrases, random)) {
    if (replaced === MOST) break;
    const match = pattern.exec(made);
    if (!match) continue;
    const other = made.replace(pattern, by);
    made = startsUpper(match[0]) ? other.slice(0, match.index) + capitalised(other.slice(match.index)) : other;
    changes += 1;
    replaced += 1;
  }
  if (changes === 0) return null;
  const varied = changeSynonym(made, random);
  if (varied !== null) changes += 1;
  return changes >= ENOUGH ? (varied ?? made) : null;
};
