'use client';

import { useId, useState } from 'react';
import { download, fileName } from '../../hub/download.ts';
import { Button } from '../../ui/button.tsx';
import { Drawn } from './drawn.tsx';
import type { Figure } from './drawing.ts';
import { Numbers } from './numbers.tsx';
import { pngOf, svgOf } from './picture.ts';

interface FigureViewProps {
  readonly figure: Figure;
  /** The experiment's, for names of files. */
  readonly name: string;
}

/** A figure with its words, its numbers as a table, and its files. */
export function FigureView({ figure, name }: FigureViewProps) {
  const heading = useId();
  const [trouble, setTrouble] = useState(false);
  const save = async (kind: 'svg' | 'png') => {
    setTrouble(false);
    try {
      const blob = kind === 'png' ? await pngOf(figure) : new Blob([await svgOf(figure)], { type: 'image/svg+xml' });
      download(blob, fileName(`${name} ${figure.id}`, kind));
    } catch {
      setTrouble(true);
    }
  };
  return (
    <section aria-labelledby={heading} className="max-w-[53.75rem] min-w-0">
      <h3 id={heading} className="text-read font-semibold">
        {figure.title}
      </h3>
      <div className="my-3">
        <Drawn figure={figure} />
      </div>
      <p className="max-w-prose text-small text-soft tabular-nums">{figure.caption}</p>
      <div className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-2">
        <details className="min-w-0 grow">
          <summary className="min-h-8 py-1 text-ui text-accent">The numbers as a table</summary>
          <Numbers title={figure.title} table={figure.table} />
        </details>
        <div className="flex gap-2">
          {(['svg', 'png'] as const).map((kind) => (
            <Button
              key={kind}
              aria-label={`Save as ${kind.toUpperCase()}: ${figure.title}`}
              onClick={() => void save(kind)}
            >
              {kind.toUpperCase()}
            </Button>
          ))}
        </div>
      </div>
      {trouble && (
        <p role="alert" className="text-small text-bad">
          The file could not be made here. Try the other format.
        </p>
      )}
    </section>
  );
}
