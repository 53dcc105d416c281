/**
 * Bytes of one row (a line, a CSV record, an element of a JSON array) at most. Personas have hundreds of bytes, rows with all that
 * comes along some tens of thousands; a reader never holds more than this.
 */
export const MAX_ROW_BYTES = 1024 * 1024;

export { MAX_TEXT_BYTES } from '../part-builder.ts';

/** UTF-16 units of an attribute's text; what is longer is cut and ends in "…". Nobody filters by an essay. */
export const MAX_ATTRIBUTE = 2_000;

/** Of a rejected row, in UTF-16 units: enough to find it in its file. */
export const EXCERPT = 200;

/** What an excerpt is made from: no UTF-8 character has more than four bytes. */
export const EXCERPT_BYTES = EXCERPT * 4;
