/** Past tense of verbs that do not form it with -ed, by their base. */
const irregular = new Map(
  `be:was become:became begin:began bend:bent bet:bet bind:bound bite:bit blow:blew break:broke bring:brought build:built
  burn:burned buy:bought catch:caught choose:chose come:came cost:cost cut:cut deal:dealt dig:dug do:did draw:drew
  dream:dreamed drink:drank drive:drove eat:ate fall:fell feed:fed feel:felt fight:fought find:found fly:flew
  forget:forgot forgive:forgave freeze:froze get:got give:gave go:went grind:ground grow:grew hang:hung have:had
  hear:heard hide:hid hit:hit hold:held hurt:hurt keep:kept know:knew lay:laid lead:led leave:left lend:lent let:let
  light:lit lose:lost make:made mean:meant meet:met mistake:mistook outlive:outlived overhear:overheard oversee:oversaw
  pay:paid put:put quit:quit read:read rebuild:rebuilt resell:resold rewind:rewound rewrite:rewrote ride:rode ring:rang
  rise:rose run:ran say:said see:saw seek:sought sell:sold send:sent set:set sew:sewed shake:shook shine:shone shoot:shot
  show:showed shut:shut sing:sang sit:sat ski:skied sleep:slept speak:spoke spend:spent spin:spun split:split
  spread:spread stand:stood steal:stole stick:stuck strike:struck strive:strove swear:swore sweep:swept swim:swam
  swing:swung take:took teach:taught tear:tore tell:told think:thought throw:threw undergo:underwent
  understand:understood undertake:undertook upset:upset wake:woke wear:wore weave:wove win:won wind:wound
  withdraw:withdrew withstand:withstood write:wrote`
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]),
);

/** Regular verbs whose third person is nothing else, so that it is known wherever it stands. */
const plain =
  `accept achieve adapt admire admit adopt adore advise advocate agree aim allow analyse analyze announce answer
  apply appreciate arrange arrive ask aspire assemble assist attend avoid bake balance belong blame borrow calculate carry
  celebrate chase cherish claim clean climb coach collect combine compare compete complain compose conduct consider
  contain continue contribute convert cook correct craft create crochet curate decide deliver describe deserve develop
  discover dislike donate dream earn edit educate embrace empower encourage enjoy enter examine expect explain explore
  feature fix follow foster gather govern guide handle hate help hike host identify imagine implement improve include
  insist inspire install integrate invent investigate invite iron jog join juggle knit laugh learn lecture like listen
  live love maintain manage maximise maximize measure mend mentor mourn navigate need nurture observe offer open operate
  organise organize own participate perform photograph plan plant play practise practice prefer prepare preserve
  pretend prioritise prioritize produce promise promote propose protect provide publish pursue raise realise realize
  receive recite recognise recognize recommend refuse regard remember repair represent require rescue research respect
  restore review save scold serve settle share sketch solve sort specialise specialize strengthen struggle study suggest
  supervise supply support suspect teach trust try underestimate use utilise utilize value visit volunteer wait want
  watch welcome wish worry call store breed distrust count preach name rent judge reckon plough weigh defend protest
  swear whistle bargain argue chat greet scatter polish stack load unload haul deliver pack patch stitch hum quote recite
  lend barter brew smoke roast grill fry boil ferment pickle tend prune water harvest sow weed milk shear herd`.split(
    /\s+/,
  );

const bases = new Set([...irregular.keys(), ...plain]);
/** Third persons that are nouns as often. */
const nouns = new Set(
  `plays plants plans shares values needs dreams reviews uses promises claims helps answers hosts guides sketches studies
  cuts bets runs drinks drives shows rings winds sets hits lights costs burns bites blows breaks builds deals draws falls
  feeds feels fights finds flies grounds hides holds leads means meets cooks coaches likes loves hates measures practices
  repairs researches respects rides rises sees sings sits skis sleeps spreads stands strikes swings tears throws wakes
  supports supplies visits volunteers wishes worries offers irons features contracts lectures mentors photographs
  struggles laughs dislikes catches watches waits quits splits shoots shuts spins features doses lies lives leaves makes
  saves sorts serves puts cleans fixes rescues plants`.split(/\s+/),
);

/** Adverbs that stand between a pronoun and its verb. */
export const adverbs = new Set(
  `also often still always never now usually sometimes rarely seldom quietly secretly once only just frequently regularly
  occasionally proudly patiently gently mostly firmly silently openly privately later daily`.split(/\s+/),
);

const special = new Map([
  ['is', 'was'],
  ['has', 'had'],
  ['does', 'did'],
  ['goes', 'went'],
]);

/** Words in -s that may follow "who" or "she" and are no verbs of that form. */
const neverVerbs = new Set(
  'was as his this its us yes less always perhaps besides sometimes afterwards does'.split(' '),
);

/** Whether a word after "who", "she" or "he" is its verb in the present. */
export function isThirdPerson(lower: string): boolean {
  return (
    !neverVerbs.has(lower) && (special.has(lower) || (/^[a-z]+(?:-[a-z]+)?s$/.test(lower) && !/(?:ss|us)$/.test(lower)))
  );
}

/** Whether a word is a verb in the third person wherever it stands; `loose` where a verb is expected. */
export function isKnownThirdPerson(lower: string, loose: boolean): boolean {
  if (special.has(lower)) return true;
  return lower.endsWith('s') && bases.has(baseOf(lower)) && (loose || !nouns.has(lower));
}

/** The base of a third person: "teaches" is "teach". */
export function baseOf(third: string): string {
  if (third === 'is') return 'be';
  if (third === 'has') return 'have';
  if (/[^aeiou]ies$/.test(third) && third.length > 4) return `${third.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz|o)es$/.test(third) && !/(?:^aches|[cd]aches|shoes|canoes)$/.test(third))
    return third.slice(0, -2);
  return third.slice(0, -1);
}

/** The plural of the third person: "is" is "are". */
export function pluralOf(third: string): string {
  return third === 'is' ? 'are' : baseOf(third);
}

/** Verbs of more than one syllable that double their last letter. */
const doubling = /(?:mit|fer|gret|trol|pel|quip|cur|bel|plan|drop|fit|get)$/;

export function pastOf(third: string): string {
  const known = special.get(third);
  if (known !== undefined) return known;
  const base = baseOf(third);
  const past = irregular.get(base);
  if (past !== undefined) return past;
  if (base.endsWith('e')) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  const oneSyllable = /^[^aeiou]*[aeiou][^aeiouwxy]$/.test(base);
  if (oneSyllable || (doubling.test(base) && !/(?:offer|differ|suffer|limit|visit|edit|label)$/.test(base))) {
    return `${base}${base.slice(-1)}ed`;
  }
  return `${base}ed`;
}
