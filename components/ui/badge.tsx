import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const tones = {
  quiet: 'border-line text-soft',
  good: 'border-accent bg-accent-wash text-accent',
  warn: 'border-warn bg-warn-wash text-warn',
  bad: 'border-bad bg-bad-wash text-bad',
} as const;

export type Tone = keyof typeof tones;

/** A state in a word or two; the colour only repeats it. */
export function Badge({ tone = 'quiet', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center rounded-full border px-2 text-small leading-5 whitespace-nowrap tabular-nums',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
