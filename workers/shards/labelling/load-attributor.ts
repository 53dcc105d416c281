import type { ColumnInfo, LabelPart, PackedPart } from '../../../lib/model/shard.ts';
import { loadDetector } from './detect-language.ts';

/** Makes a part's labels, pausing after each `rows` rows. */
export type MakeLabels = (
  part: PackedPart,
  columns: readonly ColumnInfo[],
  rows: number,
) => Generator<undefined, LabelPart, undefined>;

/** Rules, lexicons and the detector: over a megabyte that comes with the first shard to label, not with the worker. */
export async function loadAttributor(): Promise<MakeLabels> {
  const rules = import('../../../lib/personas/attribution/attribute-part.ts');
  const [{ attributeInSteps }, detect] = await Promise.all([rules, loadDetector()]);
  return (part, columns, rows) => attributeInSteps(part, columns, detect, rows);
}
