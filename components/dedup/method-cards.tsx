'use client';

import { useId } from 'react';
import { cx } from '../ui/cx.ts';
import { Segmented } from '../ui/segmented.tsx';
import { type SetUp, ways } from './methods.ts';

interface MethodCardsProps {
  readonly way: SetUp['way'];
  readonly fast: boolean;
  readonly onWay: (way: SetUp['way']) => void;
  readonly onFast: (fast: boolean) => void;
}

const depths = [
  { value: 'fast', label: 'Likely pairs (fast)' },
  { value: 'all', label: 'All texts' },
] as const;

/** The three ways to measure likeness as native radio buttons, each with what it costs and misses. */
export function MethodCards({ way, fast, onWay, onFast }: MethodCardsProps) {
  const id = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="text-small text-soft">How alike is measured</legend>
      <div className="grid gap-2 wide:grid-cols-3">
        {ways.map((one) => (
          <label
            key={one.way}
            className={cx(
              'flex gap-2.5 rounded-small border px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              one.way === way ? 'border-accent bg-accent-wash' : 'border-edge bg-sheet hover:border-soft',
            )}
          >
            <input
              type="radio"
              name={id}
              className="mt-1 size-4 shrink-0 outline-none"
              aria-describedby={`${id}-${one.way}`}
              checked={one.way === way}
              onChange={() => onWay(one.way)}
            />
            <span className="min-w-0">
              <span className="block text-ui font-semibold">{one.title}</span>
              <span id={`${id}-${one.way}`} className="block text-small text-soft">
                {one.text}
              </span>
            </span>
          </label>
        ))}
      </div>
      {way === 'semantic' && (
        <div className="mt-3 flex flex-wrap items-end gap-x-4 gap-y-1">
          <Segmented
            label="Sentence vectors of"
            value={fast ? 'fast' : 'all'}
            options={depths}
            onChange={(next) => onFast(next === 'fast')}
          />
          <p className="max-w-prose min-w-0 flex-1 basis-56 text-small text-soft">
            {fast
              ? 'Word vectors propose pairs, and only what they propose goes through the encoder: many times faster; the result says how many pairs it found.'
              : 'Every text goes through the encoder: some minutes for ten thousand texts; computed once, then kept.'}
          </p>
        </div>
      )}
    </fieldset>
  );
}
