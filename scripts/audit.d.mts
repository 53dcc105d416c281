/**
 * What `npm audit --json` said.
 * @returns code 0: nothing high or critical; 1: something is; 2: there was no answer, whatever npm's own exit code.
 */
export function verdictOf(text: string): { code: 0 | 1 | 2; line: string };
