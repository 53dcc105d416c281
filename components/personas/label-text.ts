import type { PersonaLabels } from '../../lib/model/persona.ts';

/** ISCO-08 major groups, in everyday words. */
const occupations: Readonly<Record<string, string>> = {
  '0': 'armed forces',
  '1': 'manager',
  '2': 'professional',
  '3': 'technician',
  '4': 'clerical',
  '5': 'service or sales',
  '6': 'farming or fishing',
  '7': 'craft or trade',
  '8': 'operator or driver',
  '9': 'elementary work',
};

function codeName(type: 'region' | 'language', code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type }).of(code) ?? code;
  } catch {
    // Not a code: the file wrote the name out.
    return code;
  }
}

/** Labels in the order in which people introduce each other: place, age, work, language. Unknown ones stay out. */
export function labelTexts(labels: PersonaLabels): readonly string[] {
  const { country, region, age, occupation, gender, language } = labels;
  const place = country ?? region;
  return [
    place === undefined ? '' : /^[A-Z]{2}$/.test(place) ? codeName('region', place) : place,
    age === undefined ? '' : /^\d/.test(age) ? `age ${age}` : age,
    gender ?? '',
    occupation === undefined ? '' : (occupations[occupation] ?? occupation),
    language === undefined ? '' : /^[a-z]{2,3}$/.test(language) ? codeName('language', language) : language,
  ].filter((text) => text !== '');
}
