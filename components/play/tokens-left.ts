import type { Cell, RunSpec } from '../../lib/model/run.ts';
import { settingsOf } from '../../lib/prompt/index.ts';
import { isActive } from './draft.ts';

/** Tokens until every cell at work has reached its column's limit; null where one is not counted. */
export function tokensLeft(spec: RunSpec, cells: ReadonlyMap<string, Cell>): number | null {
  let left = 0;
  for (const cell of cells.values()) {
    if (!isActive(cell)) continue;
    const column = spec.columns[cell.column];
    if (!column || cell.tokens === null) return null;
    left += Math.max(0, settingsOf(spec, column).maxTokens - cell.tokens);
  }
  return left;
}
