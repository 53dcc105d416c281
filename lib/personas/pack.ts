import { badInput } from '../model/fault.ts';
import type { ShardId } from '../model/ids.ts';
import type { PackedColumn, PackedPart, Persona, PersonaLabels } from '../model/persona.ts';
import { checkPart, damaged, labelNames } from './check-part.ts';
import { normalisePersona, personaId } from './normalise.ts';

/**
 * Personas in a full part. Larger parts are written somewhat faster (16,384 rows: 122,000 rows a second against 73,000)
 * but read four times slower (23 ms against 5 ms), and showing a few personas is the common case. At a few hundred
 * bytes a persona a part stays near 1 MB, far below what browsers accept as one value.
 */
export const PART_SIZE = 4096;

/** Bytes of text in a part at most. One value above 133 MB fails in Chrome; 8 MiB also stays kind to memory. */
export const MAX_PART_BYTES = 8 * 1024 * 1024;

/** A persona before it belongs to a shard. */
export interface PersonaInput {
  readonly text: string;
  readonly labels: PersonaLabels;
}

/**
 * Packs at most PART_SIZE personas; texts are normalised on the way in, labels kept as they are. The same personas
 * always give the same bytes. Throws a `bad-input` fault for too many personas, too much text or an empty text.
 */
export function packPersonas(shard: ShardId, index: number, personas: readonly PersonaInput[]): PackedPart {
  if (personas.length > PART_SIZE) {
    throw badInput(`A part holds ${PART_SIZE} personas at most, not ${personas.length}.`);
  }
  const encoder = new TextEncoder();
  const offsets = new Uint32Array(personas.length + 1);
  const rows: Uint8Array[] = [];
  let bytes = 0;
  for (const [i, persona] of personas.entries()) {
    const row = encoder.encode(normalisePersona(persona.text));
    if (row.length === 0) throw badInput(`Persona ${i + 1} of part ${index} has no text.`);
    bytes += row.length;
    if (bytes > MAX_PART_BYTES) throw badInput(`The personas of part ${index} are longer than 8 MiB together.`);
    rows.push(row);
    offsets[i + 1] = bytes;
  }
  const text = new Uint8Array(bytes);
  for (const [i, row] of rows.entries()) text.set(row, offsets[i]);
  const columns = labelNames.map((name) => packColumn(name, personas)).filter((column) => column.values.length > 0);
  return { version: 1, shard, index, count: personas.length, text, offsets, columns };
}

/** Packs any number of personas as full parts and a last one that may be shorter. Faults as `packPersonas`. */
export function packShard(shard: ShardId, personas: readonly PersonaInput[]): PackedPart[] {
  const parts: PackedPart[] = [];
  for (let from = 0; from < personas.length; from += PART_SIZE) {
    parts.push(packPersonas(shard, parts.length, personas.slice(from, from + PART_SIZE)));
  }
  return parts;
}

/**
 * Persona `i` of a part, from 0. Throws a `bad-input` fault when there is no such persona and an `internal` one when
 * the part is damaged.
 */
export function unpackPersona(part: PackedPart, i: number): Persona {
  const text = unpackText(part, i);
  const labels: { -readonly [K in keyof PersonaLabels]: PersonaLabels[K] } = {};
  for (const column of part.columns) {
    const code = column.codes[i] ?? 0;
    if (code === 0) continue;
    const value = column.values[code - 1];
    if (value === undefined) throw damaged(part, `${column.name} of persona ${i} is not in its dictionary`);
    labels[column.name] = value;
  }
  return { id: personaId(text), text, labels, shard: part.shard };
}

/** The text of persona `i` alone, without the cost of its id. Faults as `unpackPersona`. */
export function unpackText(part: PackedPart, i: number): string {
  checkPart(part);
  if (!Number.isInteger(i) || i < 0 || i >= part.count) {
    throw badInput(`Part ${part.index} has no persona ${i}: it holds ${part.count}.`);
  }
  try {
    // ignoreBOM: a decoder would otherwise drop a mark that the text starts with.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      part.text.subarray(part.offsets[i], part.offsets[i + 1]),
    );
  } catch {
    throw damaged(part, `the text of persona ${i} is not UTF-8`);
  }
}

/** All personas of a part in order. Faults as `unpackPersona`. */
export function* unpackAll(part: PackedPart): Generator<Persona, void, undefined> {
  checkPart(part);
  for (let i = 0; i < part.count; i += 1) yield unpackPersona(part, i);
}

function packColumn(name: keyof PersonaLabels, personas: readonly PersonaInput[]): PackedColumn {
  const codeOf = new Map<string, number>();
  // PART_SIZE values at most, so a code always fits 16 bits.
  const codes = new Uint16Array(personas.length);
  for (const [i, { labels }] of personas.entries()) {
    const value = labels[name];
    if (value === undefined) continue;
    const code = codeOf.get(value) ?? codeOf.size + 1;
    codeOf.set(value, code);
    codes[i] = code;
  }
  return { name, values: [...codeOf.keys()], codes };
}
