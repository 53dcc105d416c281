import type { CatalogueEntry } from '../model/catalogue.ts';

const separators = /[\s_/:,()-]+/u;

/** Words of a name or query in lower case, without what separates them; `3.2` stays one. */
export function nameWords(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(separators)
    .filter((word) => word !== '');
}

/**
 * Whether each word of the query begins a word of the text, or runs on over several: `llama3.2` finds `Llama-3.2`.
 * Every text matches an empty query.
 */
export function matchesWords(query: string, text: string): boolean {
  const words = nameWords(text);
  const tails = words.map((_, at) => words.slice(at).join(''));
  return nameWords(query).every((asked) => tails.some((tail) => tail.startsWith(asked)));
}

export type SizeClass = 'any' | 'small' | 'medium' | 'large';
export type Floats = 'any' | 'f16' | 'f32';

export interface ModelFilter {
  readonly words: string;
  readonly size: SizeClass;
  /** As entries write it; null for any. */
  readonly quantisation: string | null;
  readonly floats: Floats;
  /** Only those that need little memory (`LIGHT_BYTES`). */
  readonly light: boolean;
}

export const noFilter: ModelFilter = { words: '', size: 'any', quantisation: null, floats: 'any', light: false };

/** Below and above these many parameters a model is small or large: what phones and most laptops run well. */
const SMALL_BELOW = 1e9;
const LARGE_ABOVE = 4.5e9;
/** What a phone or a small laptop can give to a tab. */
export const LIGHT_BYTES = 1.5e9;

export function sizeClass(parameters: number | null): Exclude<SizeClass, 'any'> | null {
  if (parameters === null) return null;
  if (parameters < SMALL_BELOW) return 'small';
  return parameters > LARGE_ABOVE ? 'large' : 'medium';
}

/** Which floats a build computes in, as its quantisation says (`q4f16_1`); null where it does not. */
export function floatsOf(quantisation: string | null): 'f16' | 'f32' | null {
  const found = /f(16|32)/i.exec(quantisation ?? '');
  return found ? (found[1] === '16' ? 'f16' : 'f32') : null;
}

/** Entries that pass every part of the filter, in their order. What is unknown passes no filter but "any". */
export function searchEntries(entries: readonly CatalogueEntry[], filter: ModelFilter): readonly CatalogueEntry[] {
  return entries.filter(
    (entry) =>
      (filter.size === 'any' || sizeClass(entry.parameters) === filter.size) &&
      (filter.quantisation === null || entry.quantisation === filter.quantisation) &&
      (filter.floats === 'any' || floatsOf(entry.quantisation) === filter.floats) &&
      (!filter.light || (entry.memoryBytes !== null && entry.memoryBytes <= LIGHT_BYTES)) &&
      matchesWords(filter.words, searchText(entry)),
  );
}

function searchText({ choice, family, quantisation, licence }: CatalogueEntry): string {
  // `f16` alone too: people look for it, and it stands in the middle of `q4f16_1`.
  const parts = [choice.name, choice.model, family, quantisation, floatsOf(quantisation), licence];
  return parts.filter((part) => part !== null).join(' ');
}

/** Quantisations that occur, each once, in the order of their names. */
export function quantisationsOf(entries: readonly CatalogueEntry[]): readonly string[] {
  return [...new Set(entries.map((entry) => entry.quantisation).filter((name) => name !== null))].sort();
}
