import { describe, expect, it } from 'vitest';
import { commonLicences, licenceWords } from './licences.ts';

describe('licenceWords', () => {
  it('finds a non-commercial licence however it is written', () => {
    for (const name of [
      'CC-BY-NC-SA-4.0',
      'cc-by-nc-4.0',
      'CC BY-NC-SA 4.0',
      'Non-Commercial use only',
      'noncommercial',
    ])
      expect(licenceWords(name).nonCommercial, name).toBe(true);
    for (const name of ['CC-BY-4.0', 'MIT', 'Apache-2.0', 'Licence of a concern', 'NCSA-free', ''])
      expect(licenceWords(name).nonCommercial, name).toBe(false);
  });

  it('says something of an unknown one, and of each that it proposes nothing wrong', () => {
    expect(licenceWords('  ').note).toContain('Nobody said');
    expect(licenceWords('My own terms').note).toBeNull();
    expect(commonLicences.filter((name) => licenceWords(name).nonCommercial)).toEqual(['CC-BY-NC-SA-4.0']);
  });
});
