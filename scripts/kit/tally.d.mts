export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
/** A step that counts as one test. */
export function countOne(ok: boolean): Count;
/** The counts in what vitest's JSON reporter wrote; one failure when there is no such file. */
export function countVitest(file: string, code: number): Count;
/** The same for Playwright. A test that passed at its second try counts as passed. */
export function countPlaywright(file: string, code: number): Count;
export function countFile(file: string, code: number): Count;
export function sum(counts: readonly Count[]): Count;
/** `3 passed, 1 failed` */
export function lineOf(count: Count): string;
