/** What a licence asks, as far as it can be told from its name. */
export interface LicenceWords {
  readonly nonCommercial: boolean;
  /** Null when the name says nothing that we know. */
  readonly note: string | null;
}

/** Names that a user may choose from; any other can be typed. */
export const commonLicences = [
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
  'CC-BY-NC-SA-4.0',
  'CC0-1.0',
  'Apache-2.0',
  'MIT',
  'Llama 3 Community License',
] as const;

/** Reads the name of a licence, in whatever way people write it. */
export function licenceWords(licence: string): LicenceWords {
  const name = licence.toLowerCase();
  const nonCommercial = /(^|[^a-z])nc([^a-z]|$)|non-?\s?commercial/.test(name);
  if (nonCommercial)
    return { nonCommercial, note: 'No commercial use. What you make from it falls under the same terms.' };
  if (licence.trim() === '') return { nonCommercial, note: 'Nobody said under which terms it may be used.' };
  if (name.includes('llama')) return { nonCommercial, note: 'The licence of the model that wrote them applies.' };
  if (/^cc[- ]?by/.test(name)) return { nonCommercial, note: 'Name the source when you publish.' };
  return { nonCommercial, note: null };
}
