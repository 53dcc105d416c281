const whole = new Intl.NumberFormat('en');
const one = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const upToOne = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** Decimal megabytes, as hubs and download managers count; the same text as the screens' own numbers. */
export function sizeText(bytes: number): string {
  if (bytes < 1e6) return `${whole.format(Math.round(bytes / 1e3))} kB`;
  if (bytes < 1e9) return `${bytes < 1e7 ? one.format(bytes / 1e6) : whole.format(Math.round(bytes / 1e6))} MB`;
  return `${one.format(bytes / 1e9)} GB`;
}

/** `135 M`, `1.7 B`, `70 B`: the field's short names for millions and billions of parameters. */
export function parametersText(count: number): string {
  const millions = Math.round(count / 1e6);
  return millions < 1000 ? `${whole.format(millions)} M` : `${upToOne.format(count / 1e9)} B`;
}

/** Tokens a second: whole ones, but where a decimal still matters. */
export function rateText(perSecond: number): string {
  return `${perSecond < 10 ? upToOne.format(perSecond) : whole.format(Math.round(perSecond))} tokens/s`;
}
