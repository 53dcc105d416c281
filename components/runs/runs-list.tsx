'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { RunId } from '../../lib/model/ids.ts';
import type { ReviewSubject } from '../providers/dedup.tsx';
import { type RunView, useRuns } from '../providers/runs.tsx';
import { formatBytes, plural } from '../ui/format.ts';
import { TextField } from '../ui/text-field.tsx';
import { NoRuns } from './no-runs.tsx';
import { RunRows } from './run-rows.tsx';
import { findAnswers, searchWords } from './search.ts';
import { TickedRuns } from './ticked-runs.tsx';

interface RunsListProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onOpen: (run: RunId) => void;
  readonly onReview: (subject: ReviewSubject) => void;
}

/** Runs, newest first, or those that a search finds. */
export function RunsList({ text, onText, onOpen, onReview }: RunsListProps) {
  const restored = useRuns((state) => state.restored);
  const runs = useRuns((state) => state.runs);
  const read = useRuns((state) => state.read);
  const [ticked, setTicked] = useState<ReadonlySet<RunId>>(new Set());
  // Typing comes first; the list follows.
  const words = useDeferredValue(text);
  const found = useMemo(() => findAnswers(runs, searchWords(words)), [runs, words]);
  const shown = useMemo(() => (found ? runs.filter(({ run }) => found.has(run.id)) : runs), [runs, found]);
  const chosen = shown.filter(({ run }) => ticked.has(run.id));

  const toggle = (id: RunId) => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    setTicked(next);
  };
  if (!restored) return <Opening />;
  if (runs.length === 0) return <NoRuns />;
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-1">
        <TextField
          label="Search answers and personas"
          type="search"
          value={text}
          onChange={onText}
          className="w-full max-w-120"
        />
        <p role="status" className="min-h-5 pb-1.5 text-small text-soft tabular-nums">
          {summaryText(shown, runs.length, found, read)}
        </p>
      </div>
      <TickedRuns
        views={chosen.length > 0 ? chosen : shown}
        ticked={chosen.length}
        onAll={() => setTicked(new Set(shown.map(({ run }) => run.id)))}
        onNone={() => setTicked(new Set())}
        onReview={onReview}
      />
      <div className="mt-2 h-[max(20rem,calc(100dvh-20rem))]">
        {shown.length > 0 ? (
          <RunRows key={words} views={shown} found={found} ticked={ticked} onTick={toggle} onOpen={onOpen} />
        ) : (
          <p className="rounded-small border border-line px-4 py-6 text-ui text-soft">
            {read < runs.length ? 'Reading answers…' : 'No answer and no persona has these words.'}
          </p>
        )}
      </div>
    </>
  );
}

function summaryText(
  shown: readonly RunView[],
  total: number,
  found: ReturnType<typeof findAnswers>,
  read: number,
): string {
  const reading = read < total ? ` · reading answers, ${read} of ${total}` : '';
  if (found) {
    const answers = [...found.values()].reduce((sum, cells) => sum + cells.size, 0);
    return `${plural(answers, 'answer')} in ${shown.length} of ${plural(total, 'run')}${reading}`;
  }
  const bytes = shown.reduce((sum, { answers }) => sum + (answers?.bytes ?? 0), 0);
  return `${plural(total, 'run')}${reading === '' ? ` · about ${formatBytes(bytes)}` : reading}`;
}

/** As high as what comes. */
function Opening() {
  return (
    <div aria-busy="true" className="grid gap-3 pt-2">
      <p className="sr-only">Reading runs…</p>
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <div key={key} aria-hidden="true" className="shimmer h-16" />
      ))}
    </div>
  );
}
