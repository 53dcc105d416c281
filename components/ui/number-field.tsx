'use client';

import { type ReactNode, useId, useState } from 'react';
import { UndoIcon } from './icons.tsx';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly range: { readonly min: number; readonly max: number; readonly step: number };
  /** What reset goes back to; the button shows only while the value differs. Null for no reset. */
  readonly initial: number | null;
  readonly onChange: (value: number) => void;
  /** One sentence on what the number does. */
  readonly hint: string;
  readonly width?: string;
  readonly disabled?: boolean | undefined;
  /** A control after the field, for instance a dice. */
  readonly after?: ReactNode;
}

/** Commits every value within the range as it is typed; what is out of range or empty is mended on leaving. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, range, initial, onChange, hint, width = 'w-20', disabled, after } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? String(value);
  const parsed = shown.trim() === '' ? NaN : Number(shown);
  const whole = Number.isInteger(range.step);
  const valid = parsed >= range.min && parsed <= range.max && (!whole || Number.isInteger(parsed));
  const changed = initial !== null && value !== initial;

  const leave = () => {
    if (typed !== null && !valid && !Number.isNaN(parsed)) {
      const inside = Math.min(range.max, Math.max(range.min, parsed));
      onChange(whole ? Math.round(inside) : inside);
    }
    setTyped(null);
  };

  return (
    <div className="min-w-0">
      <div className="flex h-5 items-center gap-1">
        <label htmlFor={id} className={cx('text-small whitespace-nowrap', changed ? 'text-ink' : 'text-soft')}>
          {label}
        </label>
        {initial !== null && (
          // Its place is kept while there is nothing to reset: the fields beside it stay where they are.
          <IconButton
            label={`Reset ${label.toLowerCase()} to ${initial}`}
            className={cx('-my-1 size-6', !changed && 'invisible')}
            disabled={disabled}
            onClick={() => onChange(initial)}
          >
            <UndoIcon className="size-3.5" />
          </IconButton>
        )}
      </div>
      <div className="flex items-center gap-1">
        <input
          id={id}
          type="number"
          inputMode="decimal"
          className={cx('field h-8.5 px-2 text-right text-ui tabular-nums', width)}
          value={shown}
          min={range.min}
          max={range.max}
          step={range.step}
          disabled={disabled}
          aria-invalid={!valid}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const text = event.target.value;
            setTyped(text);
            const next = text.trim() === '' ? NaN : Number(text);
            if (next >= range.min && next <= range.max && (!whole || Number.isInteger(next))) onChange(next);
          }}
          onBlur={leave}
        />
        {after}
        <span id={`${id}-hint`} hidden>
          {hint} From {range.min} to {range.max}.
        </span>
      </div>
    </div>
  );
}
