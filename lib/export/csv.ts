/**
 * What a spreadsheet may run as a formula: a sign that begins one, also full-width, and also behind quotes, spaces and
 * what cannot be seen, which some drop before they look. An apostrophe in front of such a text changes nothing about
 * whether it is one, so the one that is put there can be taken away again without a doubt.
 */
const formula = /^[\p{White_Space}\p{Cc}\p{Cf}'"`´‘’‚“”„«»＇＂]*[=+\-@\t\r＝＋－＠−﹢﹣﹦﹫]/u;
/** What a field cannot hold bare; with what other settings of a spreadsheet take for the end of a field. */
const special = /[",;\t\r\n]/;

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

/** A text of a field as it was before `csvField` made it safe. */
export function withoutGuard(text: string): string {
  const rest = text.slice(1);
  return text.startsWith("'") && formula.test(rest) ? rest : text;
}

/** The header that names these fields, its line ended with CR LF. */
export function csvHeader(names: readonly string[]): string {
  return `${names.map(csvField).join(',')}\r\n`;
}

/** A line for each record. Fields that hold lists or objects are written as JSON. */
export function csvRows(names: readonly string[], records: readonly object[]): string {
  return records
    .map((record) => {
      const values = new Map<string, unknown>(Object.entries(record));
      return `${names.map((name) => csvField(plain(values.get(name)))).join(',')}\r\n`;
    })
    .join('');
}

function plain(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}
