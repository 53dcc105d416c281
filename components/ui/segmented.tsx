'use client';

import { useId } from 'react';
import { cx } from './cx.ts';

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly hint?: string }[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
}

/** Native radio buttons that look like one strip: arrow keys and forms work without script. */
export function Segmented<T extends string>({ label, value, options, onChange, disabled }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="text-small text-soft">{label}</legend>
      <div className="flex rounded-small border border-edge bg-sheet">
        {options.map((option, index) => (
          <label
            key={option.value}
            title={option.hint}
            className={cx(
              'flex min-h-8 items-center px-2.5 text-ui whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-accent',
              'rounded-[3px] has-focus-visible:outline-offset-2',
              index > 0 && 'border-l border-line',
              option.value === value ? 'bg-accent-wash font-semibold text-ink' : 'text-soft hover:text-ink',
            )}
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
