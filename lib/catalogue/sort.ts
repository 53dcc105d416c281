import { type CatalogueEntry, modelKey, type ModelKey } from '../model/catalogue.ts';
import type { FitVerdict } from './fits.ts';

export type ModelOrder = 'recommended' | 'size' | 'name';

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const verdictRank: Readonly<Record<FitVerdict, number>> = { yes: 0, tight: 1, unknown: 2, no: 3 };

/**
 * A sorted copy. `recommended` puts the recommended model first, then what fits, larger models before smaller ones; `size` goes by memory and `name` by name with numbers as numbers. Unknown sizes come last. Equal
 * ones go by name, so that the order never depends on the order before.
 */
export function sortEntries(
  entries: readonly CatalogueEntry[],
  order: ModelOrder,
  about: {
    readonly recommended: ModelKey | null;
    readonly verdict: (key: ModelKey) => FitVerdict;
  },
): readonly CatalogueEntry[] {
  const byName = (a: CatalogueEntry, b: CatalogueEntry) =>
    names.compare(a.choice.name, b.choice.name) || names.compare(modelKey(a.choice), modelKey(b.choice));
  const rank = (entry: CatalogueEntry): readonly number[] => {
    const key = modelKey(entry.choice);
    if (order === 'name') return [];
    if (order === 'size') return [entry.memoryBytes ?? entry.downloadBytes ?? Infinity];
    return [key === about.recommended ? 0 : 1, verdictRank[about.verdict(key)], -(entry.parameters ?? 0)];
  };
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => compareRanks(a.rank, b.rank) || byName(a.entry, b.entry))
    .map(({ entry }) => entry);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [at, left] of a.entries()) {
    const right = b[at] ?? 0;
    // Not a difference: two unknown sizes are both infinite.
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
