import type { RunSpec } from '../../lib/model/run.ts';
import { settingsOf } from '../../lib/prompt/index.ts';

/** The most tokens that any of these columns may write. */
export function longest(run: Pick<RunSpec, 'columns' | 'settings'>): number {
  return Math.max(...run.columns.map((column) => settingsOf(run, column).maxTokens));
}
