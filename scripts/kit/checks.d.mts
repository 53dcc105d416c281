import type { Count } from './tally.d.mts';

export type CheckName = 'types' | 'lint' | 'format' | 'boundaries' | 'unit';

export interface Checked {
  readonly name: CheckName;
  readonly count: Count;
  /** What the tool printed. */
  readonly text: string;
  readonly ms: number;
}
/** The checks in the order in which they are best started: the longest first, unit tests at the end. */
export const checkNames: readonly CheckName[];
/**
 * Runs one check on the project in `root`; never rejects.
 * @param results a folder for the JSON of tools that leave some.
 */
export function runCheck(name: CheckName, root: string, results: string): Promise<Checked>;
