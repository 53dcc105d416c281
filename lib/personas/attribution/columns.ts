import arabic from 'i18n-iso-countries/langs/ar.json' with { type: 'json' };
import german from 'i18n-iso-countries/langs/de.json' with { type: 'json' };
import spanish from 'i18n-iso-countries/langs/es.json' with { type: 'json' };
import french from 'i18n-iso-countries/langs/fr.json' with { type: 'json' };
import hindi from 'i18n-iso-countries/langs/hi.json' with { type: 'json' };
import japanese from 'i18n-iso-countries/langs/ja.json' with { type: 'json' };
import korean from 'i18n-iso-countries/langs/ko.json' with { type: 'json' };
import portuguese from 'i18n-iso-countries/langs/pt.json' with { type: 'json' };
import russian from 'i18n-iso-countries/langs/ru.json' with { type: 'json' };
import chinese from 'i18n-iso-countries/langs/zh.json' with { type: 'json' };
import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import type { LabelName } from '../../model/persona.ts';
import { bandOf } from './age.ts';
import { genderWords, noAnswer, occupationPhrases, regionAliases, scriptNames } from './data/column-words.ts';
import { languageNames, longLanguageCodes, otherLanguageNames } from './data/languages.ts';
import { foldName, lexicon } from './lexicon.ts';
import { phraseAt, Sentence } from './subject.ts';
import { Tokens } from './tokens.ts';
import { ages, regions } from './vocabulary.ts';

/**
 * What a column's value says. `value`: one of the label's vocabulary. `none`: the column says that there is none (a
 * pupil has no occupation). `unread`: it says nothing that is understood, so the text may still tell.
 */
export type ColumnReading =
  { readonly kind: 'value'; readonly value: string } | { readonly kind: 'none' } | { readonly kind: 'unread' };

const none: ColumnReading = { kind: 'none' };
const unread: ColumnReading = { kind: 'unread' };
const given = (value: string | null | undefined): ColumnReading => (value == null ? unread : { kind: 'value', value });

/** Reads a value of a column that states a label, in whatever words. */
export function readColumn(label: LabelName, value: string | number): ColumnReading {
  const text = String(value).trim();
  const folded = foldName(text);
  if (text === '' || noAnswer.has(folded)) return unread;
  switch (label) {
    case 'gender':
      return given(tables().gender.get(folded));
    case 'age':
      return given(ageOf(text, folded));
    case 'occupation':
      return occupationOf(text, folded);
    case 'country':
      return given(countryOf(text, folded));
    case 'region':
      return given(regionOf(text, folded));
    case 'language':
    case 'textLanguage':
      return given(languageOf(text, folded));
    case 'script':
      return given(scriptNames.get(folded));
  }
}

interface Tables {
  readonly gender: ReadonlyMap<string, string>;
  readonly country: ReadonlyMap<string, string>;
  readonly language: ReadonlyMap<string, string>;
  readonly sentence: Sentence;
}

let made: Tables | null = null;

function tables(): Tables {
  if (made) return made;
  const gender = new Map<string, string>();
  for (const [value, list] of Object.entries(genderWords))
    for (const word of list.split(' ')) gender.set(word.replaceAll('_', ' '), value);
  const country = new Map(lexicon().countryOf);
  for (const { countries } of [
    arabic,
    german,
    spanish,
    french,
    hindi,
    japanese,
    korean,
    portuguese,
    russian,
    chinese,
  ]) {
    for (const [code, names] of Object.entries(countries as Readonly<Record<string, string | readonly string[]>>)) {
      for (const name of [names].flat()) if (!country.has(foldName(name))) country.set(foldName(name), code);
    }
  }
  for (const [two, three, number] of codes as readonly (readonly string[])[]) {
    if (two === undefined || !lexicon().regionOf.has(two)) continue;
    for (const code of [two, three, number]) if (code !== undefined) country.set(code.toLowerCase(), two);
  }
  country.set('georgia', 'GE'); // as a column of countries says it
  const language = new Map<string, string>();
  for (const lists of [languageNames, otherLanguageNames]) {
    for (const [code, list] of Object.entries(lists)) {
      language.set(code, code);
      for (const name of list.split('|')) language.set(foldName(name), code);
    }
  }
  for (const pair of longLanguageCodes.split('|')) language.set(pair.slice(0, 3), pair.slice(4));
  return (made = { gender, country, language, sentence: new Sentence(new Tokens(), lexicon()) });
}

