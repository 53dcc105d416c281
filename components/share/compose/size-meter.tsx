'use client';

import { linkSize, type LinkSizeKind, LONG_LINK_CHARS, VERY_LONG_LINK_CHARS } from '../../../lib/share/size.ts';
import { cx } from '../../ui/cx.ts';
import { formatCount } from '../../ui/format.ts';
import { linkBase } from './link.ts';
import { sizeText } from './size-words.ts';
import type { Packed } from './use-packed.ts';

/** The bar ends a little beyond the last mark. */
const SCALE = VERY_LONG_LINK_CHARS * 1.25;
const marks = [LONG_LINK_CHARS, VERY_LONG_LINK_CHARS] as const;
const share = (characters: number) => `${Math.min(1, characters / SCALE) * 100}%`;

const fills: Readonly<Record<LinkSizeKind, string>> = {
  short: 'bg-accent',
  long: 'bg-warn',
  'very-long': 'bg-bad',
  'too-long': 'bg-bad',
};

/** How long the link is, and what that means. Only the meaning is read out, when it changes; nothing below moves. */
export function SizeMeter({ packed: { outcome }, shorter }: { packed: Packed; shorter: string }) {
  const size = outcome?.ok ? linkSize(outcome.value.fragment, linkBase(window.location.origin)) : null;
  return (
    <section aria-label="Size of the link" className="grid min-h-40 content-start gap-1">
      <p className="text-ui">
        <strong className="font-semibold tabular-nums">
          {size ? `${formatCount(size.characters)} characters` : outcome ? 'No link' : 'Measuring…'}
        </strong>
        {size && <span className="text-soft"> in the whole link</span>}
      </p>
      <div aria-hidden="true">
        <div className="relative h-1.5 rounded-small bg-line">
          {size && (
            <div className={cx('h-full rounded-small', fills[size.kind])} style={{ width: share(size.characters) }} />
          )}
          {marks.map((mark) => (
            <div key={mark} className="absolute -inset-y-0.5 w-px bg-edge" style={{ left: share(mark) }} />
          ))}
        </div>
        <div className="relative h-5 text-small text-soft tabular-nums">
          {marks.map((mark) => (
            <span key={mark} className="absolute -translate-x-1/2" style={{ left: share(mark) }}>
              {formatCount(mark)}
            </span>
          ))}
        </div>
      </div>
      <p role="status" className={cx('text-ui', size?.kind === 'short' ? 'text-soft' : 'text-ink')}>
        {size && sizeText(size, shorter)}
        {outcome && !outcome.ok && (
          <>
            <span className="text-bad">{outcome.fault.message}</span>{' '}
            {outcome.fault.code === 'share-too-large' ? `Nothing is cut off. ${shorter}` : outcome.fault.hint}
          </>
        )}
      </p>
    </section>
  );
}
