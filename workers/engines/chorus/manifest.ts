import * as v from 'valibot';
import { fault, FaultError } from '../../../lib/model/fault.ts';

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
// At most 4 GiB: what claims more is damage, and nobody may try to allocate it.
const Size = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32));
// Plain names only: a manifest must not be able to point anywhere else.
const Name = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]*$/));
export const Piece = v.object({ path: Name, bytes: Size, sha256: Hash });
const Source = v.object({
  file: v.string(),
  bytes: Size,
  sha256: Hash,
  licence: v.string(),
  hub: v.pipe(v.string(), v.url(), v.startsWith('https://')),
});

const head = {
  version: v.literal(1),
  model: v.string(),
  name: v.string(),
  context: Size,
  source: Source,
  graph: Piece,
  layout: Piece,
};

const Present = v.object({
  ...head,
  missing: v.literal(false),
  quantisation: v.string(),
  bytes: Size,
  tokenizer: Piece,
  parts: v.array(Piece),
});
const Missing = v.object({ ...head, missing: v.literal(true), reason: v.string() });
const Manifest = v.variant('missing', [Present, Missing]);

export type Manifest = v.InferOutput<typeof Manifest>;
export type Piece = v.InferOutput<typeof Piece>;

/** Checks what `scripts/weights.ts` wrote. @throws FaultError `model-corrupt` */
export function parseManifest(json: unknown): Manifest {
  const result = v.safeParse(Manifest, json);
  if (result.success) return result.output;
  const where = v.getDotPath(result.issues[0]) ?? 'the top';
  throw new FaultError(fault('model-corrupt', `The model’s manifest is not readable at ${where}.`));
}
