import type { InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { DecoderModel, SavedPrefix } from '../../../lib/decoding/model-port.ts';
import { fault, type Fault, FaultError } from '../../../lib/model/fault.ts';
import { type GraphIo, logitsDims, type Step } from '../chorus/graph-io.ts';
import type { DecoderShape } from '../chorus/ort-decoder.ts';
import { bufferUsage, mapRead } from './gpu-flags.ts';
import { GpuCaches } from './gpu-caches.ts';
import type { OrtWebgpu } from './gpu-module.ts';
import { floatsOfHalves } from './half.ts';
import type { HubGraph } from './hub-io.ts';
import type { ModelFiles } from './model-files.ts';

export interface GpuPlan {
  readonly files: Pick<ModelFiles, 'onnx' | 'data'>;
  readonly graph: HubGraph;
  readonly shape: DecoderShape;
  /** For key-value caches. */
  readonly budgetBytes: number;
}
export type OpenGpuDecoder = (plan: GpuPlan) => Promise<DecoderModel>;

/** @throws FaultError `model-unsupported`, `out-of-memory`, `engine-start-failed` */
export async function openGpuDecoder(
  ort: OrtWebgpu,
  { files, graph, shape, budgetBytes }: GpuPlan,
): Promise<GpuDecoder> {
  const externalData = await Promise.all(
    [...files.data].map(async ([path, blob]) => ({ path, data: new Uint8Array(await blob.arrayBuffer()) })),
  );
  try {
    const session = await ort.InferenceSession.create(files.onnx, {
      executionProviders: ['webgpu'],
      externalData,
      // Caches are given to each run. Logits stay as well: of a prompt only the last position's are read.
      preferredOutputLocation: 'gpu-buffer',
    });
    return new GpuDecoder(ort, session, await ort.env.webgpu.device, graph, shape, budgetBytes);
  } catch (thrown) {
    throw new FaultError(gpuFault(thrown, 'model-unsupported', 'The model could not be opened on the GPU'));
  }
}

/**
 * The decoder on ONNX Runtime's WebGPU build. Cache buffers are given to each run as past and present at once, so that
 * GroupQueryAttention appends in place; what comes back to the processor are one position's logits for each row.
 */
export class GpuDecoder implements DecoderModel {
  readonly vocab: number;
  readonly context: number;
  private readonly caches: GpuCaches;
  private tensors = new Map<string, readonly Tensor[]>();
  private trouble: Fault | null = null;
  private reading: GPUBuffer | null = null;

  constructor(
    private readonly ort: OrtWebgpu,
    private readonly session: InferenceSession,
    private readonly device: GPUDevice,
    private readonly graph: HubGraph,
    shape: DecoderShape,
    budgetBytes: number,
  ) {
    this.vocab = shape.vocab;
    this.context = shape.context;
    this.caches = new GpuCaches(device, shape, graph.caches === 'float16' ? 2 : 4, budgetBytes);
    void device.lost.then(({ message }) => (this.trouble = fault('device-lost', `The GPU went away: ${message}`)));
    // Buffers that could not be made tell it here, later.
    device.addEventListener('uncapturederror', this.onError);
  }

  private readonly onError = ({ error }: GPUUncapturedErrorEvent): void => {
    this.trouble ??= gpuFault(
      error,
      error instanceof GPUOutOfMemoryError ? 'out-of-memory' : 'internal',
      'The GPU failed',
    );
  };

  slotsAt(tokens: number): number {
    return this.caches.slotsAt(tokens);
  }

  reserve(slots: number, tokens: number, used: readonly number[]): void {
    this.tensors = new Map();
    this.caches.reserve(slots, tokens, used);
  }

  async prefill(slot: number, tokens: readonly number[], start: number): Promise<Float32Array> {
    this.caches.take(slot, start);
    const logits = await this.run('single', { rows: 1, tokens, lengths: [start + tokens.length] });
    this.caches.give(slot, start + tokens.length);
    return logits;
  }

  async decode(tokens: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    return this.run('batch', { rows: tokens.length, tokens, lengths: lengths.map((length) => length + 1) });
  }

  move(from: number, to: number, length: number): void {
    this.caches.move(from, to, length);
  }

  save(slot: number, length: number): SavedPrefix {
    return this.caches.save(slot, length);
  }

  restore(prefix: SavedPrefix, slot: number): void {
    this.caches.restore(prefix, slot);
  }

  dispose(): void {
    this.device.removeEventListener('uncapturederror', this.onError);
    this.caches.dispose();
    this.reading?.destroy();
    void this.session.release().catch(() => undefined);
  }

  private async run(where: 'batch' | 'single', step: Step): Promise<Float32Array> {
    this.throwTrouble();
    const { io } = this.graph;
    const caches = this.cacheTensors(where, step.rows);
    const feeds: Record<string, Tensor> = {};
    const fetches: Record<string, Tensor | null> = { [io.logits]: null };
    for (const input of io.inputs) feeds[input.name] = this.integers(input, step);
    io.past.forEach((name, i) => (feeds[name] = must(caches[i])));
    io.present.forEach((name, i) => (fetches[name] = must(caches[i])));
    try {
      const results = await this.session.run(feeds, fetches);
      const logits = must(results[io.logits]);
      const read = await this.lastLogits(logits, step);
      logits.dispose();
      this.throwTrouble();
      return read;
    } catch (thrown) {
      if (thrown instanceof FaultError) throw thrown;
      // A lost device says so a moment after the call that it broke.
      await Promise.resolve();
      throw new FaultError(this.trouble ?? gpuFault(thrown, 'internal', 'The GPU could not compute a step'));
    }
  }

  private throwTrouble(): void {
    if (this.trouble) throw new FaultError(this.trouble);
  }

  private integers({ type, values }: GraphIo['inputs'][number], step: Step): Tensor {
    const { dims, values: numbers } = values(step);
    const data = type === 'int32' ? Int32Array.from(numbers) : BigInt64Array.from(numbers, BigInt);
    return new this.ort.Tensor(type, data, dims);
  }

  private cacheTensors(where: 'batch' | 'single', rows: number): readonly Tensor[] {
    const key = `${where} ${rows}`;
    let made = this.tensors.get(key);
    if (!made) {
      const { kvHeads, headDim } = this.graph.shape;
      const dims = [rows, kvHeads, this.caches.capacity, headDim];
      const dataType = this.graph.caches;
      made = this.caches[where].map((buffer) => this.ort.Tensor.fromGpuBuffer(buffer, { dataType, dims }));
      this.tensors.set(key, made);
    }
    return made;
  }

  /** One position for each row: of several positions there is one row only, and its last one is wanted. */
  private async lastLogits(logits: Tensor, step: Step): Promise<Float32Array> {
    const half = this.graph.logits === 'float16';
    const elements = logitsDims(this.graph.io, step, this.vocab).reduce((product, dim) => product * dim, 1);
    const wanted = step.rows * this.vocab;
    const bytes = wanted * (half ? 2 : 4);
    // Copies are cut in words of four bytes.
    const size = Math.ceil(bytes / 4) * 4;
    const from = (elements - wanted) * (half ? 2 : 4);
    if (!this.reading || this.reading.size < size) {
      this.reading?.destroy();
      this.reading = this.device.createBuffer({ size, usage: bufferUsage.mapRead | bufferUsage.copyDst });
    }
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(logits.gpuBuffer, from, this.reading, 0, size);
    this.device.queue.submit([encoder.finish()]);
    await this.reading.mapAsync(mapRead, 0, size);
    const read = this.reading.getMappedRange(0, size).slice(0, bytes);
    this.reading.unmap();
    return half ? floatsOfHalves(new Uint16Array(read)) : new Float32Array(read);
  }
}

function gpuFault(thrown: unknown, otherwise: Fault['code'], what: string): Fault {
  const message = thrown instanceof Error || thrown instanceof GPUError ? thrown.message : String(thrown);
  const full = `${what}: ${message}`;
  if (/out of memory|bad_alloc|allocat/i.test(message)) return fault('out-of-memory', full);
  if (/device (is |was )?lost/i.test(message)) return fault('device-lost', full);
  return fault(otherwise, full);
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new FaultError(fault('internal', 'The model’s graph and its caches do not match.'));
  return value;
}
