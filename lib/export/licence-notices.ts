import { licenceWords } from '../personas/licences.ts';

interface Terms {
  readonly name: string;
  readonly licence: string;
}

/** What licences forbid or leave open, non-commercial ones first; empty where they allow use and say so. */
export function licenceNotices(collections: readonly Terms[], models: readonly Terms[] = []): readonly string[] {
  const told = [
    ...collections.map((terms) => ({ ...terms, what: `Personas of “${terms.name}”` })),
    ...models.map((terms) => ({ ...terms, what: `The model ${terms.name}` })),
  ];
  const forbidding = told.filter(({ licence }) => licenceWords(licence).nonCommercial);
  const unknown = told.filter(({ licence }) => licence.trim() === '');
  return [
    ...forbidding.map(
      ({ what, licence }) => `${what}: ${licence}. No commercial use; what is made from it falls under the same terms.`,
    ),
    ...unknown.map(({ what }) => `${what}: licence unknown. Nobody said under which terms it may be used.`),
  ];
}
