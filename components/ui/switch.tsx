import { cx } from './cx.ts';

interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
  /** What it does, shown on resting. */
  readonly hint?: string;
  readonly className?: string;
}

export function Switch({ label, on, onChange, disabled, hint, className }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      disabled={disabled}
      title={hint}
      onClick={() => onChange(!on)}
      className={cx(
        'inline-flex min-h-8 items-center gap-2 rounded-small px-1.5 text-ui text-ink hover:bg-wash disabled:opacity-55',
        className,
      )}
    >
      <span
        aria-hidden="true"
        className={cx(
          'flex h-4.5 w-8 shrink-0 items-center rounded-full border px-0.5',
          on ? 'justify-end border-accent bg-accent' : 'border-edge bg-sheet',
        )}
      >
        <span className={cx('size-3 rounded-full', on ? 'bg-on-accent' : 'bg-edge')} />
      </span>
      {label}
    </button>
  );
}
