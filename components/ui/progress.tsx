import { cx } from './cx.ts';

interface ProgressProps {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
  readonly valueText?: string;
  readonly className?: string;
}

export function Progress({ label, value, valueText, className }: ProgressProps) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={valueText}
      className={cx('h-1.5 overflow-hidden rounded-small bg-line', className)}
    >
      <div
        className="h-full origin-left bg-accent transition-transform"
        style={{ transform: `scaleX(${percent / 100})` }}
      />
    </div>
  );
}
