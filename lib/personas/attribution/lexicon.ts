import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { largeCities, otherCities } from './data/cities.ts';
import { alsoNames, areas, countriesByRegion, regionWords } from './data/countries.ts';
import { languageNames } from './data/languages.ts';
import { endings, notTitles, titles } from './data/occupations.ts';
import { decadeWords, numberWords, W, wordLists } from './data/words.ts';
import { fold } from './fold.ts';

export interface Place {
  /** Null for a region of several countries. */
  readonly country: string | null;
  readonly region: string;
  readonly kind: 'country' | 'adjective' | 'area' | 'large' | 'city' | 'region';
  /** First of all a name of people or things. */
  readonly alsoName: boolean;
}

/** A title's words from its end backwards, or a place's words forwards. */
export interface Node<T> {
  value: T | null;
  next: Map<string, Node<T>> | null;
}

/** All that is known of a word. */
export interface Word {
  bits: number;
  number: number;
  decade: number;
  language: string | null;
  /** Titles that end with this word. */
  title: Node<string> | null;
  /** Places that begin with this word. */
  place: Node<Place> | null;
}

export interface Lexicon {
  /** The word's entry; one for a word that is in no list is made from its ending. */
  readonly word: (name: string) => Word;
  readonly regionOf: ReadonlyMap<string, string>;
  /** Country by folded name, demonym or alias, for attribute columns. */
  readonly countryOf: ReadonlyMap<string, string>;
  readonly titleCount: number;
}

let made: Lexicon | null = null;

/** Built at first use: some 60 ms and 10 MB that a page without personas never pays. */
export function lexicon(): Lexicon {
  return (made ??= build());
}

function build(): Lexicon {
  const words = new Map<string, Word>();
  const word = (name: string): Word => {
    let known = words.get(name);
    if (!known)
      words.set(name, (known = { bits: 0, number: -1, decade: -1, language: null, title: null, place: null }));
    return known;
  };
  for (const [bit, list] of Object.entries(wordLists))
    for (const name of list.split(' ')) word(name).bits |= W[bit as keyof typeof W];
  for (const [name, value] of Object.entries(numberWords)) word(name).number = value;
  for (let n = 0; n <= 110; n += 1) word(String(n)).number = n;
  for (const [name, value] of Object.entries(decadeWords)) word(name).decade = value;
  for (const [code, names] of Object.entries(languageNames))
    for (const name of names.split('|')) word(name).language = code;

  let titleCount = 0;
  const addTitle = (title: string, group: string): void => {
    titleCount += 1;
    const parts = title.split(' ');
    let node = (word(parts[parts.length - 1] ?? '').title ??= { value: null, next: null });
    for (let i = parts.length - 2; i >= 0; i -= 1) node = child(node, parts[i] ?? '');
    node.value = group;
  };
  for (const [group, list] of Object.entries(titles)) for (const title of list.split('|')) addTitle(title, group);
  for (const name of notTitles.split('|')) if (!name.includes(' ')) word(name).title ??= { value: null, next: null };

  const regionOf = new Map<string, string>();
  const countryOf = new Map<string, string>();
  const names = new Set(alsoNames.split('|'));
  const addPlace = (name: string, place: Omit<Place, 'alsoName'>): void => {
    const [first = '', ...rest] = name.split(' ');
    let node = (word(first).place ??= { value: null, next: null });
    for (const part of rest) node = child(node, part);
    node.value ??= { ...place, alsoName: names.has(name) };
  };
  for (const [region, list] of Object.entries(countriesByRegion)) {
    for (const entry of list.split('|')) {
      const code = entry.slice(0, 2);
      regionOf.set(code, region);
      const given = (english.countries as Readonly<Record<string, string | readonly string[]>>)[code] ?? [];
      for (const name of [given].flat()) {
        const folded = foldName(name);
        if (folded === 'congo') continue; // two countries
        countryOf.set(folded, code);
        // "Georgia" is also a state, and nothing in a sentence tells which.
        if (folded !== 'georgia') addPlace(folded, { country: code, region, kind: 'country' });
      }
      for (const name of entry.slice(3).split(',').filter(Boolean)) {
        countryOf.set(name, code);
        addPlace(name, { country: code, region, kind: isAdjective(name, given) ? 'adjective' : 'country' });
      }
    }
  }
  const addAll = (lists: Readonly<Record<string, string>>, kind: Place['kind']): void => {
    for (const [country, list] of Object.entries(lists)) {
      const region = regionOf.get(country);
      if (region) for (const name of list.split('|')) addPlace(name, { country, region, kind });
    }
  };
  addAll(areas, 'area');
  addAll(largeCities, 'large');
  addAll(otherCities, 'city');
  for (const [region, list] of Object.entries(regionWords)) {
    for (const name of list.split('|')) addPlace(name, { country: null, region, kind: 'region' });
  }
  for (const [name, info] of words) info.bits |= formOf(name, info);
  // Persona texts repeat their words; one map serves known and unknown ones.
  const strange = new Map<string, Word>();
  const lookUp = (name: string): Word => words.get(name) ?? strange.get(name) ?? learn(name);
  const learn = (name: string): Word => {
    if (strange.size >= MAX_STRANGE) strange.clear();
    const info: Word = { bits: 0, number: -1, decade: -1, language: null, title: endingTitle(name), place: null };
    info.bits = formOf(name, info);
    strange.set(name, info);
    return info;
  };
  return { word: lookUp, regionOf, countryOf, titleCount };
}

