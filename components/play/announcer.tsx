'use client';

import { useState } from 'react';
import type { Cell, Run } from '../../lib/model/run.ts';
import { useDedup } from '../providers/dedup.tsx';
import { usePlay } from '../providers/play.tsx';
import { columnLabels } from './column-labels.ts';
import { isActive } from './draft.ts';
import { useRepetition } from './repetition.ts';

type Cells = ReadonlyMap<string, Cell>;

/** Cells that were at work before and are not now, in words. */
function endedSince(before: Cells, now: Cells, run: Run | null): string {
  const ended = [...now].filter(([key, cell]) => {
    const old = before.get(key);
    return old && isActive(old) && !isActive(cell);
  });
  if (!run || ended.length === 0) return '';
  const names = columnLabels(run.spec);
  return ended
    .map(([, { column, state, fault }]) => {
      const words = state === 'done' ? 'finished' : state;
      return `${names[column]}: ${words}${fault && state === 'failed' ? `. ${fault.message}` : ''}`;
    })
    .join('. ');
}

/** Tells assistive technology of answers that ended while watched, never of single tokens. */
export function Announcer() {
  const cells = usePlay((state) => state.cells);
  const run = usePlay((state) => state.run);
  const [before, setBefore] = useState(cells);
  const [said, setSaid] = useState('');
  // During render, as React asks for state that follows from what changed; it settles at once.
  if (before !== cells) {
    setBefore(cells);
    const ended = endedSince(before, cells, run);
    if (ended !== '') setSaid(ended);
  }
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}

/** Tells of the run's repetition once it has ended and all its answers are compared; never of a run that was restored. */
export function RepetitionAnnouncer() {
  const running = usePlay((state) => state.active > 0);
  const done = usePlay(({ cells }) => [...cells.values()].filter(({ state }) => state === 'done').length);
  const compared = useDedup(({ live }) => live.texts);
  const text = useRepetition();
  const [watched, setWatched] = useState(false);
  if (running && !watched) setWatched(true);
  return (
    <p aria-live="polite" className="sr-only">
      {watched && !running && compared >= done ? text : ''}
    </p>
  );
}
