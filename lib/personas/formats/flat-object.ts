// Constants stand here once more: this is the one loop that takes every byte of a file.
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const IS_SPACE = 1;
const STOPS = 2;
/** Of a byte in a JSON string: whether it is a space, and whether it is anything but itself (not ASCII, escapes, the end). */
const kinds = new Uint8Array(256).map((_, byte) => {
  if (byte < SPACE || byte > 0x7e || byte === QUOTE || byte === 0x5c) return STOPS;
  return byte === SPACE ? IS_SPACE : 0;
});

/**
 * Finds one field's text in `{"a":"…","b":"…"}` without making strings: nearly all rows of nearly all persona files. It is
 * strict: whatever is not a flat object of strings in printable ASCII without escapes, on one line, is left to JSON.parse, and
 * so is a text that normalising would change.
 */
export class FlatObjectScanner {
  /** Where the text lies after a scan that found one. */
  from = 0;
  to = 0;
  private readonly key: Uint8Array;

  constructor(field: string) {
    this.key = new TextEncoder().encode(field);
  }

  /**
   * @returns where the object and the spaces behind it end; -1 unless it is such an object, with the field once and not empty
   */
  scan(bytes: Uint8Array, from: number, end: number): number {
    let at = skipSpace(bytes, from, end);
    if (at >= end || bytes[at] !== OPEN_BRACE) return -1;
    let found = false;
    for (;;) {
      at = skipSpace(bytes, at + 1, end);
      if (at >= end || bytes[at] !== QUOTE) return -1;
      const keyFrom = at + 1;
      const keyTo = skipString(bytes, keyFrom, end);
      if (keyTo >= end || bytes[keyTo] !== QUOTE) return -1;
      at = skipSpace(bytes, keyTo + 1, end);
      if (at >= end || bytes[at] !== COLON) return -1;
      at = skipSpace(bytes, at + 1, end);
      if (at >= end || bytes[at] !== QUOTE) return -1;
      const valueFrom = at + 1;
      if (this.isKey(bytes, keyFrom, keyTo)) {
        at = skipText(bytes, valueFrom, end);
        // Of a repeated key JSON.parse takes the last: let it.
        if (found || at === valueFrom) return -1;
        found = true;
        this.from = valueFrom;
        this.to = at;
      } else {
        at = skipString(bytes, valueFrom, end);
      }
      if (at >= end || bytes[at] !== QUOTE) return -1;
      at = skipSpace(bytes, at + 1, end);
      if (at >= end) return -1;
      if (bytes[at] === CLOSE_BRACE) return found ? skipSpace(bytes, at + 1, end) : -1;
      if (bytes[at] !== COMMA) return -1;
    }
  }

  private isKey(bytes: Uint8Array, from: number, to: number): boolean {
    const { key } = this;
    if (to - from !== key.length) return false;
    for (let i = 0; i < key.length; i++) if (bytes[from + i] !== key[i]) return false;
    return true;
  }
}

/** Spaces within a line. */
function skipSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const byte = bytes[at] as number;
    if (byte !== SPACE && byte !== 0x09 && byte !== 0x0d) break;
    at++;
  }
  return at;
}

function skipString(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (kinds[bytes[at] as number] as number) < STOPS) at++;
  return at;
}

/** As skipString; stays where it is for a text that normalising changes, or that may be a list written as text. */
function skipText(bytes: Uint8Array, from: number, end: number): number {
  if (from >= end || bytes[from] === OPEN_BRACKET) return from;
  let before = IS_SPACE;
  let twoSpaces = 0;
  let at = from;
  // Without a branch for spaces: they come at every fifth byte or so, which no processor foresees.
  while (at < end) {
    const kind = kinds[bytes[at] as number] as number;
    if (kind === STOPS) break;
    twoSpaces |= kind & before;
    before = kind;
    at++;
  }
  return twoSpaces === 0 && before !== IS_SPACE ? at : from;
}
