import type { Tone } from '../../ui/badge.tsx';
import type { ShardView, VerifyReport } from '../../providers/hub.tsx';
import { formatCount, plural } from '../../ui/format.ts';

/** What a collection is not ready for, or what is wrong with it; null when there is nothing to say. */
export function collectionState({
  info,
  searchable,
  labelled,
  damagedParts,
}: ShardView): readonly [string, Tone] | null {
  if (damagedParts !== null && damagedParts > 0) return [plural(damagedParts, 'damaged part'), 'bad'];
  if (searchable < info.count) return [`indexing ${share(searchable, info.count)}`, 'quiet'];
  if (labelled < info.count) return [`labelling ${share(labelled, info.count)}`, 'quiet'];
  return null;
}

/** How many personas of a collection are shown, and how many are not: `19,470 · 530 removed as near-duplicates`. */
export function countWords({ info, removed }: ShardView): string {
  return [formatCount(info.count - removed), removedWords(removed)].filter((words) => words !== '').join(' · ');
}

/** `530 removed as near-duplicates`; empty where none are. */
export function removedWords(removed: number): string {
  return removed === 0 ? '' : `${formatCount(removed)} removed as near-duplicate${removed === 1 ? '' : 's'}`;
}

/** Rounded down: 100 % means all. */
function share(part: number, whole: number): string {
  return `${Math.floor((part / whole) * 100)} %`;
}

/** What a verification found, in sentences. */
export function verifyWords({ parts, damaged, rowsLost, recoverable }: VerifyReport): string {
  if (damaged.length === 0) return `${parts === 1 ? 'Its one part is' : `All ${formatCount(parts)} parts are`} whole.`;
  const found = `${formatCount(damaged.length)} of ${plural(parts, 'part')} ${damaged.length === 1 ? 'is' : 'are'} damaged`;
  const copies =
    recoverable === damaged.length
      ? 'A whole copy of each is held: repair loses nothing.'
      : recoverable === 0
        ? 'No copy is held: repair takes their personas out, the rest stays.'
        : `A whole copy of ${formatCount(recoverable)} of them is held; repair takes the personas of the others out.`;
  return `${found}, with ${plural(rowsLost, 'persona')}. ${copies} What is whole stays usable.`;
}
