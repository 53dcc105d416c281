'use client';

import { type EngineView, usePlay } from '../providers/play.tsx';
import { cx } from '../ui/cx.ts';
import { formatBytes } from '../ui/format.ts';
import { useModelDialog } from './model-context.tsx';

type Tone = 'quiet' | 'busy' | 'good' | 'bad';

/** Status in a word or two; the colour only repeats it. */
function statusOf({ status, progress, offer }: EngineView): readonly [string, Tone] {
  switch (status) {
    case 'ready':
      return ['ready', 'good'];
    case 'loading':
      return [`loading ${Math.round((progress?.fraction ?? 0) * 100)} %`, 'busy'];
    case 'failed':
      return ['failed', 'bad'];
    case 'idle':
      if (!offer) return ['not loaded', 'quiet'];
      if (offer.keptBytes >= offer.info.downloadBytes) return ['kept here', 'quiet'];
      return offer.onOrigin ? [formatBytes(offer.info.downloadBytes), 'quiet'] : ['not here', 'bad'];
  }
}

const dots: Readonly<Record<Tone, string>> = {
  quiet: 'border border-edge',
  busy: 'bg-warn',
  good: 'bg-accent',
  bad: 'bg-bad',
};

export function ModelChip() {
  const engine = usePlay((state) => state.engine);
  const open = useModelDialog();
  const [status, tone] = statusOf(engine);
  const name = engine.info?.model.name ?? engine.offer?.info.name ?? 'Model';
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={`Model: ${name}, ${status}`}
      onClick={(event) => open(event.currentTarget)}
      className="inline-flex min-h-8 min-w-0 items-center gap-2 rounded-full border border-line px-3 text-small hover:border-edge hover:bg-wash"
    >
      <span className={cx('size-2 shrink-0 rounded-full', dots[tone])} />
      <span className="truncate max-wide:max-w-28">{name}</span>
      <span className="whitespace-nowrap text-soft tabular-nums">{status}</span>
    </button>
  );
}
