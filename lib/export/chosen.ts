import type { Cell, Run } from '../model/run.ts';

/** What goes into a file of answers, run by run. */
export interface ChosenRun {
  readonly run: Run;
  /** In the file, by column, then repeat. */
  readonly cells: readonly Cell[];
  /** All attempts of all cells, for what the card says of those that are left out. */
  readonly attempts: readonly Cell[];
  /** See `CardValidity`; null where not measured. */
  readonly repetition: { readonly texts: number; readonly repeated: number } | null;
}
