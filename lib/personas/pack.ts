import { badInput } from '../model/fault.ts';
import type { ShardId } from '../model/ids.ts';
import { labelNames, type Persona, type PersonaLabels, type RowLabels } from '../model/persona.ts';
import type { ColumnInfo, PackedColumn, PackedPart, TextColumn } from '../model/shard.ts';
import { checkPart, damaged } from './check-part.ts';
import { UNKNOWN_INTEGER } from './column-builder.ts';
import { normalisePersona, personaId } from './normalise.ts';
import { type Attributes, PartBuilder, sealPart } from './part-builder.ts';

export { PART_SIZE } from './part-builder.ts';

/** A persona before it belongs to a shard. */
export interface PersonaRowInput {
  readonly text: string;
  /** In the order of the columns; see PartBuilder. */
  readonly attributes: Attributes;
}

/** A persona whose attributes are labels. */
export interface PersonaInput {
  readonly text: string;
  readonly labels: PersonaLabels;
}

/**
 * Packs any number of personas as full parts and a last one that may be shorter; texts are normalised on the way in. The
 * same personas always give the same bytes. Rejects with a `bad-input` fault for an empty or overlong text.
 */
export async function packShard(
  shard: ShardId,
  columns: readonly ColumnInfo[],
  rows: Iterable<PersonaRowInput>,
): Promise<PackedPart[]> {
  const builder = new PartBuilder(columns);
  const parts: PackedPart[] = [];
  for (const { text, attributes } of rows) {
    builder.addText(normalisePersona(text), attributes);
    if (builder.full) parts.push(await sealPart(builder.take(shard, parts.length)));
  }
  if (builder.count > 0) parts.push(await sealPart(builder.take(shard, parts.length)));
  return parts;
}

/** Columns for personas with labels: those that any of them has, in the order of `labelNames`. */
export function labelColumns(personas: readonly PersonaInput[]): readonly ColumnInfo[] {
  const used = new Set<string>(personas.flatMap(({ labels }) => Object.keys(labels)));
  return labelNames.filter((name) => used.has(name)).map((name) => ({ name, kind: 'category', role: name }));
}

/** A persona with labels as a row with the columns of `labelColumns`. */
export function labelRow({ text, labels }: PersonaInput, columns: readonly ColumnInfo[]): PersonaRowInput {
  const known: RowLabels = labels;
  return { text, attributes: columns.map(({ role }) => (role && known[role]) ?? null) };
}

/**
 * The text of persona `i` of a part, from 0. Throws a `bad-input` fault when there is no such persona and a
 * `shard-corrupt` one when the part is damaged.
 */
export function unpackText(part: PackedPart, i: number): string {
  checkIndex(part, i);
  return decode(part, part.text, part.offsets, i);
}

/** One value for each column that the part has, by the column's name; unknown ones are left out. Faults as `unpackText`. */
export function unpackAttributes(part: PackedPart, i: number): ReadonlyMap<string, string | number> {
  checkIndex(part, i);
  const values = new Map<string, string | number>();
  for (const column of part.columns) {
    const value = valueAt(part, column, i);
    if (value !== null) values.set(column.name, value);
  }
  return values;
}

/** Values in the order of the shard's columns, as PartBuilder takes them. Faults as `unpackText`. */
export function unpackRow(part: PackedPart, i: number, columns: readonly ColumnInfo[]): Attributes {
  const values = unpackAttributes(part, i);
  return columns.map(({ name }) => values.get(name) ?? null);
}

/**
 * Persona `i` with the labels that its columns state, word for word. Faults as `unpackText`.
 * @param columns of the shard
 */
export function unpackPersona(part: PackedPart, i: number, columns: readonly ColumnInfo[]): Persona {
  const text = unpackText(part, i);
  const values = unpackAttributes(part, i);
  const labels: Record<string, string> = {};
  for (const { name, role } of columns) {
    const value = values.get(name);
    if (role !== null && value !== undefined) labels[role] = String(value);
  }
  return { id: personaId(text), text, labels, shard: part.shard };
}

/** Bytes of a part in memory; on disk it takes about the same. */
export function partBytes(part: Pick<PackedPart, 'text' | 'offsets' | 'columns'>): number {
  let bytes = part.text.byteLength + part.offsets.byteLength;
  for (const column of part.columns) {
    if (column.kind === 'integer') bytes += column.numbers.byteLength;
    else if (column.kind === 'text') bytes += column.text.byteLength + column.offsets.byteLength;
    else bytes += column.codes.byteLength + column.values.reduce((sum, value) => sum + value.length * 2, 0);
  }
  return bytes;
}

function checkIndex(part: PackedPart, i: number): void {
  checkPart(part);
  if (!Number.isInteger(i) || i < 0 || i >= part.count) {
    throw badInput(`Part ${part.index} has no persona ${i}: it holds ${part.count}.`);
  }
}

function valueAt(part: PackedPart, column: PackedColumn, i: number): string | number | null {
  if (column.kind === 'category') return column.values[(column.codes[i] ?? 0) - 1] ?? null;
  if (column.kind === 'text') return textAt(part, column, i);
  const number = column.numbers[i] ?? UNKNOWN_INTEGER;
  return number === UNKNOWN_INTEGER ? null : number;
}

function textAt(part: PackedPart, column: TextColumn, i: number): string | null {
  return column.offsets[i] === column.offsets[i + 1] ? null : decode(part, column.text, column.offsets, i);
}

// ignoreBOM: a decoder would otherwise drop a mark that the text starts with.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(part: PackedPart, bytes: Uint8Array, offsets: Uint32Array, i: number): string {
  try {
    return decoder.decode(bytes.subarray(offsets[i], offsets[i + 1]));
  } catch {
    throw damaged(part, `the text of persona ${i} is not UTF-8`);
  }
}
