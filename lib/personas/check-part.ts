import * as v from 'valibot';
import { fault, FaultError } from '../model/fault.ts';
import type { PackedPart } from '../model/shard.ts';

const columnShape = v.variant(
  'kind',
  [
    v.object({
      kind: v.literal('category'),
      name: v.string('a column has no name'),
      values: v.array(v.string('a value is not text'), 'the values of a column are missing'),
      codes: v.instance(Uint16Array, 'the codes of a column are missing'),
    }),
    v.object({
      kind: v.literal('integer'),
      name: v.string('a column has no name'),
      numbers: v.instance(Int32Array, 'the numbers of a column are missing'),
    }),
    v.object({
      kind: v.literal('text'),
      name: v.string('a column has no name'),
      text: v.instance(Uint8Array, 'the text of a column is missing'),
      offsets: v.instance(Uint32Array, 'the offsets of a column are missing'),
    }),
  ],
  'a column is of no known kind',
);

const partShape = v.object({
  version: v.literal(2, 'it was written by another version'),
  shard: v.string('it names no shard'),
  index: v.pipe(v.number(), v.safeInteger('its index is wrong'), v.minValue(0, 'its index is wrong')),
  count: v.pipe(v.number(), v.safeInteger('its count is wrong'), v.minValue(0, 'its count is wrong')),
  text: v.instance(Uint8Array, 'its text is missing'),
  offsets: v.instance(Uint32Array, 'its offsets are missing'),
  columns: v.array(columnShape, 'its columns are missing'),
  hash: v.string('its hash is missing'),
});

// Parts are never written to after packing or reading, so that one check each is enough.
const sound = new WeakSet();

/** A `shard-corrupt` fault that names the part. */
export function damaged(part: { readonly shard?: unknown; readonly index?: unknown }, what: string): FaultError {
  // Names may be damaged too; some values cannot even be turned into text.
  const name = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? value : '?');
  const message = `Part ${name(part.index)} of the personas "${name(part.shard)}" is damaged: ${what}.`;
  return new FaultError(fault('shard-corrupt', message));
}

/**
 * Throws a `shard-corrupt` fault unless the lengths, offsets and dictionary codes of a part fit together, whatever was
 * read from storage. Linear in the part's personas at the first call, constant at later calls for the same object.
 */
export function checkPart(part: PackedPart): void {
  if (sound.has(part)) return;
  const problem = problemOf(part);
  if (problem !== null) throw damaged(part, problem);
  sound.add(part);
}

function problemOf(part: unknown): string | null {
  const read = v.safeParse(partShape, part, { abortEarly: true });
  if (!read.success) return read.issues[0].message;
  const { count, text, offsets, columns } = read.output;
  const problem = textProblem(count, text, offsets);
  if (problem !== null) return `its ${problem}`;
  for (const column of columns) {
    const inColumn = columnProblem(count, column);
    if (inColumn !== null) return `its column ${column.name} ${inColumn}`;
  }
  return null;
}

function columnProblem(count: number, column: v.InferOutput<typeof columnShape>): string | null {
  if (column.kind === 'text') {
    const problem = textProblem(count, column.text, column.offsets);
    return problem && `is wrong: its ${problem}`;
  }
  const cells = column.kind === 'category' ? column.codes : column.numbers;
  if (cells.length !== count) return 'does not fit its count';
  if (column.kind === 'integer') return null;
  const { values } = column;
  return column.codes.some((code) => code > values.length) ? 'points past its dictionary' : null;
}

function textProblem(count: number, text: Uint8Array, offsets: Uint32Array): string | null {
  // Lengths before any loop over `count`: a damaged count could be anything.
  if (offsets.length !== count + 1) return 'offsets do not fit its count';
  let last = 0;
  for (const offset of offsets) {
    if (offset < last) return 'offsets run backwards';
    last = offset;
  }
  return offsets[0] !== 0 || last !== text.length ? 'offsets do not fit its text' : null;
}
