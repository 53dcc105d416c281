/** Text as UTF-8 can carry it: halves of surrogate pairs become the replacement character. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Text as it comes back from a file at the worst: decoders take a mark at its start for one of byte order, and drop it. */
export function asReadBack(text: string): string {
  return wellFormed(text).replace(/^\ufeff/, '');
}
