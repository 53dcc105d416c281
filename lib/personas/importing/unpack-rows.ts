import type { ColumnInfo, PackedPart } from '../../model/shard.ts';
import { unpackRow } from '../pack.ts';
import type { PartBuilder } from '../part-builder.ts';

/**
 * Adds the rows of a part to a builder, which then gives the same part again as long as nothing else is added.
 * @throws FaultError `shard-corrupt` for a part that is damaged
 */
export function addRows(builder: PartBuilder, columns: readonly ColumnInfo[], part: PackedPart): void {
  for (let row = 0; row < part.count; row += 1) {
    const attributes = unpackRow(part, row, columns);
    builder.addBytes(part.text, part.offsets[row] ?? 0, part.offsets[row + 1] ?? 0, attributes);
  }
}
