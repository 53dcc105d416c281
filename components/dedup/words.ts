import type { DedupDecision, DedupMethod, KeepRule } from '../../lib/model/dedup.ts';
import type { Fault } from '../../lib/model/fault.ts';
import type { ClusterMember, DedupFound, DedupProgress, Grouping, ReviewSubject } from '../providers/dedup.tsx';
import { formatCount, formatWait, plural } from '../ui/format.ts';
import { methodWords } from './methods.ts';

export type SubjectKind = ReviewSubject['kind'];

/** What one text is called. */
export const nouns: Readonly<Record<SubjectKind, string>> = { personas: 'persona', answers: 'answer' };

export const stageWords: Readonly<Record<DedupProgress['stage'], string>> = {
  reading: 'Reading the texts',
  tokenising: 'Taking them apart',
  signing: 'Making signatures',
  loading: 'Loading the sentence encoder',
  embedding: 'Making sentence vectors',
  joining: 'Comparing',
};

export const keepWords: Readonly<Record<KeepRule, string>> = {
  first: 'the first in order',
  longest: 'the longest',
  specific: 'the most specific (rarest words)',
  voted: 'the best voted',
};

/** How far a stage is: `1,200 of 20,000, about 15 s left`. The encoder's stage counts bytes. */
export function progressWords({ stage, done, total }: DedupProgress, secondsLeft: number | null): string {
  const unit = stage === 'loading' ? 1e6 : 1;
  const count = (value: number) => formatCount(Math.round(value / unit));
  const far = total === 0 ? '' : `${count(done)} of ${count(total)}${stage === 'loading' ? ' MB' : ''}`;
  const left = secondsLeft === null ? '' : `about ${formatWait(secondsLeft * 1000)} left`;
  return [far, left].filter((part) => part !== '').join(', ');
}

/** `412 clusters, 530 of 20,000 personas would go; 19,470 stay.` */
export function countsWords({ clusters, removed, before }: Grouping, kind: SubjectKind): string {
  const all = `${formatCount(removed)} of ${plural(before, nouns[kind])}`;
  return `${plural(clusters, 'cluster')}, ${all} would go; ${formatCount(before - removed)} stay.`;
}

/** What a user should know of what was compared. */
export function foundNotes(found: DedupFound, method: DedupMethod, kind: SubjectKind): readonly string[] {
  const noun = nouns[kind];
  const notes: string[] = [];
  if (found.empty > 0) notes.push(`${plural(found.empty, noun)} without any word: compared with nothing, so kept.`);
  if (found.cut > 0) notes.push(`${plural(found.cut, noun)} longer than the encoder reads: only the beginning counts.`);
  if (found.foreign !== null && found.foreign > 0) {
    notes.push(
      `${plural(found.foreign, noun)} in languages that the encoder was not trained on: it misses likeness there, and sees some where there is none.`,
    );
  }
  if (found.recall) {
    const { value, low, high, n } = found.recall;
    // A few hundred texts that are all alike have more pairs than all others together, so the encoder's are not counted.
    const share =
      method.kind === 'semantic'
        ? `one or more near-duplicates for about ${value.toFixed(3)} of the texts that have any`
        : `about ${value.toFixed(3)} of all pairs`;
    notes.push(
      `An approximate method: it found ${share} (95% interval ${low.toFixed(3)} to ${high.toFixed(3)}, measured on a sample with n ${formatCount(n)}).`,
    );
  }
  // Without an estimate nothing was left out.
  if (method.kind === 'semantic' && method.fast && found.recall === null)
    notes.push(
      'The fast way compared all of them here: leaving some out would have missed too much, or saved nothing.',
    );
  return notes;
}

/** What to try when nothing was found. */
export function nothingHint(method: DedupMethod, threshold: number, floor: number): string {
  if (threshold > floor) return 'Move the threshold down: pairs below it are kept ready.';
  if (method.kind === 'semantic') return 'Begin a comparison with a lower least similarity.';
  return 'Begin a comparison with a lower least similarity, or by meaning: short texts that say the same in other words share too few of them.';
}

/** What to do about a comparison that failed, beyond what the fault itself says; empty where that is enough. */
export function faultAdvice(fault: Fault, method: DedupMethod, floor: number): string {
  switch (fault.code) {
    case 'out-of-memory':
      return floor < 0.95
        ? `There are too many pairs for this tab: raise the least similarity above ${floor.toFixed(2)}, or compare fewer texts.`
        : 'Compare fewer texts at a time: one collection, a set or a search.';
    case 'model-missing':
    case 'model-corrupt':
    case 'download-failed':
      return method.kind === 'semantic'
        ? 'The encoder’s files should be on this site. Comparing by words works without them.'
        : '';
    case 'storage-full':
      return 'The storage panel of the library says what takes the room.';
    default:
      return '';
  }
}

/** How alike a member is to the kept one; `linked` below the threshold, where others stand between. */
export function likenessWords({ similarity }: ClusterMember, threshold: number): string {
  const figure = Number.isFinite(similarity) ? similarity.toFixed(2) : '–';
  return similarity < threshold - 1e-6 ? `${figure}, linked through others` : figure;
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

export function removedCount({ removed }: DedupDecision): number {
  return removed.kind === 'personas' ? removed.rows.length : removed.cells.length;
}

/** `removed 530 of 20,000 · same words ≥ 0.90 · 21 Nov 2026` */
export function decisionWords(decision: DedupDecision): string {
  const { before, method, threshold, byHand, createdAt } = decision;
  return [
    `removed ${formatCount(removedCount(decision))} of ${formatCount(before)}`,
    `${methodWords(method)} ≥ ${threshold.toFixed(2)}`,
    ...(byHand > 0 ? [`${plural(byHand, 'cluster')} by hand`] : []),
    day.format(createdAt),
  ].join(' · ');
}
