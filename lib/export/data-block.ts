import { fault, FaultError } from '../model/fault.ts';
import type { KeptRun } from '../model/share.ts';
import type { AnswersCard } from './card.ts';
import { notReadable } from './read-faults.ts';

/** What documents carry of the runs that they show. */
export interface DataBlock {
  readonly polyphony: 1;
  readonly card: AnswersCard;
  readonly runs: readonly KeptRun[];
}

const VERSION = 1;
// A comment of Markdown, and a script of a type that no browser runs.
const marks = {
  md: { before: '<!-- polyphony ', after: ' -->' },
  html: { before: '<script type="application/json" id="polyphony">', after: '</script>' },
} as const;

/**
 * The block as pieces of text to be put together, one for each run. `<`, `>` and `&` are escaped as JSON has it: no text
 * of an answer can end the block or begin another one.
 */
export function* dataBlock(kind: keyof typeof marks, card: AnswersCard, runs: Iterable<KeptRun>): Generator<string> {
  const { before, after } = marks[kind];
  yield `${before}{"polyphony":${VERSION},"card":${inert(card)},"runs":[`;
  let first = true;
  for (const run of runs) {
    yield `${first ? '\n' : ',\n'}${inert(run)}`;
    first = false;
  }
  yield `\n]}${after}\n`;
}

function inert(value: unknown): string {
  const escape = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[<>&\u007f-\u009f\u2028\u2029]/g, escape);
}

/**
 * The runs of a document's block, unchecked. What the document shows does not count: edits of it are not read.
 * @throws FaultError `bad-input` for a document without a whole block, `share-newer` for one of a newer version
 */
export function runsOfBlock(kind: keyof typeof marks, text: string): readonly unknown[] {
  const { before, after } = marks[kind];
  // The block is the last thing of the document, and its beginning cannot stand in what is shown.
  const from = text.lastIndexOf(before);
  const to = from < 0 ? -1 : text.indexOf(after, from + before.length);
  if (to < 0) {
    throw notReadable('This document does not carry the data that Polyphony writes at its end, or not all of it.');
  }
  let block: unknown;
  try {
    block = JSON.parse(text.slice(from + before.length, to));
  } catch {
    throw notReadable('The data at the end of this document was changed: it is not valid JSON any more.');
  }
  const { polyphony, runs } = (block ?? {}) as Partial<Record<keyof DataBlock, unknown>>;
  if (typeof polyphony === 'number' && polyphony > VERSION) {
    throw new FaultError(fault('share-newer', 'This document was written by a newer Polyphony.'));
  }
  if (polyphony !== VERSION || !Array.isArray(runs)) {
    throw notReadable('The data at the end of this document is not what Polyphony writes.');
  }
  return runs;
}
