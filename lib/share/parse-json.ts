import { type Carrier, corrupt, tooLarge } from './faults.ts';

export interface JsonBounds {
  /** Arrays and objects within each other. */
  readonly depth: number;
  /** Values in all, about. */
  readonly values: number;
}

const code = (char: string) => char.charCodeAt(0);
const QUOTE = code('"');
const BACKSLASH = code('\\');
const COMMA = code(',');
const OPEN: readonly number[] = [code('['), code('{')];
const CLOSE: readonly number[] = [code(']'), code('}')];

/**
 * JSON that nobody vouches for. Its nesting and the count of its values are looked at before the parser makes an object
 * of each: a few megabytes of brackets would fill a gigabyte.
 * @throws FaultError `share-corrupt`, `share-too-large`
 */
export function parseJson(utf8: Uint8Array<ArrayBuffer>, bounds: JsonBounds, carrier: Carrier): unknown {
  if (!isWithin(utf8, bounds)) throw tooLarge(`This ${carrier} holds far more than a playground has.`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(utf8)) as unknown;
  } catch {
    throw corrupt(carrier);
  }
}

/** Reads brackets, quotes and commas alone; what is no JSON may pass. */
function isWithin(utf8: Uint8Array, { depth, values }: JsonBounds): boolean {
  let deep = 0;
  let count = 1;
  let quoted = false;
  for (let at = 0; at < utf8.length; at += 1) {
    const byte = utf8[at] ?? 0;
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === COMMA) count += 1;
    else if (OPEN.includes(byte)) {
      deep += 1;
      count += 1;
    } else if (CLOSE.includes(byte)) deep -= 1;
    if (deep > depth || count > values) return false;
  }
  return true;
}
