import { type CatalogueEntry, type DeviceFacts, type ModelKey, modelKey } from '../model/catalogue.ts';
import { fits } from './fits.ts';

/**
 * The model to offer when this one proved too large: of those with fewer parameters that surely fit, one that is whole in
 * this browser before one that must be fetched, then the largest; null when there is none.
 */
export function smallerModel(
  entries: readonly CatalogueEntry[],
  key: ModelKey,
  device: DeviceFacts | null,
  isKept: (key: ModelKey) => boolean,
): CatalogueEntry | null {
  const failed = entries.find(({ choice }) => modelKey(choice) === key);
  const most = failed?.parameters ?? Infinity;
  const ready = (entry: CatalogueEntry) => entry.origin === 'built-in' || isKept(modelKey(entry.choice));
  const [best] = entries
    .filter((entry) => modelKey(entry.choice) !== key && (entry.parameters ?? Infinity) < most)
    .filter((entry) => fits(entry, device).verdict === 'yes')
    .sort((a, b) => Number(ready(b)) - Number(ready(a)) || (b.parameters ?? 0) - (a.parameters ?? 0));
  return best ?? null;
}
