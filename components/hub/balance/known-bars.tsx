'use client';

import { useState } from 'react';
import type { LabelName } from '../../../lib/model/persona.ts';
import { valueText } from '../../personas/label-text.ts';
import type { LabelCounts } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { formatCount } from '../../ui/format.ts';
import { labelTitles } from '../words.ts';
import { Bar } from './bar.tsx';
import { percentText, sharesOfKnown } from './figures.ts';
import { ValueCell } from './value-cell.tsx';

/** As many as the labels with a reference have, about. */
const FEW = 8;

interface KnownBarsProps {
  readonly label: LabelName;
  readonly counts: LabelCounts;
  readonly open: (values: readonly string[]) => (() => void) | null;
}

/** How the known values are shared out, where there are no figures of the world at hand. */
export function KnownBars({ label, counts, open }: KnownBarsProps) {
  const [whole, setWhole] = useState(false);
  const { n, bars } = sharesOfKnown(counts, label);
  const shown = whole ? bars : bars.slice(0, FEW);
  const scale = Math.max(0.1, bars[0]?.share ?? 0);
  return (
    <>
      <p className="mb-2 text-small text-soft tabular-nums">
        {formatCount(n)} known. No figures of the world are at hand for this label.
      </p>
      <table className="w-full text-ui tabular-nums">
        <caption className="sr-only">{labelTitles[label]}: shares of those known</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Bar</th>
            <th scope="col">Share of those known</th>
            <th scope="col">Personas</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ value, count, share }) => {
            const onOpen = open([value]);
            return (
              <tr key={value} className={cx('relative', onOpen && 'hover:bg-wash')}>
                <ValueCell name={valueText(label, value)} onOpen={onOpen} />
                <td className="w-1/3 max-wide:w-1/4">
                  <Bar share={share} scale={scale} />
                </td>
                <td className="px-1.5 text-right">{percentText(share)}</td>
                <td className="text-right text-small text-soft">{formatCount(count)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {bars.length > FEW && (
        <Button look="plain" className="mt-1 px-1 text-small" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Fewer' : `All ${formatCount(bars.length)} values`}
          <span className="sr-only"> of {labelTitles[label]}</span>
        </Button>
      )}
    </>
  );
}
