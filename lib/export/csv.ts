/** What spreadsheets take for the start of a formula, or drop before they look for one. */
const formula = /^[=+\-@\t\r]/;
/** What a field cannot hold bare. */
const special = /[",\r\n]/;

/**
 * A field as RFC 4180 writes it. Text that a spreadsheet would run as a formula gets an apostrophe in front, which it shows as text;
 * numbers are written as they are, and null is empty.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Records as a table: a header from the first one's fields, then a row for each, lines ended with CR LF. Fields that hold
 * lists or objects are written as JSON. Empty for no records.
 */
export function toCsv(records: readonly object[]): string {
  const [first] = records;
  if (!first) return '';
  const names = Object.keys(first);
  const rows = records.map((record) => {
    const values = new Map<string, unknown>(Object.entries(record));
    return names.map((name) => csvField(plain(values.get(name))));
  });
  return [names.map(csvField), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

function plain(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}
