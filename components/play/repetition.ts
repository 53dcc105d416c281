import { type LiveLikeness, useDedup } from '../providers/dedup.tsx';
import { usePlay } from '../providers/play.tsx';

const percent = (share: number) => Math.round(share * 100);

/** How repetition is measured, for tooltips. */
export const repetitionHow =
  'Words that two answers share, of all words in the two (Jaccard). An answer counts from 0.7 on to an earlier one of this run; the interval is Wilson’s, 95%.';

/** `Repetition 2 of 8 answers (25%, 7–59%)`; empty before two answers can be compared. */
export function repetitionText({ texts, repeated, low, high }: LiveLikeness): string {
  if (texts < 2) return '';
  return `Repetition ${repeated} of ${texts} answers (${percent(repeated / texts)}%, ${percent(low)}–${percent(high)}%)`;
}

/** Of the run on screen. */
export function useRepetition(): string {
  const run = usePlay((state) => state.run?.id ?? null);
  return useDedup(({ live }) => (live.run === run ? repetitionText(live) : ''));
}
