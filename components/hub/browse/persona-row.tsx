'use client';

import { memo } from 'react';
import { labelTexts } from '../../personas/label-text.ts';
import type { PersonaRow } from '../../providers/hub.tsx';
import { cx } from '../../ui/cx.ts';
import { voice } from '../../ui/hue.ts';
import { CheckIcon } from '../../ui/icons.tsx';
import { excerptOf } from './marked.ts';
import { MarkedText } from './marked-text.tsx';

interface PersonaRowViewProps {
  readonly id: string;
  /** From 0. */
  readonly index: number;
  readonly total: number;
  /** Null while it is on its way. */
  readonly row: PersonaRow | null;
  readonly height: number;
  readonly active: boolean;
  readonly ticked: boolean;
  /** Name and licence of its shard. */
  readonly from: string;
}

/** One line of the list: a box to tick, the text with what was found, labels, and whose it is. */
export const PersonaRowView = memo(function PersonaRowView(props: PersonaRowViewProps) {
  const { id, index, total, row, height, active, ticked, from } = props;
  const option = {
    id,
    role: 'option',
    'aria-setsize': total,
    'aria-posinset': index + 1,
    'data-row': index,
    style: { height },
  } as const;
  if (row === null) {
    return (
      <div
        {...option}
        aria-selected={false}
        aria-label="On its way"
        className="flex items-center gap-3 border-b border-line px-2"
      >
        <span className="size-4 shrink-0 rounded-small border border-line" />
        <span className="h-4 w-2/3 rounded-small bg-wash" />
      </div>
    );
  }
  const { className, style } = voice(row.id);
  const labels = labelTexts(row.labels).join(' · ');
  return (
    <div
      {...option}
      aria-selected={ticked}
      style={{ ...style, height }}
      className={cx(
        className,
        'group flex cursor-pointer gap-1.5 overflow-hidden border-b border-line pr-3 hover:bg-wash',
        active &&
          'group-focus-visible/list:bg-accent-wash group-focus-visible/list:shadow-[inset_3px_0_var(--color-accent)]',
      )}
    >
      {/* As high as the row: a large target, so that ticking never opens by mistake. */}
      <span data-tick="" aria-hidden="true" className="grid w-9 shrink-0 place-items-center">
        <span
          className={cx(
            'grid size-4.5 place-items-center rounded-small border',
            ticked ? 'border-accent bg-accent text-on-accent' : 'border-edge bg-sheet',
          )}
        >
          {ticked && <CheckIcon className="size-3.5" />}
        </span>
      </span>
      <span aria-hidden="true" className="size-2.5 shrink-0 self-center rounded-full bg-voice" />
      <div className="min-w-0 flex-1 self-center pl-1.5">
        <p dir="auto" className="line-clamp-3 text-ui wide:line-clamp-2">
          <MarkedText segments={excerptOf(row.text, row.marks)} />
        </p>
        <p className="flex gap-x-3 text-small text-soft">
          <span className="min-w-0 flex-1 truncate">{labels === '' ? 'no labels' : labels}</span>
          <span className="max-w-[45%] shrink-0 truncate">{from}</span>
        </p>
      </div>
    </div>
  );
});
