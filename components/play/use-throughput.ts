'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { usePlay } from '../providers/play.tsx';
import { tokensLeft } from './tokens-left.ts';

/** Long enough to even out bursts, short enough to show that a row has left the batch. */
const WINDOW_MS = 5000;
const EVERY_MS = 500;

export interface Throughput {
  /** Tokens a second over all cells that are counted, null until a second has been seen. */
  readonly rate: number | null;
  /** If every answer went on to max tokens at this rate; most end sooner. */
  readonly leftMs: number | null;
}

export function useThroughput(): Throughput {
  const cells = usePlay((state) => state.cells);
  const running = usePlay((state) => state.active > 0);
  const spec = usePlay((state) => state.run?.spec);
  const [rate, setRate] = useState<number | null>(null);
  const samples = useRef<{ at: number; tokens: number }[]>([]);

  const sample = useEffectEvent(() => {
    let tokens = 0;
    // Cells that nobody counts are left out of the rate, and then nothing is said of the time that is left.
    for (const cell of cells.values()) tokens += cell.tokens ?? 0;
    const at = performance.now();
    const last = samples.current.at(-1);
    // A redo empties a cell: what was counted before cannot be compared with what comes.
    if (last && tokens < last.tokens) samples.current = [];
    samples.current = [...samples.current.filter((old) => at - old.at <= WINDOW_MS), { at, tokens }];
    const first = samples.current[0];
    const elapsed = first ? at - first.at : 0;
    if (first && elapsed >= 1000 && tokens > first.tokens) setRate(((tokens - first.tokens) * 1000) / elapsed);
  });

  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => sample(), EVERY_MS);
    return () => {
      clearInterval(timer);
      samples.current = [];
      setRate(null);
    };
  }, [running]);

  const left = spec ? tokensLeft(spec, cells) : null;
  return { rate, leftMs: rate === null || left === null || left === 0 ? null : (left / rate) * 1000 };
}
