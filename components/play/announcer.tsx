'use client';

import { useEffect, useRef, useState } from 'react';
import type { Cell } from '../../lib/model/run.ts';
import { columnName } from '../personas/names.ts';
import { usePlay } from '../providers/play.tsx';
import { isActive } from './draft.ts';

/** Tells assistive technology of answers that ended while watched, never of single tokens. */
export function Announcer() {
  const cells = usePlay((state) => state.cells);
  const run = usePlay((state) => state.run);
  const before = useRef<ReadonlyMap<string, Cell>>(cells);
  const [said, setSaid] = useState('');

  useEffect(() => {
    const ended: string[] = [];
    for (const [key, cell] of cells) {
      const old = before.current.get(key);
      if (!old || !isActive(old) || isActive(cell)) continue;
      const column = run?.spec.columns[cell.column];
      if (!column) continue;
      const state = cell.state === 'done' ? 'finished' : cell.state;
      ended.push(`${columnName(column)}: ${state}${cell.fault ? `. ${cell.fault.message}` : ''}`);
    }
    before.current = cells;
    if (ended.length > 0) setSaid(ended.join('. '));
  }, [cells, run]);

  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