/** Some 5 MB: a million personas have about this many different words, most of them rare. */
const MAX_STRANGE = 50_000;

function formOf(name: string, info: Word): number {
  if (name.length <= 4) return 0;
  const ing = name.endsWith('ing');
  const human = (info.bits & (W.turned | W.person | W.woman | W.man | W.student)) !== 0;
  const verb = (ing || name.endsWith('ed')) && info.title === null && !human;
  const woman = name.length > 6 && name.endsWith('woman');
  return (ing ? W.ing : 0) | (verb ? W.verbForm : 0) | (woman ? W.woman : 0);
}

/** A title by its ending: "-ologist", "-smith". */
function endingTitle(name: string): Node<string> | null {
  for (const [ending, group] of endings) {
    if (name.length > ending.length + 1 && name.endsWith(ending)) return { value: group, next: null };
  }
  return null;
}

/** Further names of a country start like one of its names or are capital letters; the others are demonyms. */
const countryNames = new Set(
  'burkina|dr congo|drc|democratic republic of congo|democratic republic of the congo|congo kinshasa|congo brazzaville|republic of congo|ivory coast|cote divoire|cape verde|cabo verde|gambia|the gambia|comoros|reunion island|eswatini|swaziland|tanzania|zanzibar|uae|united arab emirates|brunei|china|mainland china|prc|hong kong|iran|north korea|south korea|korea|laos|burma|myanmar|macau|macao|maldives|philippines|palestine|gaza|west bank|saudi arabia|syria|east timor|turkiye|taiwan|vietnam|bosnia|czech republic|czechia|uk|u k|united kingdom|great britain|britain|england|scotland|wales|northern ireland|ireland|moldova|north macedonia|macedonia|netherlands|the netherlands|holland|russia|vatican|vatican city|kosovo|bolivia|bonaire|bahamas|dominica|st lucia|trinidad|tobago|venezuela|usa|us|u s|u s a|united states|united states of america|aotearoa|tahiti|papua new guinea|new caledonia|guinea bissau'.split(
    '|',
  ),
);
const isAdjective = (name: string, given: string | readonly string[]): boolean =>
  !countryNames.has(name) && ![given].flat().some((other) => foldName(other) === name);

function child<T>(node: Node<T>, part: string): Node<T> {
  const next = (node.next ??= new Map<string, Node<T>>());
  let known = next.get(part);
  if (!known) next.set(part, (known = { value: null, next: null }));
  return known;
}

/** A name as the words that `Tokens` makes of it. */
export function foldName(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
