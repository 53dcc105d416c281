import * as v from 'valibot';
import { fault, FaultError } from '../model/fault.ts';
import type { PackedPart, PersonaLabels } from '../model/persona.ts';

/** The order of columns in a part; part of the packed bytes and so of a shard's hash. */
export const labelNames = [
  'region',
  'country',
  'age',
  'occupation',
  'gender',
  'language',
] as const satisfies readonly (keyof PersonaLabels)[];

const partShape = v.object({
  version: v.literal(1, 'it was written by another version'),
  shard: v.string('it names no shard'),
  index: v.pipe(v.number(), v.safeInteger('its index is wrong'), v.minValue(0, 'its index is wrong')),
  count: v.pipe(v.number(), v.safeInteger('its count is wrong'), v.minValue(0, 'its count is wrong')),
  text: v.instance(Uint8Array, 'its text is missing'),
  offsets: v.instance(Uint32Array, 'its offsets are missing'),
  columns: v.array(
    v.object({
      name: v.picklist(labelNames, 'it has a label that nobody knows'),
      values: v.array(v.string('a label is not text')),
      codes: v.instance(Uint16Array, 'the codes of a label are missing'),
    }),
    'its labels are missing',
  ),
});

// Parts are never written to after packing or reading, so that one check each is enough.
const sound = new WeakSet();

/** An `internal` fault that names the part. */
export function damaged(part: { readonly shard?: unknown; readonly index?: unknown }, what: string): FaultError {
  // Names may be damaged too; some values cannot even be turned into text.
  const name = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? value : '?');
  const message = `Part ${name(part.index)} of the personas "${name(part.shard)}" is damaged: ${what}.`;
  return new FaultError(fault('internal', message, 'Reload the page: the starter personas are read again.'));
}

/**
 * Throws an `internal` fault unless the lengths, offsets and dictionary codes of a part fit together, whatever was
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
  // Lengths before any loop over `count`: a damaged count could be anything.
  if (offsets.length !== count + 1) return 'its offsets do not fit its count';
  let last = 0;
  for (const offset of offsets) {
    if (offset < last) return 'its offsets run backwards';
    last = offset;
  }
  if (offsets[0] !== 0 || last !== text.length) return 'its offsets do not fit its text';
  for (const { name, values, codes } of columns) {
    if (codes.length !== count) return `its column ${name} does not fit its count`;
    if (codes.some((code) => code > values.length)) return `its column ${name} points past its dictionary`;
  }
  return null;
}
