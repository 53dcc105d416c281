interface BarProps {
  /** All of 0 to 1; `scale` is where the bar's cell ends. */
  readonly share: number;
  readonly scale: number;
  readonly interval?: { readonly low: number; readonly high: number };
  readonly reference?: number;
}

const at = (value: number, scale: number) => `${Math.min(1, value / scale) * 100}%`;

/** A share as a bar, with its interval as a line and the world as an upright mark. The figures stand beside it. */
export function Bar({ share, scale, interval, reference }: BarProps) {
  return (
    <div aria-hidden="true" className="relative h-5 min-w-16">
      <div className="absolute inset-y-1 left-0 rounded-[2px] bg-accent/70" style={{ width: at(share, scale) }} />
      {interval && (
        <div
          className="absolute top-1/2 h-px bg-ink"
          style={{ left: at(interval.low, scale), width: at(Math.min(scale, interval.high) - interval.low, scale) }}
        />
      )}
      {reference !== undefined && (
        <div className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-ink" style={{ left: at(reference, scale) }} />
      )}
    </div>
  );
}
