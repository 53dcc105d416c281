import { badInput } from '../../lib/model/fault.ts';
import type { DedupTexts } from '../../lib/protocol/dedup.ts';
import type { JobTexts } from './texts.ts';

// Characters between two pauses: some milliseconds of tokenising.
const PACE = 200_000;

/** Answers, which came with the call. @throws FaultError `bad-input` for lists that do not fit together */
export function answerTexts({ cells, texts, votes }: DedupTexts & { readonly kind: 'answers' }): JobTexts {
  if (texts.length !== cells.length || votes.length !== cells.length) {
    throw badInput('The answers to compare do not fit their cells.');
  }
  return {
    count: texts.length,
    async read(visit, { signal, breathe, progress }) {
      const encoder = new TextEncoder();
      let since = 0;
      for (const [i, text] of texts.entries()) {
        const bytes = encoder.encode(text);
        visit(bytes, 0, bytes.length);
        since += text.length + 1;
        if (since < PACE) continue;
        since = 0;
        progress(i + 1, texts.length);
        await breathe();
        signal.throwIfAborted();
      }
      progress(texts.length, texts.length);
    },
    pick: (items) => Promise.resolve(Array.from(items, (item) => texts[item] ?? '')),
    row: () => null,
    cell: (item) => cells[item] ?? null,
    vote: (item) => votes[item] ?? 0,
    removed: (items, kept, similarity) => {
      const named = (item: number) => cells[item] ?? cellMissing();
      return Promise.resolve({
        kind: 'answers',
        cells: Array.from(items, named),
        kept: Array.from(kept, named),
        similarity,
      });
    },
  };
}

function cellMissing(): never {
  throw badInput('This answer was not compared.');
}
