import type { ReactNode } from 'react';
import { cx } from './cx.ts';

interface CheckFieldProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly className?: string;
}

export function CheckField({ label, checked, onChange, disabled, className }: CheckFieldProps) {
  return (
    <label className={cx('flex min-h-8 items-center gap-2 text-ui', className)}>
      <input
        type="checkbox"
        className="size-4 shrink-0"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="min-w-0">{label}</span>
    </label>
  );
}
