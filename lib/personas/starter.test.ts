import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Persona {
  text: string;
  labels: Record<string, string>;
}

interface PersonaFile {
  format: string;
  version: number;
  name: string;
  licence: string;
  source: string;
  labels: Record<string, string>;
  personas: Persona[];
}

const url = new URL('../../public/personas/starter.json', import.meta.url);
const raw = readFileSync(url, 'utf8');
const file = JSON.parse(raw) as PersonaFile;
const personas = file.personas;

const LABELS = ['region', 'country', 'age', 'occupation', 'gender', 'language'];
/** Shares may be off the world's by so many percentage points. */
const TOLERANCE = 2;
/** A run of words in more texts than this, one in a hundred, would look like a template. */
const MOST_ALIKE = 10;

/** Percent of the world's people of 15 and over, 2024 (UN WPP 2024), rebased. */
const AGES = {
  '15-24': 20.68,
  '25-34': 19.61,
  '35-44': 18.31,
  '45-54': 15.3,
  '55-64': 12.54,
  '65-74': 8.47,
  '75+': 5.09,
};
/** Percent of the world's people, 2025 (UN WPP). */
const REGIONS = {
  Asia: 58.74,
  Africa: 18.83,
  Europe: 9.04,
  'Latin America and the Caribbean': 8.11,
  'Northern America': 4.71,
  Oceania: 0.57,
};
/** Percent of the world's employed, 2024 (ILO modelled estimates); groups 6 and 9 cannot be told apart there. */
const OCCUPATIONS = { 1: 3.54, 2: 10.66, 3: 5.77, 4: 4.79, 5: 15.97, 7: 11.46, 8: 7.13, '6 or 9': 40.67 };
/** Millions of first speakers, early 2020s (figures of Ethnologue, second-hand). */
const SPEAKERS = {
  zh: 939,
  es: 485,
  en: 380,
  ar: 373,
  hi: 345,
  pt: 236,
  bn: 234,
  ru: 147,
  ja: 123,
  vi: 85,
  tr: 84,
  mr: 83,
  te: 83,
  ko: 82,
  fr: 81,
  ta: 79,
  de: 75,
  ur: 71,
  jv: 68,
  it: 65,
};
const WORLD = 8150;

const VOCABULARIES: Record<string, readonly string[]> = {
  region: Object.keys(REGIONS),
  age: [...Object.keys(AGES), 'none'],
  occupation: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'none'],
  gender: ['female', 'male', 'nonbinary', 'none'],
};

const textsWhere = (bad: (persona: Persona) => boolean): string[] => personas.filter(bad).map(({ text }) => text);
const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}_']+/gu) ?? [];

