/** What others say in an answer is not about its person. */
const quoted = /"[^"]*"|“[^”]*”|«[^»]*»/g;

/** What the first person says of themselves, each as a phrase that attribution reads ("A nurse in Oslo"). */
const patterns: readonly (readonly [pattern: RegExp, phrase: (said: string) => string])[] = [
  [/\b(?:I am|I['’]m) (?:currently |now |also )?(an? [^.!?;\n]{2,160})/g, (said) => said],
  [/\b[Aa]s (an? [^.!?;,\n]{2,120}), I\b/g, (said) => said],
  [/\bI (?:work|serve)(?:ed)? as (an? [^.!?;\n]{2,160})/g, (said) => said],
  [
    /\b(?:I am|I['’]m) ((?:aged )?\d{1,3}(?: years old)?)\b(?! (?:minutes|hours|days|weeks|months|km|miles|percent))/g,
    (said) => `A person, ${said}`,
  ],
  [/\bI (?:live|work) (?:and work )?((?:in|near) [^.!?;,\n]{2,60})/g, (said) => `A person who lives ${said}`],
  [/\b(?:I am|I['’]m) (?:from|based in) ([^.!?;,\n]{2,60})/g, (said) => `A person who lives in ${said}`],
];

export function firstPerson(text: string): string[] {
  const plain = text.replace(quoted, ' ');
  return patterns.flatMap(([pattern, phrase]) =>
    [...plain.matchAll(pattern)].map(([, said]) => capital(phrase(said ?? ''))),
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A prefix such as "Math problem:" or "User prompt:", and a title on a line of its own. */
const prefix = /^\s*(?:(?:Title|Name):[^\n]*\n|[A-Z][a-z]+(?: [a-z]+){0,3}:)\s*/;
/** "A young primary school teacher": the words in which a phrase names its own person. */
const OWN_WORDS = 5;
// Who a problem is about stands in its first sentences; pronouns further on are often somebody else's.
const SENTENCES = 2;

/** The first sentences of an answer, without its prefix, its title line and what is quoted. */
export function opening(text: string): string {
  const body = text.replace(prefix, '').replace(quoted, ' ');
  const sentences = body.match(/[^.!?\n]+[.!?\n]*/g) ?? [];
  return sentences
    .slice(0, SENTENCES)
    .join('')
    .trim()
    .replace(named, (_, article: string) => capital(article));
}

/** "Mira is the cook of …" says the same as "The cook of …". */
const named = /^\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*){0,2} (?:is|was) (an?|the)\b/u;

/** A pronoun behind one of these is theirs as often as not. */
const somebody =
  /\b(?:man|woman|boy|girl|lady|gentleman|son|daughter|husband|wife|brother|sister|father|mother|uncle|aunt|grandfather|grandmother|friend|neighbou?r|customer|client|patient|tenant|student|pupil|child|helper|assistant|apprentice|colleague|boss|owner|guest|visitor|passenger|farmer|trader)\b/i;

/** Whether a phrase names somebody beside its own person, who is in its first words. */
export function namesAnother(statement: string): boolean {
  const words = statement.split(/\s+/);
  return somebody.test(words.slice(OWN_WORDS).join(' '));
}

/** Noun phrases that say who somebody is are over by then. */
const PHRASE = 8;
/** Words that many people share: they tell nobody from another. */
const common = new Set(
  'that this with from have into their they them whose who which where when while year years aged old young elderly retired former senior junior small large local little first second third person people woman women girl lady man men gentleman child children mother father parent wife husband someone named called lives living works working loves enjoys wants needs wishes runs owns makes takes gets uses plans spends gives sells buys keeps owner manager worker assistant student teacher hours minutes days weeks months time town city village country state shop store company school house home group team family each every some more most after before between during about other another'.split(
    ' ',
  ),
);

/** Whether two phrases name the same kind of person: a telling word that both have among their first ones. */
export function describesSame(statement: string, persona: string): boolean {
  const known = tellingWords(persona);
  return [...tellingWords(statement)].some((word) => known.has(word));
}

/** Capitals are names and places; what is behind a preposition or the first verb is not who the phrase is about. */
function tellingWords(text: string): Set<string> {
  const phrase =
    text.split(
      /[,;:.]|(?<=\w )\b(?:who|whose|that|which|has|is|was|needs|wants|in|from|at|near|with|for|to|on|by|under|below|above|over|through|since|after|before|between|against|and)\b/,
    )[0] ?? '';
  const words =
    /^\s*(?:in|from|at|near|with|for|to|on|by|under|below|above|over|through|since|after|before|between|against)\b/i.test(
      phrase,
    )
      ? []
      : (phrase.match(/[\p{L}]+/gu)?.slice(0, PHRASE) ?? []);
  return new Set(words.filter((word) => word.length > 3 && !/^\p{Lu}/u.test(word) && !common.has(word)));
}

/** The words of an opening in which a place is its own person's: "A rice farmer in the delta of Vietnam". */
const PLACE_WORDS = 8;

export const beginning = (statement: string): string => statement.split(/\s+/).slice(0, PLACE_WORDS).join(' ');
