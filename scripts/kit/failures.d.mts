/** A test that failed: its file and name, and the beginning of what it said. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

/** What failed, by the JSON report of a run of Vitest; none where the report cannot be read. */
export const failuresOfVitest: (file: string) => readonly Failure[];
/** The same of Playwright; of a test that was tried again, what its last try said. */
export const failuresOfPlaywright: (file: string) => readonly Failure[];
/** For people who see nothing but the log. */
export const textOf: (failures: readonly Failure[]) => string;
