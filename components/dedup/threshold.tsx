'use client';

import { useId } from 'react';
import type { Review } from '../providers/dedup.tsx';
import { cx } from '../ui/cx.ts';
import { NumberField } from '../ui/number-field.tsx';
import { formatCount } from '../ui/format.ts';
import { barsOf, pairsWithin } from './histogram.ts';

const STEP = 0.01;
/** Sums of hundredths end in crumbs: 0.9 must be 0.9. */
const rounded = (value: number) => Math.round(value * 100) / 100;

/** How alike is alike enough: a slider under the pairs that there are. The clusters follow at once. */
export function Threshold({ review, onChange }: { review: Review; onChange: (threshold: number) => void }) {
  const { threshold, floor, grouping } = review;
  const id = useId();
  const bars = grouping ? barsOf(grouping.histogram, floor, threshold) : [];
  const range = { min: floor, max: 1, step: STEP };
  return (
    <div className="min-w-0">
      <div className="flex items-end gap-4">
        <div className="min-w-0 flex-1">
          <div className="flex items-baseline justify-between gap-3 text-small text-soft tabular-nums">
            <label htmlFor={id}>Threshold</label>
            <span id={`${id}-pairs`}>
              {grouping ? `${formatCount(pairsWithin(bars))} pairs at ${threshold.toFixed(2)} and above` : ''}
            </span>
          </div>
          {/* Inset by half a thumb, so that each bar stands where the slider's thumb stands for it. */}
          <div aria-hidden="true" className="mx-2 flex h-16 items-end gap-px border-b border-edge">
            {bars.map(({ from, height, within }) => (
              <span
                key={from}
                className={cx(
                  'min-w-px flex-1 rounded-t-[1px] border border-b-0',
                  within ? 'border-accent bg-accent' : 'border-edge',
                  height === 0 && 'invisible',
                )}
                style={{ height: `${Math.max(2, height * 100)}%` }}
              />
            ))}
          </div>
          <input
            id={id}
            type="range"
            className="m-0 block h-8 w-full"
            min={range.min}
            max={range.max}
            step={STEP}
            value={threshold}
            disabled={floor >= 1}
            aria-valuetext={threshold.toFixed(2)}
            aria-describedby={`${id}-pairs`}
            onChange={(event) => onChange(rounded(event.target.valueAsNumber))}
          />
          <div aria-hidden="true" className="flex justify-between text-small text-soft tabular-nums">
            <span>{floor.toFixed(2)}</span>
            <span>taller is more pairs, by tens</span>
            <span>1.00</span>
          </div>
        </div>
        <div className="pb-6">
          <NumberField
            label="Exactly"
            hint="The threshold as a number."
            value={threshold}
            range={range}
            initial={null}
            onChange={(next) => onChange(rounded(next))}
          />
        </div>
      </div>
    </div>
  );
}
