import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelName } from '../../model/persona.ts';
import { labelNames } from '../../model/persona.ts';
import { readColumn } from './columns.ts';
import { ages, genders, occupationGroups, regions } from './vocabulary.ts';

const value = (label: LabelName, given: string | number) => {
  const reading = readColumn(label, given);
  return reading.kind === 'value' ? reading.value : reading.kind;
};

describe('readColumn', () => {
  it.each<[LabelName, string | number, string]>([
    ['gender', 'Female', 'female'],
    ['gender', 'F', 'female'],
    ['gender', '女', 'female'],
    ['gender', '남자', 'male'],
    ['gender', 'Masculino', 'male'],
    ['gender', 'non-binary', 'nonbinary'],
    ['gender', 'unknown', 'unread'],
    ['age', 34, '25-34'],
    ['age', '34', '25-34'],
    ['age', '34 years', '25-34'],
    ['age', '25-34', '25-34'],
    ['age', '25–29', '25-34'],
    ['age', '30-39', 'unread'], // spans two bands
    ['age', '75+', '75+'],
    ['age', '65+', 'unread'],
    ['age', '80 and over', '75+'],
    ['age', 'under 15', '0-14'],
    ['age', 0, '0-14'],
    ['age', 150, 'unread'],
    ['age', -5, 'unread'],
    ['country', 'US', 'US'],
    ['country', 'usa', 'US'],
    ['country', 'The Netherlands', 'NL'],
    ['country', 'Deutschland', 'DE'],
    ['country', '日本', 'JP'],
    ['country', 'Brazilian', 'BR'],
    ['country', 'Georgia', 'GE'],
    ['country', 'Lyon, France', 'FR'],
    ['country', '392', 'JP'],
    ['country', 'Nowhereland', 'unread'],
    ['region', 'Europe', 'Europe'],
    ['region', 'South-eastern Asia', 'Asia'],
    ['region', 'Latin America & Caribbean', 'Latin America and the Caribbean'],
    ['region', 'Kenya', 'Africa'],
    ['occupation', 2, '2'],
    ['occupation', '2221', '2'],
    ['occupation', 'ISCO 22', '2'],
    ['occupation', 110, '0'],
    ['occupation', 'Managers', '1'],
    ['occupation', 'Craft and related trades workers', '7'],
    ['occupation', 'registered_nurse', '2'],
    ['occupation', 'Registered Nurses', '2'],
    ['occupation', 'Waiters and Waitresses', '5'],
    ['occupation', 'Truck Driver (long haul)', '8'],
    ['occupation', 'not_in_workforce', 'none'],
    ['occupation', 'Student', 'none'],
    ['occupation', 'retired teacher', 'none'],
    ['occupation', 'xyzzy', 'unread'],
    ['language', 'en', 'en'],
    ['language', 'eng', 'en'],
    ['language', 'zh_CN', 'zh'],
    ['language', 'Español', 'es'],
    ['language', '中文', 'zh'],
    ['language', 'Mandarin Chinese', 'zh'],
    ['language', 'pt-BR', 'pt'],
    ['textLanguage', 'Deutsch', 'de'],
    ['script', 'Cyrillic', 'Cyrl'],
    ['script', 'hans', 'Hans'],
  ])('%s %s: %s', (label, given, expected) => {
    expect(value(label, given)).toBe(expected);
  });

  it('takes anything, and gives values of the fixed vocabularies', () => {
    const known: Partial<Record<LabelName, readonly string[]>> = {
      age: ages,
      gender: genders,
      occupation: occupationGroups,
      region: regions,
    };
    const given = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.double(),
      fc.constantFrom('constructor', '__proto__', 'toString'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...labelNames), given, (label, raw) => {
        const reading = readColumn(label, raw);
        if (reading.kind !== 'value') return;
        expect(typeof reading.value).toBe('string');
        const list = known[label];
        if (list) expect(list).toContain(reading.value);
      }),
      { numRuns: 500 },
    );
  });
});
