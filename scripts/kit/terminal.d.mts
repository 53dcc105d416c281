/** A failure that already says in plain words what happened and what to do. */
export class Stop extends Error {
  constructor(what: string, todo?: string);
  readonly todo: string;
}
export function say(line: string): void;
/** Prints an error as one or two lines on stderr; a `Stop` without its stack. */
export function sayError(error: unknown): void;
/** What to do about a failure, judged by the text of its message or output; empty when nothing is known. */
export function adviceFor(text: string): string;
export function megabytes(bytes: number): string;
export interface Progress {
  at(done: number): void;
  /** Clears the line on a terminal. */
  end(): void;
}
export interface ProgressOptions {
  readonly stream?: { write(text: string): unknown; isTTY?: boolean };
  readonly now?: () => number;
  /** Bytes that were there before the clock started, left out of the speed. */
  readonly from?: number;
}
/** Megabytes, per cent and time left in one changing line on a terminal; a line at each tenth elsewhere. */
export function progress(label: string, total: number, options?: ProgressOptions): Progress;
