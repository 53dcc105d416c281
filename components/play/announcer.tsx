'use client';

import { useState } from 'react';
import type { Cell, Run } from '../../lib/model/run.ts';
import { columnName } from '../personas/names.ts';
import { usePlay } from '../providers/play.tsx';
import { isActive } from './draft.ts';

type Cells = ReadonlyMap<string, Cell>;

/** Cells that were at work before and are not now, in words. */
function endedSince(before: Cells, now: Cells, run: Run | null): string {
  const ended: string[] = [];
  for (const [key, cell] of now) {
    const old = before.get(key);
    const column = run?.spec.columns[cell.column];
    if (!old || !column || !isActive(old) || isActive(cell)) continue;
    const state = cell.state === 'done' ? 'finished' : cell.state;
    ended.push(`${columnName(column)}: ${state}${cell.fault ? `. ${cell.fault.message}` : ''}`);
  }
  return ended.join('. ');
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
