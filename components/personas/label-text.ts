import type { LabelName, PersonaLabels } from '../../lib/model/persona.ts';

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

function codeName(type: 'region' | 'language' | 'script', code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type }).of(code) ?? code;
  } catch {
    // Not a code: the file wrote the name out.
    return code;
  }
}

/** A label's value in words; null is unknown. A value that is no code stays as it is. */
export function valueText(label: LabelName, value: string | null): string {
  if (value === null) return 'unknown';
  switch (label) {
    case 'country':
      return /^[A-Z]{2}$/.test(value) ? codeName('region', value) : value;
    case 'occupation':
      return occupations[value] ?? value;
    case 'language':
    case 'textLanguage':
      return /^[a-z]{2,3}$/.test(value) ? codeName('language', value) : value;
    case 'script':
      // The standard's names leave out what is simplified.
      if (value === 'Hans') return 'Simplified Chinese';
      if (value === 'Hant') return 'Traditional Chinese';
      return /^[A-Z][a-z]{3}$/.test(value) ? codeName('script', value) : value;
    case 'region':
    case 'age':
    case 'gender':
      return value;
  }
}

/** Labels in the order in which people introduce each other: place, age, work, language. Unknown ones stay out. */
export function labelTexts(labels: PersonaLabels): readonly string[] {
  const { country, region, age, occupation, gender, language } = labels;
  const place = country ?? region;
  return [
    place === undefined ? '' : valueText('country', place),
    age === undefined ? '' : /^\d/.test(age) ? `age ${age}` : age,
    gender ?? '',
    occupation === undefined ? '' : valueText('occupation', occupation),
    language === undefined ? '' : valueText('language', language),
  ].filter((text) => text !== '');
}
