import { plantedKinds, type PlantedResult } from '../../model/dedup.ts';
import { isDuplicate, type Planted } from './plant.ts';

/** How alike `a[i]` and `b[i]` are in a method's eyes, 0 (also: it would not find them) to 1. */
export type MeasurePairs = (a: readonly string[], b: readonly string[]) => Promise<Float32Array<ArrayBuffer>>;

/**
 * What methods see of planted pairs, by kind in the order of `plantedKinds`. Each method is asked once, for all pairs.
 *
 * @throws what a measure throws
 */
export async function measurePlanted(
  planted: readonly Planted[],
  measures: readonly MeasurePairs[],
): Promise<readonly PlantedResult[]> {
  const originals = planted.map(({ original }) => original);
  const texts = planted.map(({ text }) => text);
  const similarities: Float32Array<ArrayBuffer>[] = [];
  for (const measure of measures) similarities.push(await measure(originals, texts));
  return plantedKinds.map((kind) => {
    const indexes = [...planted.keys()].filter((i) => planted[i]?.kind === kind);
    // The user's own come first; a bundled one is shown only where there is no other.
    const shown = planted[indexes[0] ?? -1];
    return {
      kind,
      duplicate: isDuplicate(kind),
      planted: indexes.length,
      bundled: indexes.filter((i) => planted[i]?.bundled).length,
      similarities: similarities.map((all) => Float32Array.from(indexes, (i) => all[i] ?? 0)),
      example: shown ? [shown.original, shown.text] : null,
    };
  });
}
