'use client';

import { useModels } from '../providers/models.tsx';
import type { Tone } from '../ui/badge.tsx';
import { cx } from '../ui/cx.ts';
import { formatBytes } from '../ui/format.ts';
import { useModelDialog } from './model-context.tsx';
import { statusWords } from './model-words.ts';
import { isEmbedded } from './readiness.ts';
import { useChosen, useStatus } from './use-model.ts';

const dots: Readonly<Record<Tone, string>> = {
  quiet: 'border border-edge',
  warn: 'bg-warn',
  good: 'bg-accent',
  bad: 'bg-bad',
};

function useChip(): readonly [string, string, Tone] {
  const entry = useChosen();
  const status = useStatus(useModels((state) => state.chosen));
  const offer = useModels((state) => state.offer);
  if (!entry) return ['Model', 'not loaded', 'quiet'];
  const name = status.engine.info?.model.name ?? entry.choice.name;
  const [words, tone] = statusWords(entry, status, offer);
  // Before the first load its price says more than where it lies.
  if (words === 'on this site' && isEmbedded(entry) && offer) return [name, formatBytes(offer.info.downloadBytes), tone];
  return [name, words, tone];
}

/** The model that new runs use and its state, in the header of every screen. */
export function ModelChip() {
  const open = useModelDialog();
  const [name, status, tone] = useChip();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={`Model: ${name}, ${status}`}
      onClick={(event) => open(event.currentTarget)}
      className="inline-flex min-h-8 min-w-0 items-center gap-2 rounded-full border border-line px-3 text-small max-wide:px-2.5 hover:border-edge hover:bg-wash"
    >
      <span className={cx('size-2 shrink-0 rounded-full', dots[tone])} />
      {/* A phone's width goes to the screens' names; the button's own name says which model it is. */}
      <span className="truncate max-wide:hidden">{name}</span>
      <span className="truncate text-soft tabular-nums">{status}</span>
    </button>
  );
}
