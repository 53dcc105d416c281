'use client';

import { useId, useState } from 'react';

interface OptionalNumberProps {
  /** For assistive technology: the column's name alone does not say whose number it is. */
  readonly label: string;
  readonly value: number | null;
  readonly range: { readonly min: number; readonly max: number; readonly step: number };
  /** What holds while the field is empty. */
  readonly empty: string;
  readonly onChange: (value: number | null) => void;
}

/** A number that may be left out. Every value in range is taken as it is typed; others are mended on leaving. */
export function OptionalNumber({ label, value, range, empty, onChange }: OptionalNumberProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null ? '' : String(value));
  const number = shown.trim() === '' ? null : Number(shown);
  const whole = Number.isInteger(range.step);
  const fits = (given: number) => given >= range.min && given <= range.max && (!whole || Number.isInteger(given));
  const valid = number === null || fits(number);
  const leave = () => {
    if (typed !== null && number !== null && !valid && !Number.isNaN(number)) {
      const inside = Math.min(range.max, Math.max(range.min, number));
      onChange(whole ? Math.round(inside) : inside);
    }
    setTyped(null);
  };
  return (
    <>
      <input
        type="number"
        inputMode="decimal"
        aria-label={label}
        aria-describedby={id}
        aria-invalid={!valid}
        className="field h-8.5 w-full px-2 text-right text-ui tabular-nums"
        value={shown}
        placeholder={empty}
        min={range.min}
        max={range.max}
        step={range.step}
        onChange={(event) => {
          const text = event.target.value;
          setTyped(text);
          if (text.trim() === '') onChange(null);
          else if (fits(Number(text))) onChange(Number(text));
        }}
        onBlur={leave}
      />
      <span id={id} hidden>
        From {range.min} to {range.max}; empty: {empty}.
      </span>
    </>
  );
}
