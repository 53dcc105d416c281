import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong font-semibold',
  outline: 'border border-edge bg-sheet text-ink hover:border-soft hover:bg-wash',
  plain: 'text-soft hover:bg-wash hover:text-ink',
  bad: 'border border-bad text-bad hover:bg-bad-wash',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks;
}

/** A text button, 32 px high so that it may stand alone under a finger. */
export function Button({ look = 'outline', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={cx(
        'inline-flex min-h-8 items-center justify-center gap-1.5 rounded-small px-2.5 text-ui whitespace-nowrap',
        'disabled:opacity-55 disabled:pointer-events-none',
        looks[look],
        className,
      )}
      {...rest}
    />
  );
}

export interface IconButtonProps extends ComponentProps<'button'> {
  /** Name for assistive technology, and the tooltip (see tips.tsx). */
  readonly label: string;
  readonly children: ReactNode;
}

/** An icon with a name: 28 px, so that rows of them stay dense above the 24 px that WCAG 2.2 asks for. */
export function IconButton({ label, className, children, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      data-tip={label}
      className={cx(
        'inline-grid size-7 shrink-0 place-items-center rounded-small text-soft hover:bg-wash hover:text-ink',
        'disabled:opacity-40 disabled:pointer-events-none',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}

/** A key's name inside a button; decoration, since `aria-keyshortcuts` tells it to assistive technology. */
export function Key({ children }: { children: ReactNode }) {
  return (
    <kbd
      aria-hidden="true"
      className="rounded-small border border-current/45 max-wide:hidden pointer-coarse:hidden px-1 font-mono text-small leading-4"
    >
      {children}
    </kbd>
  );
}
