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
const ISCO_GROUPS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const MIN_PER_REGION = new Map([
  ['Africa', 45],
  ['Asia', 90],
  ['Europe', 30],
  ['Latin America and the Caribbean', 25],
  ['Northern America', 15],
  ['Oceania', 8],
]);
const VOCABULARIES: Record<string, readonly string[]> = {
  region: [...MIN_PER_REGION.keys()],
  age: ['0-14', '15-24', '25-34', '35-44', '45-54', '55-64', '65-74', '75+', 'none'],
  occupation: [...ISCO_GROUPS, 'none'],
  gender: ['female', 'male', 'nonbinary', 'none'],
};

const textsWhere = (bad: (persona: Persona) => boolean): string[] => personas.filter(bad).map(({ text }) => text);
const tokens = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);
const countBy = (label: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { labels } of personas) {
    const value = labels[label] ?? 'missing';
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
};

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

  it('holds 240 personas, one per line', () => {
    expect(personas).toHaveLength(240);
    const lines = new Set(raw.split('\n').map((line) => line.trim().replace(/,$/, '').replaceAll(/\s+/g, '')));
    const spread = textsWhere((persona) => !lines.has(JSON.stringify(persona).replaceAll(/\s+/g, '')));
    expect(spread).toEqual([]);
  });

  it('has texts of 8 to 35 words', () => {
    const count = (text: string): number => text.trim().split(/\s+/).length;
    expect(textsWhere(({ text }) => count(text) < 8 || count(text) > 35 || text !== text.trim())).toEqual([]);
  });

  it.each(Object.entries(VOCABULARIES))('uses only the %s vocabulary', (label, values) => {
    expect(textsWhere(({ labels }) => !values.includes(labels[label] ?? ''))).toEqual([]);
  });

  it('gives every persona the six labels, a two-capital country code and an ISO 639 language code', () => {
    expect(textsWhere(({ labels }) => Object.keys(labels).join() !== LABELS.join())).toEqual([]);
    expect(textsWhere(({ labels }) => !/^[A-Z]{2}$/.test(labels.country ?? ''))).toEqual([]);
    expect(textsWhere(({ labels }) => !/^[a-z]{2,3}$/.test(labels.language ?? ''))).toEqual([]);
  });

  it('puts each country in one region', () => {
    const regions = new Map(personas.map(({ labels }) => [labels.country, labels.region]));
    expect(textsWhere(({ labels }) => regions.get(labels.country) !== labels.region)).toEqual([]);
  });

  it('repeats no persona and keeps every pair below a 1-gram Jaccard of 0.35', () => {
    expect(textsWhere(({ text }) => personas.filter((p) => p.text === text).length > 1)).toEqual([]);
    const sets = personas.map(({ text }) => ({ text, words: tokens(text) }));
    const near = sets.flatMap((a, i) =>
      sets.slice(i + 1).flatMap((b) => {
        const shared = [...a.words].filter((word) => b.words.has(word)).length;
        const jaccard = shared / (a.words.size + b.words.size - shared);
        return jaccard < 0.35 ? [] : [`${jaccard.toFixed(2)}: ${a.text} | ${b.text}`];
      }),
    );
    expect(near).toEqual([]);
  });

  it('spreads over regions, countries, languages and occupations', () => {
    const regions = countBy('region');
    expect([...MIN_PER_REGION].filter(([region, least]) => (regions.get(region) ?? 0) < least)).toEqual([]);
    expect(countBy('country').size).toBeGreaterThanOrEqual(80);
    expect(countBy('language').size).toBeGreaterThanOrEqual(45);
    const groups = countBy('occupation');
    expect(ISCO_GROUPS.filter((g) => (groups.get(g) ?? 0) < (g === '0' ? 3 : 5))).toEqual([]);
  });
});