function countBy<T>(values: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** What the label says of those that it says something of. */
const known = (label: string): string[] =>
  personas.map(({ labels }) => labels[label] ?? '').filter((v) => v !== 'none');

/** The values whose share of `said` is too far from the reference, in percent of all of `said`. */
function offBalance(said: readonly string[], percent: Record<string, number>): string[] {
  const counts = countBy(said);
  return Object.entries(percent).flatMap(([value, wanted]) => {
    const share = (100 * (counts.get(value) ?? 0)) / said.length;
    return Math.abs(share - wanted) <= TOLERANCE ? [] : [`${value}: ${share.toFixed(2)} %, in the world ${wanted} %`];
  });
}

describe('starter personas', () => {
  it('has the header of the format and documents exactly the six labels', () => {
    expect(file).toMatchObject({
      format: 'polyphony-personas',
      version: 1,
      name: 'Starter personas',
      licence: 'CC0-1.0',
      source: 'Written for Polyphony',
    });
    expect(Object.keys(file.labels)).toEqual(LABELS);
    expect(LABELS.filter((label) => !file.labels[label])).toEqual([]);
  });

  it('holds 1,000 personas, one per line', () => {
    expect(personas).toHaveLength(1000);
    const lines = new Set(raw.split('\n').map((line) => line.trim().replace(/,$/, '').replaceAll(/\s+/g, '')));
    const spread = textsWhere((persona) => !lines.has(JSON.stringify(persona).replaceAll(/\s+/g, '')));
    expect(spread).toEqual([]);
  });

  it('has texts of 8 to 40 words', () => {
    const count = (text: string): number => text.trim().split(/\s+/).length;
    expect(textsWhere(({ text }) => count(text) < 8 || count(text) > 40 || text !== text.trim())).toEqual([]);
  });

  it.each(Object.entries(VOCABULARIES))('uses only the %s vocabulary', (label, values) => {
    expect(textsWhere(({ labels }) => !values.includes(labels[label] ?? ''))).toEqual([]);
  });

  it('gives every persona the six labels, a two-capital country code and an ISO 639 language code or none', () => {
    expect(textsWhere(({ labels }) => Object.keys(labels).join() !== LABELS.join())).toEqual([]);
    expect(textsWhere(({ labels }) => !/^[A-Z]{2}$/.test(labels.country ?? ''))).toEqual([]);
    expect(textsWhere(({ labels }) => !/^([a-z]{2,3}|none)$/.test(labels.language ?? ''))).toEqual([]);
  });

  it('puts each country in one region', () => {
    const regions = new Map(personas.map(({ labels }) => [labels.country, labels.region]));
    expect(textsWhere(({ labels }) => regions.get(labels.country) !== labels.region)).toEqual([]);
  });
});

describe('balance of the starter personas', () => {
  it('has the regions of the world', () => {
    expect(offBalance(known('region'), REGIONS)).toEqual([]);
  });

  it('has the ages of the world from 15, where a text gives one; half of them do', () => {
    const said = known('age');
    expect(offBalance(said, AGES)).toEqual([]);
    expect(said.length).toBeGreaterThanOrEqual(500);
    const numeral = /\d\d|teen|twent|thirt|fort|fift|sixt|sevent|eight|ninet/i;
    expect(textsWhere(({ text, labels }) => labels.age !== 'none' && !numeral.test(text))).toEqual([]);
  });

  it('has the occupations of the employed world, and a third without paid work', () => {
    const said = known('occupation');
    const merged = said.map((group) => (group === '6' || group === '9' ? '6 or 9' : group));
    expect(offBalance(merged, OCCUPATIONS)).toEqual([]);
    expect(said.filter((group) => group === '0').length).toBeGreaterThanOrEqual(3);
    expect(said.length).toBeGreaterThanOrEqual(640);
    expect(said.length).toBeLessThanOrEqual(700);
  });

  it('has as many women as men, where a text tells', () => {
    const said = known('gender').filter((gender) => gender !== 'nonbinary');
    expect(offBalance(said, { female: 50, male: 50 })).toEqual([]);
    expect(said.length).toBeGreaterThanOrEqual(500);
  });

  it('has the large first languages of the world and very many others', () => {
    const percent = Object.fromEntries(Object.entries(SPEAKERS).map(([code, n]) => [code, (100 * n) / WORLD]));
    const said = known('language');
    expect(offBalance(said, percent)).toEqual([]);
    expect(said.length).toBeGreaterThanOrEqual(900);
    expect(new Set(said).size).toBeGreaterThanOrEqual(200);
  });

  it('has many countries, the largest in their order', () => {
    const counts = countBy(known('country'));
    expect(counts.size).toBeGreaterThanOrEqual(150);
    const order = ['IN', 'CN', 'US', 'ID', 'PK', 'BR', 'BD', 'MX', 'ET'].map((country) => counts.get(country) ?? 0);
    expect(order).toEqual([...order].sort((a, b) => b - a));
  });
});

describe('words of the starter personas', () => {
  it('repeats no persona and keeps every pair below a 1-gram Jaccard of 0.35', () => {
    expect(new Set(personas.map(({ text }) => text)).size).toBe(personas.length);
    const sets = personas.map(({ text }) => ({ text, words: new Set(words(text)) }));
    const near = sets.flatMap((a, i) =>
      sets.slice(i + 1).flatMap((b) => {
        let shared = 0;
        for (const word of a.words) if (b.words.has(word)) shared++;
        const jaccard = shared / (a.words.size + b.words.size - shared);
        return jaccard < 0.35 ? [] : [`${jaccard.toFixed(2)}: ${a.text} | ${b.text}`];
      }),
    );
    expect(near).toEqual([]);
  });

  it('has no run of four words and no opening that many texts share', () => {
    const runs = countBy(
      personas.flatMap(({ text }) => {
        const all = words(text);
        return [...new Set(all.slice(3).map((_, i) => all.slice(i, i + 4).join(' ')))];
      }),
    );
    expect([...runs].filter(([, count]) => count > MOST_ALIKE)).toEqual([]);
    const openings = countBy(personas.map(({ text }) => words(text).slice(0, 2).join(' ')));
    expect([...openings].filter(([, count]) => count > MOST_ALIKE)).toEqual([]);
    // "A …" is the usual opening of a persona; here it is one among many.
    expect(personas.filter(({ text }) => /^(A|An) /.test(text)).length).toBeLessThan(personas.length / 3);
  });
});
