'use client';

import type { Cell, FinishReason } from '../../lib/model/run.ts';
import { cx } from '../ui/cx.ts';
import { formatCount, formatRate, formatSeconds } from '../ui/format.ts';
import { CellRepeats } from './cell-repeats.tsx';
import { tokensPerSecond } from './draft.ts';
import { useWaits } from './use-cell-model.ts';

const ends: Readonly<Record<FinishReason, string>> = {
  end: 'ended by itself',
  length: 'reached max tokens',
  'stop-string': 'ended at a stop word',
  context: 'context full',
};

function words(cell: Cell | undefined, waits: string): readonly [state: string, why: string] {
  if (!cell) return ['missing', 'cut off before it was done'];
  switch (cell.state) {
    case 'queued':
      return ['queued', waits];
    case 'running':
      return ['running', ''];
    case 'done':
      return ['done', cell.finish ? ends[cell.finish] : ''];
    case 'stopped':
      return ['stopped', 'by you'];
    case 'failed':
      return ['failed', ''];
  }
}

/** How far towards max tokens, as a hairline, and the state in plain words. */
export function CellLine({ cell, maxTokens }: { cell: Cell | undefined; maxTokens: number }) {
  const waits = useWaits(cell);
  const [state, why] = words(cell, waits);
  const tokens = cell?.state === 'running' ? (cell.tokens ?? 0) : 0;
  const share = maxTokens > 0 ? Math.min(1, tokens / maxTokens) : 0;
  return (
    <>
      <div aria-hidden="true" className="h-px bg-line">
        <div className="h-0.5 origin-left -translate-y-px bg-voice" style={{ transform: `scaleX(${share})` }} />
      </div>
      <p className="flex h-6 items-end gap-1.5 overflow-hidden text-small whitespace-nowrap">
        <span className={cx('font-semibold', cell?.state === 'failed' ? 'text-bad' : 'text-ink')}>{state}</span>
        {/* Where both do not fit, why it ended gives way. */}
        {why !== '' && <span className="shrink-[99] truncate text-soft">{why}</span>}
        {cell?.state === 'done' && <CellRepeats cell={cell.id} />}
        {cell && cell.attempt > 0 && <span className="ml-auto shrink-0 pl-2 text-soft">take {cell.attempt + 1}</span>}
      </p>
    </>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string | null;
  readonly unit: string;
}

function Figure({ name, value, unit }: FigureProps) {
  if (value === null) return null;
  return (
    <div title={name} className="not-first:before:mr-1.5 not-first:before:text-faint not-first:before:content-['·']">
      <dt className="sr-only">{name}</dt>
      <dd className="inline">
        {value} <span className="text-faint">{unit}</span>
      </dd>
    </div>
  );
}

/** Never a number that nobody counted: servers and browsers do not always tell. */
function tokensText({ tokens, text }: Cell): string | null {
  if (tokens === null) return text === '' ? null : 'unknown';
  return tokens > 0 ? formatCount(tokens) : null;
}

/** What the engine measured. The line keeps its height while there is nothing to tell. */
export function CellNumbers({ cell }: { cell: Cell | undefined }) {
  const rate = cell ? tokensPerSecond(cell) : null;
  const tokens = cell ? tokensText(cell) : null;
  const first = cell?.usage && cell.usage.firstTokenMs > 0 ? cell.usage.firstTokenMs : null;
  return (
    <dl className="flex h-5 min-w-0 flex-1 gap-x-1.5 overflow-hidden text-small whitespace-nowrap text-soft tabular-nums">
      <Figure name="Tokens" value={tokens} unit="tok" />
      <Figure
        name="Time to first token, after its turn came"
        value={first === null ? null : formatSeconds(first)}
        unit="to first"
      />
      <Figure name="Speed" value={rate === null ? null : formatRate(rate)} unit="tok/s" />
    </dl>
  );
}
