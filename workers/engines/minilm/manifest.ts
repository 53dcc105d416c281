import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import { Piece } from '../chorus/manifest.ts';

const head = { version: v.literal(1), model: v.string(), name: v.string(), licence: v.string() };
const Present = v.object({
  ...head,
  missing: v.literal(false),
  graph: Piece,
  tokenizer: Piece,
  parts: v.array(Piece),
  static: v.nullable(Piece),
});
const Missing = v.object({ ...head, missing: v.literal(true), reason: v.string() });
const Manifest = v.variant('missing', [Present, Missing]);

export type EncoderManifest = v.InferOutput<typeof Manifest>;
export type EncoderFiles = v.InferOutput<typeof Present>;

/** Checks what `scripts/weights/minilm-publish.ts` wrote. @throws FaultError `model-corrupt` */
export function parseEncoderManifest(json: unknown): EncoderManifest {
  const result = v.safeParse(Manifest, json);
  if (result.success) return result.output;
  const where = v.getDotPath(result.issues[0]) ?? 'the top';
  throw new FaultError(fault('model-corrupt', `The sentence encoder’s manifest is not readable at ${where}.`));
}

/** @throws FaultError `model-missing` */
export function requireFiles(manifest: EncoderManifest): EncoderFiles {
  if (!manifest.missing) return manifest;
  const hint = 'Compare by words, which needs no model, or run `npm start` again when the network is there.';
  throw new FaultError(fault('model-missing', 'This site was built without the sentence encoder.', hint));
}

/** Names what vectors are made by: other weights, another graph or another tokenizer is another name. */
export function encoderId({ model, graph, tokenizer, parts }: EncoderFiles): string {
  const all = [graph, tokenizer, ...parts].map((piece) => piece.sha256).join('\n');
  // 48 bits: a handful of versions will ever meet in one browser.
  return `${model}/${bytesToHex(sha256(utf8ToBytes(all))).slice(0, 12)}`;
}

/** Every file, in the order in which it is needed. */
export function encoderPieces({ graph, tokenizer, parts, static: table }: EncoderFiles): readonly Piece[] {
  return [tokenizer, graph, ...parts, ...(table ? [table] : [])];
}