/** Years, or a range that lies in one band: "25-34", "75 and over", "under 15". */
function ageOf(text: string, folded: string): string | null {
  const known = ages.find((band) => band === text.replace('–', '-'));
  if (known) return known;
  const numbers = (folded.match(/\d+(?: \d+$)?/g) ?? []).flatMap((part) => part.split(' ')).map(Number);
  const [from, to] = numbers;
  if (from === undefined || from > 120 || text.startsWith('-')) return null;
  if (to !== undefined) {
    const band = bandOf(from);
    return to >= from && to <= 120 && band === bandOf(to) ? band : null;
  }
  if (/\+|over|above|older|plus|>|≥/i.test(text)) return from >= 75 ? '75+' : null;
  if (/under|below|younger|less|</i.test(text)) return from <= 15 ? '0-14' : null;
  if (/\ds\b/.test(text)) return from >= 80 ? '75+' : null; // "30s" spans two bands
  return /month|week|day|个月/i.test(text) ? '0-14' : bandOf(Math.floor(from));
}

/** ISCO-08 codes of one to four digits ("2221", "ISCO 22"), names of its major groups, or a title in English. */
function occupationOf(text: string, folded: string): ColumnReading {
  const code = /^(?:isco ?(?:08)? ?)?(\d{1,4})$/.exec(folded)?.[1];
  if (code !== undefined) {
    // Armed forces are 0110, 0210 and 0310; a column of numbers drops their zero, and no other group has those codes.
    if (['110', '210', '310'].includes(code)) return given('0');
    return given(code.charAt(0));
  }
  for (const [phrase, value] of occupationPhrases)
    if (folded.startsWith(phrase)) return value === '' ? none : given(value);
  const { sentence } = tables();
  // Titles in lists come as "registered_nurse" and "Registered Nurses".
  sentence.read(singular(folded.split(' and ')[0] ?? ''));
  const { group, idle } = phraseAt(sentence, 0);
  if (group !== null) return given(group);
  if (idle) return none;
  sentence.read(singular(foldName(text.split(/[,;/(]/)[0] ?? '')));
  return given(phraseAt(sentence, 0).group);
}

const singular = (words: string): string =>
  words
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x)es$/, '$1')
    .replace(/men$/, 'man')
    .replace(/([^s])s$/, '$1');

function countryOf(text: string, folded: string): string | null {
  const { country } = tables();
  const known = country.get(folded) ?? country.get(folded.replace(/^the /, ''));
  if (known !== undefined) return known;
  // "Lyon, France"; "en-GB" belongs to language columns.
  const last = text.split(/[,;/]/).at(-1) ?? '';
  const outer = last === text ? undefined : country.get(foldName(last));
  if (outer !== undefined) return outer;
  const { sentence } = tables();
  sentence.read(text);
  const place = sentence.placeAt(0);
  return place?.end === sentence.count ? place.place.country : null;
}

function regionOf(text: string, folded: string): string | null {
  const known = regions.find((region) => foldName(region) === folded) ?? regionAliases.get(folded);
  if (known !== undefined) return known;
  const country = countryOf(text, folded);
  return country === null ? null : (lexicon().regionOf.get(country) ?? null);
}

/** Names, ISO 639 codes and tags such as "zh_CN". */
function languageOf(text: string, folded: string): string | null {
  const { language } = tables();
  const tag = /^([a-z]{2,3})(?:[-_][a-z0-9-]+)?$/i.exec(text)?.[1]?.toLowerCase() ?? '';
  return language.get(folded) ?? language.get(tag) ?? language.get(folded.split(' ')[0] ?? '') ?? null;
}
