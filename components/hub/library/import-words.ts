import type { ImportView } from '../../providers/hub.tsx';
import type { Tone } from '../../ui/badge.tsx';
import { formatBytes, formatCount, formatWait } from '../../ui/format.ts';

/** What an import is doing, in a word or two. */
export function importState({ state, replaying, needs }: ImportView): readonly [string, Tone] {
  switch (state) {
    case 'waiting':
      return ['waiting for another import', 'quiet'];
    case 'running':
      return replaying ? ['finding its place again', 'warn'] : ['importing', 'warn'];
    case 'pausing':
      return ['pausing', 'quiet'];
    case 'paused':
      return ['paused', 'quiet'];
    case 'interrupted':
      return [needs === null ? 'interrupted' : 'interrupted: needs its file', 'warn'];
    case 'failed':
      return ['stopped by a fault', 'bad'];
    case 'refused':
      return ['nothing was kept', 'bad'];
    case 'done':
      return ['imported', 'good'];
  }
}

/** How far it is, 0 to 1; null where the end is not known. */
export function importFraction({ state, bytesRead, bytesTotal }: ImportView): number | null {
  if (state === 'done') return 1;
  return bytesTotal === null || bytesTotal === 0 ? null : Math.min(1, bytesRead / bytesTotal);
}

/** `12 MB of 100 MB`. */
export function readWords({ bytesRead, bytesTotal }: ImportView): string {
  return bytesTotal === null ? formatBytes(bytesRead) : `${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}`;
}

/** Pace and time left while it runs; empty otherwise. */
export function paceWords({ state, rowsPerSecond, secondsLeft, replaying }: ImportView): string {
  if (state !== 'running') return '';
  const rate = rowsPerSecond === null ? null : `${formatCount(Math.round(rowsPerSecond))} rows/s`;
  const left = secondsLeft === null ? null : `about ${formatWait(secondsLeft * 1000)} left`;
  const why = replaying ? 'rows that are kept already are passed over' : null;
  return [rate, left, why].filter((part) => part !== null).join(' · ');
}
