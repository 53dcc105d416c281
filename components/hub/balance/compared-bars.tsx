'use client';

import type { Comparison } from '../../../lib/balance/compare.ts';
import type { LabelName } from '../../../lib/model/persona.ts';
import { cx } from '../../ui/cx.ts';
import { formatCount } from '../../ui/format.ts';
import { labelTitles } from '../words.ts';
import { Bar } from './bar.tsx';
import { percentText, scaleOf } from './figures.ts';
import { ValueCell } from './value-cell.tsx';

interface ComparedBarsProps {
  readonly label: LabelName;
  readonly comparison: Comparison;
  readonly open: (values: readonly string[]) => (() => void) | null;
}

const noWidth = { low: 0, high: 0 };
const head = 'px-1.5 pb-1 text-right font-normal text-soft';

/** A table whose bars repeat what its figures say; a row leads to its personas. */
export function ComparedBars({ label, comparison, open }: ComparedBarsProps) {
  const scale = scaleOf(comparison);
  const { n } = comparison;
  return (
    <table className="w-full text-ui tabular-nums">
      <caption className="sr-only">
        {labelTitles[label]}: shares of those compared, beside the world ({comparison.reference.year})
      </caption>
      <thead className="text-small">
        <tr>
          <th scope="col" className="text-left font-normal text-soft">
            <span className="sr-only">Value</span>
          </th>
          <th scope="col" className="w-1/3 pb-1 text-left font-normal text-soft max-wide:w-1/5">
            <span className="sr-only">Bar to {percentText(scale)}</span>
          </th>
          <th scope="col" className={head}>
            Here
          </th>
          <th scope="col" className={head}>
            World
          </th>
          <th scope="col" className={cx(head, 'pr-0 max-wide:hidden')}>
            Personas
          </th>
        </tr>
      </thead>
      <tbody>
        {comparison.bars.map(({ name, values, count, share, interval, reference }) => {
          const onOpen = count === 0 ? null : open(values);
          return (
            <tr key={name} className={cx('relative', onOpen && 'hover:bg-wash')}>
              <ValueCell name={name} onOpen={onOpen} />
              <td>
                {/* An interval over nothing would fill the whole bar. */}
                <Bar share={share} scale={scale} interval={n === 0 ? noWidth : interval} reference={reference} />
              </td>
              {n === 0 ? (
                <td className="px-1.5 text-right">unknown</td>
              ) : (
                <td
                  className="px-1.5 text-right"
                  title={`${percentText(interval.low)} to ${percentText(interval.high)}`}
                >
                  {percentText(share)}
                  <span className="sr-only">
                    , between {percentText(interval.low)} and {percentText(interval.high)}
                  </span>
                </td>
              )}
              <td className="px-1.5 text-right text-soft">{percentText(reference)}</td>
              <td className="text-right text-small text-soft max-wide:hidden">{formatCount(count)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
