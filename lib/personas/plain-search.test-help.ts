import { fault, FaultError } from '../model/fault.ts';
import type { Persona } from '../model/persona.ts';
import type { ColumnInfo, PackedPart } from '../model/shard.ts';
import { checkPart } from './check-part.ts';
import { fold } from './fold.ts';
import { unpackPersona, unpackText } from './pack.ts';

/** The words of a query, folded, each once; empty for a query of white space. */
export function queryWords(query: string): readonly string[] {
  return [...new Set(fold(query).split(/\s+/u))].filter((word) => word !== '');
}

// Folding costs more than finding, and a search runs at each keystroke. Gone when its part is.
const foldedParts = new WeakMap<PackedPart, readonly string[]>();

function foldedTexts(part: PackedPart): readonly string[] {
  const known = foldedParts.get(part);
  if (known) return known;
  checkPart(part); // before anything asks what its `count` is
  const texts: string[] = [];
  for (let i = 0; i < part.count; i += 1) texts.push(fold(unpackText(part, i)));
  foldedParts.set(part, texts);
  return texts;
}

/**
 * Personas whose text holds every word of the query, anywhere and in any order, also inside longer words; all personas
 * for an empty query. Answers how many there are and the first `limit` (0 or more) in the order of the parts. Linear
 * in all texts: a few milliseconds for a few thousand personas. Throws a `bad-input` fault for a wrong limit and an
 * `shard-corrupt` one for a damaged part.
 * @param columnsOf what is said about the part's columns
 */
export function searchParts(
  parts: Iterable<PackedPart>,
  query: string,
  limit: number,
  columnsOf: (part: PackedPart) => readonly ColumnInfo[],
): { readonly total: number; readonly personas: readonly Persona[] } {
  if (!Number.isSafeInteger(limit) || limit < 0) {
    throw new FaultError(fault('bad-input', `A search shows a whole number of personas, not ${limit}.`));
  }
  const words = queryWords(query);
  const personas: Persona[] = [];
  let total = 0;
  for (const part of parts) {
    for (const [i, text] of foldedTexts(part).entries()) {
      if (!words.every((word) => text.includes(word))) continue;
      total += 1;
      if (personas.length < limit) personas.push(unpackPersona(part, i, columnsOf(part)));
    }
  }
  return { total, personas };
}
