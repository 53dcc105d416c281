const whole = new Intl.NumberFormat('en');
const one = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function formatCount(count: number): string {
  return whole.format(count);
}

/** Decimal megabytes, as download managers and hubs count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${whole.format(Math.round(bytes / 1e3))} kB`;
  if (bytes < 1e9) return `${bytes < 1e7 ? one.format(bytes / 1e6) : whole.format(Math.round(bytes / 1e6))} MB`;
  return `${one.format(bytes / 1e9)} GB`;
}

export function formatSeconds(ms: number): string {
  const seconds = ms / 1000;
  // Two digits that mean something, as far as a stopwatch can be trusted.
  return `${seconds < 0.995 ? seconds.toFixed(2) : seconds < 9.95 ? seconds.toFixed(1) : whole.format(Math.round(seconds))} s`;
}

export function formatRate(perSecond: number): string {
  return one.format(perSecond);
}

/** A time to wait, in steps that people plan in: seconds, fives of seconds, then minutes, then hours. */
export function formatWait(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds >= 5400) return `${one.format(seconds / 3600)} h`;
  if (seconds >= 100) return `${Math.ceil(seconds / 60)} min`;
  return `${seconds > 20 ? Math.ceil(seconds / 5) * 5 : seconds} s`;
}

/** `1 answer`, `2 answers`. */
export function plural(count: number, noun: string): string {
  return `${whole.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}
