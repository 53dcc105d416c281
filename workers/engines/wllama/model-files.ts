import { type GgufFacts, readGgufFacts } from '../../../lib/decoding/gguf-facts.ts';
import { orderSplit } from '../../../lib/decoding/gguf-split.ts';
import { badInput, fault, FaultError } from '../../../lib/model/fault.ts';
import type { NamedBlob } from '../../../lib/protocol/engine.ts';
import type { LlamaLimits } from './limits.ts';

export interface ModelFiles {
  /** In their order. */
  readonly blobs: readonly Blob[];
  readonly bytes: number;
  readonly facts: GgufFacts;
}

const GiB = 2 ** 30;
// What llama.cpp's WebAssembly can address in this build, weights on the processor included.
const HEAP_BYTES = 4 * GiB;
// The runtime's own, and the buffers of a batch.
const OWN_BYTES = 0.125 * GiB;

/**
 * Puts the files in their order and reads what they say.
 * @throws FaultError `bad-input` when parts are missing, `model-corrupt`, `model-unsupported`.
 */
export async function readModelFiles(files: readonly NamedBlob[]): Promise<ModelFiles> {
  const blobs = inOrder(files).map(({ blob }) => blob);
  const facts = await readGgufFacts(blobs);
  if (blobs.length !== facts.splitCount)
    throw badInput(`This model has ${facts.splitCount} parts, and ${blobs.length} were given.`);
  if (facts.architecture === 'clip')
    throw new FaultError(
      fault(
        'model-unsupported',
        'This file holds an image encoder, no language model.',
        'Choose the model’s own file.',
      ),
    );
  return { blobs, bytes: blobs.reduce((sum, { size }) => sum + size, 0), facts };
}

/** @throws FaultError `out-of-memory` for a model that can never fit on the processor, before minutes are spent on it. */
export function refuseTooLarge({ bytes, facts }: ModelFiles, { slots, contextTokens }: LlamaLimits): void {
  const needed = bytes + (facts.cacheBytesPerToken ?? 0) * slots * contextTokens + OWN_BYTES;
  if (needed <= HEAP_BYTES) return;
  const size = (needed / GiB).toFixed(1);
  const message = `The model needs ${size} GiB of memory and llama.cpp has 4 GiB in a browser.`;
  throw new FaultError(fault('out-of-memory', message, 'Choose a smaller model or one with a shorter context.'));
}

function inOrder(files: readonly NamedBlob[]): readonly NamedBlob[] {
  const split = orderSplit(files.map(({ name }) => name));
  // Names may be anything; the headers are checked afterwards.
  if (!split) return files;
  if (split.missing.length > 0) throw badInput(`Parts of this model are missing: ${split.missing.join(', ')}.`);
  return split.order.flatMap((place) => files[place] ?? []);
}
