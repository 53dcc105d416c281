/** The first place in which two libraries differ, in words; null when they are the same. */
export function difference(committed: Uint8Array, built: Uint8Array): string | null;
/** What SHA256SUMS says of a file; null when nothing. */
export function sumOf(sums: string, name: string): string | null;
