'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What to type, or what follows from it. */
  readonly hint?: ReactNode;
  /** What is wrong with the value; the field is then marked invalid. */
  readonly problem?: string | null;
}

/** A labelled line of text. Hint and problem share their place, so that nothing below moves while one types. */
export function TextField({ label, value, onChange, hint, problem = null, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div className={cx('min-w-0', className)}>
      <label htmlFor={id} className="block text-small text-soft">
        {label}
      </label>
      <input
        id={id}
        type="text"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        className="field h-8.5 w-full px-2 text-ui"
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={hint === undefined && problem === null ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
      {(hint !== undefined || problem !== null) && (
        <p
          id={`${id}-hint`}
          aria-live="polite"
          className={cx('mt-0.5 min-h-5 text-small', problem === null ? 'text-soft' : 'text-bad')}
        >
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}
