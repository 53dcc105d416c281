import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { ChorusFilesLoad } from '../../../lib/protocol/engine.ts';
import { type HubGraph, unsupported } from './hub-io.ts';

/** The GPU of this browser, as far as the choice needs it. */
export interface GpuKind {
  readonly f16: boolean;
  /** Computed on the processor: right, and slower than the processor itself. */
  readonly software: boolean;
}

/**
 * Where a model runs. Weights of 4 bits and floats run on both; int8 activations on the processor only, floats of 16 bits
 * on a GPU only.
 * @throws FaultError `gpu-unavailable`, `model-unsupported`
 */
export function chooseDevice(
  wanted: ChorusFilesLoad['device'],
  { int8, caches }: HubGraph,
  gpu: GpuKind | null,
): 'gpu' | 'cpu' {
  const half = caches === 'float16';
  if (wanted === 'cpu' && half) throw unsupported('its floats of 16 bits need a GPU');
  if (wanted === 'gpu' && int8) throw unsupported('its int8 weights run on the processor only');
  const usable = gpu !== null && (!half || gpu.f16);
  if (!usable && (wanted === 'gpu' || half)) {
    const what = gpu === null ? 'no GPU is there for it' : 'this GPU has no floats of 16 bits';
    throw new FaultError(fault('gpu-unavailable', `This model needs a GPU, and ${what}.`));
  }
  if (wanted !== 'auto') return wanted;
  return half || (usable && !gpu.software && !int8) ? 'gpu' : 'cpu';
}
