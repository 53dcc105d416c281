import type { SavedPrefix } from '../../../lib/decoding/model-port.ts';
import type { CacheShape } from '../chorus/ort-caches.ts';
import { bufferUsage } from './gpu-flags.ts';

interface Copy {
  readonly from: GPUBuffer;
  readonly fromByte: number;
  readonly to: GPUBuffer;
  readonly toByte: number;
  readonly bytes: number;
}

/**
 * Key-value caches in GPU buffers that stay where they are: one for each layer's keys and one for its values,
 * [slots, kvHeads, capacity, headDim], and of each a single row in which prompts are computed, because a run cannot
 * begin in the middle of a buffer.
 */
export class GpuCaches {
  /** Keys and values layer by layer. */
  batch: readonly GPUBuffer[] = [];
  single: readonly GPUBuffer[] = [];
  capacity = 0;

  constructor(
    private readonly device: GPUDevice,
    private readonly shape: CacheShape,
    private readonly elementBytes: number,
    private readonly budgetBytes: number,
  ) {}

  slotsAt(tokens: number): number {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.device.limits;
    const perBuffer = Math.floor(Math.min(maxStorageBufferBindingSize, maxBufferSize) / this.rowBytes(tokens));
    // One row more is there for prompts.
    const inBudget = Math.floor(this.budgetBytes / (this.buffers * this.rowBytes(tokens))) - 1;
    return Math.max(1, Math.min(perBuffer, inBudget));
  }

  reserve(slots: number, tokens: number, used: readonly number[]): void {
    const old = { batch: this.batch, single: this.single, capacity: this.capacity };
    this.capacity = tokens;
    // Buffer by buffer, so that the old and the new cache are never both whole.
    const make = (rows: number) => this.buffer(rows * this.rowBytes(tokens));
    this.single = old.single.map((buffer) => (buffer.destroy(), make(1)));
    if (this.single.length === 0) this.single = Array.from({ length: this.buffers }, () => make(1));
    this.batch = Array.from({ length: this.buffers }, (_, index) => {
      const from = old.batch[index];
      const to = make(slots);
      if (from) {
        const rows = used.flatMap((length, slot) => this.heads(slot, slot, length, from, to, old.capacity, tokens));
        this.copy(rows);
        // Submitted copies are done before the memory goes.
        from.destroy();
      }
      return to;
    });
  }

  /** Puts one slot's first `length` tokens into the single row. */
  take(slot: number, length: number): void {
    this.copy(this.each((i) => this.heads(slot, 0, length, this.batch[i], this.single[i])));
  }

  /** Puts the single row's first `length` tokens into a slot. */
  give(slot: number, length: number): void {
    this.copy(this.each((i) => this.heads(0, slot, length, this.single[i], this.batch[i])));
  }

  /** A buffer cannot be copied into itself: the way goes through the single row. */
  move(from: number, to: number, length: number): void {
    this.take(from, length);
    this.give(to, length);
  }

  save(slot: number, length: number): SavedPrefix {
    const bytes = this.buffers * this.rowBytes(length);
    const state = this.buffer(bytes);
    this.copy(
      this.saved(slot, length, (cache, at, headBytes, kept) => ({
        from: cache,
        fromByte: at,
        to: state,
        toByte: kept,
        bytes: headBytes,
      })),
    );
    return { length, bytes, state };
  }

  restore({ state, length }: SavedPrefix, slot: number): void {
    const from = state as GPUBuffer;
    this.copy(
      this.saved(slot, length, (cache, at, headBytes, kept) => ({
        from,
        fromByte: kept,
        to: cache,
        toByte: at,
        bytes: headBytes,
      })),
    );
  }

  dispose(): void {
    for (const buffer of [...this.batch, ...this.single]) buffer.destroy();
    this.batch = this.single = [];
  }

  private get buffers(): number {
    return 2 * this.shape.layers;
  }

  private rowBytes(tokens: number): number {
    return this.shape.kvHeads * tokens * this.shape.headDim * this.elementBytes;
  }

  private buffer(size: number): GPUBuffer {
    return this.device.createBuffer({
      size,
      usage: bufferUsage.storage | bufferUsage.copySrc | bufferUsage.copyDst,
    });
  }

  private each(copies: (index: number) => readonly Copy[]): Copy[] {
    return Array.from({ length: this.buffers }, (_, index) => copies(index)).flat();
  }

  /** One copy for each head of one row. */
  private heads(
    fromSlot: number,
    toSlot: number,
    length: number,
    from: GPUBuffer | undefined,
    to: GPUBuffer | undefined,
    fromCapacity = this.capacity,
    toCapacity = this.capacity,
  ): Copy[] {
    const { kvHeads, headDim } = this.shape;
    const token = headDim * this.elementBytes;
    if (!from || !to || length === 0) return [];
    return Array.from({ length: kvHeads }, (_, head) => ({
      from,
      fromByte: (fromSlot * kvHeads + head) * fromCapacity * token,
      to,
      toByte: (toSlot * kvHeads + head) * toCapacity * token,
      bytes: length * token,
    }));
  }

  private saved(
    slot: number,
    length: number,
    make: (cache: GPUBuffer, at: number, bytes: number, kept: number) => Copy,
  ): Copy[] {
    const { kvHeads, headDim } = this.shape;
    const token = headDim * this.elementBytes;
    return this.batch.flatMap((cache, index) =>
      Array.from({ length: kvHeads }, (_, head) =>
        make(
          cache,
          (slot * kvHeads + head) * this.capacity * token,
          length * token,
          (index * kvHeads + head) * length * token,
        ),
      ),
    );
  }

  private copy(copies: readonly Copy[]): void {
    if (copies.length === 0) return;
    const encoder = this.device.createCommandEncoder();
    for (const { from, fromByte, to, toByte, bytes } of copies)
      encoder.copyBufferToBuffer(from, fromByte, to, toByte, bytes);
    this.device.queue.submit([encoder.finish()]);
  }
}
