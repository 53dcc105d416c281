import type { ColumnKind } from '../../model/shard.ts';
import { normalisePersona } from '../normalise.ts';
import { cut } from './bytes.ts';
import { composePerson } from './compose-person.ts';
import { isObject } from './fields.ts';
import { MAX_ATTRIBUTE } from './limits.ts';

/** How files write that nothing is known; "NA" is not among them, it is Namibia. */
const unknowns: ReadonlySet<string> = new Set(['', 'None', 'null', 'NULL', 'N/A', 'n/a', 'NaN', 'nan']);

const MIN_INTEGER = -(2 ** 31) + 1; // -2^31 stands for unknown in packed columns
const MAX_INTEGER = 2 ** 31 - 1;

// Texts that normalising leaves as they are; this is far cheaper than normalising them.
const plainText = /^[!-~]+(?: [!-~]+)*$/;

export function normalised(text: string): string {
  return plainText.test(text) ? text : normalisePersona(text);
}

/**
 * The persona's text in a field, normalised; empty when there are only spaces, null when the field holds no text at all. A list
 * (also one written in Python's way) is joined with spaces, an object is told as a person.
 */
export function personaText(value: unknown): string | null {
  if (typeof value === 'string') return normalised(textOfList(value) ?? value);
  if (Array.isArray(value)) {
    const joined = joinList(value);
    return joined === null ? null : normalised(joined);
  }
  return isObject(value) ? normalised(composePerson(value)) || null : null;
}

/** What a column keeps of a field; null is unknown. */
export function attributeOf(value: unknown, kind: ColumnKind): string | number | null {
  if (kind === 'integer') return integerOf(value);
  const text = attributeText(value);
  if (text === null) return null;
  return text.length > MAX_ATTRIBUTE ? `${cut(text, MAX_ATTRIBUTE - 1)}…` : text;
}

/** Any value as a text for people, normalised; null for what says nothing, and for objects. */
export function attributeText(value: unknown): string | null {
  let text: string | null = null;
  if (typeof value === 'string') text = textOfList(value) ?? value;
  else if (typeof value === 'number') text = Number.isFinite(value) ? String(value) : null;
  else if (typeof value === 'bigint' || typeof value === 'boolean') text = String(value);
  else if (value instanceof Date) text = Number.isNaN(value.getTime()) ? null : value.toISOString();
  else if (Array.isArray(value)) text = joinList(value);
  if (text === null) return null;
  const known = normalised(text);
  return unknowns.has(known) ? null : known;
}

function integerOf(value: unknown): number | null {
  let number: number;
  if (typeof value === 'number') number = value;
  else if (typeof value === 'bigint') number = Number(value);
  else if (typeof value === 'string' && /^\s*[+-]?\d{1,10}(?:\.0*)?\s*$/.test(value)) number = Number(value);
  else return null;
  return Number.isInteger(number) && number >= MIN_INTEGER && number <= MAX_INTEGER ? number + 0 : null;
}

/** Texts and numbers of a list, also of lists in it, with spaces between; null when there are none. */
function joinList(list: readonly unknown[]): string | null {
  const texts = list.flatMap((each): string[] => {
    if (typeof each === 'string') return [each];
    if (typeof each === 'number' || typeof each === 'bigint') return [String(each)];
    const inner = Array.isArray(each) ? joinList(each) : null;
    return inner === null ? [] : [inner];
  });
  return texts.length > 0 ? texts.join(' ') : null;
}

// A string of Python or JSON: in either quotes, with escapes.
const listItem = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(,|$)/suy;

/** The items of `['a', "b"]`, joined; null for a text that is no such list. */
export function textOfList(text: string): string | null {
  if (!text.startsWith('[') || !text.endsWith(']')) return null;
  const inside = text.slice(1, -1);
  const items: string[] = [];
  listItem.lastIndex = 0;
  while (listItem.lastIndex < inside.length) {
    const match = listItem.exec(inside);
    if (!match) return null;
    items.push((match[1] ?? match[2] ?? '').replace(/\\(.)/gsu, (_, sign: string) => unescaped[sign] ?? sign));
    // An item without a comma is the last one; a comma may also follow it.
    if (match[3] === '' && listItem.lastIndex < inside.length) return null;
  }
  return items.length > 0 ? items.join(' ') : null;
}

const unescaped: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
