/** One JSON object a line, each line ended with a line feed; empty for no records. */
export function toJsonl(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
