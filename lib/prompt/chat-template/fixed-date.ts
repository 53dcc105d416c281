const monthName = 'January';

/** What the directives of `strftime` give on 1 January 2026, a Thursday. */
const directives: Readonly<Record<string, string>> = {
  A: 'Thursday',
  a: 'Thu',
  B: monthName,
  b: monthName.slice(0, 3),
  d: '01',
  j: '001',
  m: '01',
  Y: '2026',
  y: '26',
  H: '00',
  I: '12',
  M: '00',
  S: '00',
  p: 'AM',
  '%': '%',
};

/**
 * Some templates write today's date into the prompt. The same job must give the same text on another day, so that they
 * get one that never changes.
 */
export function fixedDate(format: string): string {
  return format.replace(/%-?([A-Za-z%])/g, (whole, directive: string) => {
    const value = directives[directive] ?? whole;
    return whole.startsWith('%-') ? value.replace(/^0+(?=.)/, '') : value;
  });
}
