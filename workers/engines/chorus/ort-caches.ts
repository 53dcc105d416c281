import type { SavedPrefix } from '../../../lib/decoding/model-port.ts';
import { elementTypes, type Ort } from './ort-module.ts';

/** What a cache of one token is made of. */
export interface CacheShape {
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

const FLOAT = 4;

/**
 * Key-value caches in the runtime's heap: one buffer for each layer's keys and one for its values, in this order,
 * [slots, kvHeads, capacity, headDim] float32. A run over slots 0 to n - 1, or over one slot, is a view of it.
 */
export class OrtCaches {
  private capacity = 0;
  private caches: number[] = [];
  /** Tensor handles of the caches by first slot and rows, made once between two reserves. */
  private readonly views = new Map<string, readonly number[]>();

  constructor(
    private readonly ort: Ort,
    private readonly shape: CacheShape,
    private readonly budgetBytes: number,
  ) {}

  slotsAt(tokens: number): number {
    return Math.max(1, Math.floor(this.budgetBytes / this.slotBytes(tokens)));
  }

  reserve(slots: number, tokens: number, used: readonly number[]): void {
    this.releaseViews();
    const before = this.capacity;
    this.capacity = tokens;
    try {
      // Buffer by buffer, so that the old and the new cache are never both whole.
      for (let i = 0; i < 2 * this.shape.layers; i++) this.regrow(i, slots, before, used);
    } catch (thrown) {
      this.freeCaches();
      throw thrown;
    }
  }

  private regrow(index: number, slots: number, before: number, used: readonly number[]): void {
    const { ort } = this;
    const { kvHeads, headDim } = this.shape;
    const old = this.caches[index] ?? 0;
    if (used.length === 0 && old !== 0) {
      ort.module._free(old);
      this.caches[index] = 0;
    }
    const fresh = ort.allocate(slots * kvHeads * this.capacity * headDim * FLOAT);
    this.caches[index] = fresh;
    if (used.length === 0 || old === 0) return;
    const heap = ort.heap();
    used.forEach((length, slot) => {
      for (let head = 0; head < kvHeads; head++) {
        const from = old + (slot * kvHeads + head) * before * headDim * FLOAT;
        heap.copyWithin(fresh + this.headOffset(slot, head), from, from + length * headDim * FLOAT);
      }
    });
    ort.module._free(old);
  }

  private freeCaches(): void {
    for (const cache of this.caches) if (cache !== 0) this.ort.module._free(cache);
    this.caches = [];
    this.capacity = 0;
  }

  move(from: number, to: number, length: number): void {
    const heap = this.ort.heap();
    this.eachHead(length, (cache, head, bytes) => {
      const source = cache + this.headOffset(from, head);
      heap.copyWithin(cache + this.headOffset(to, head), source, source + bytes);
    });
  }

  save(slot: number, length: number): SavedPrefix {
    const heap = this.ort.heap();
    const state = new Uint8Array(this.slotBytes(length));
    let at = 0;
    this.eachHead(length, (cache, head, bytes) => {
      const source = cache + this.headOffset(slot, head);
      state.set(heap.subarray(source, source + bytes), at);
      at += bytes;
    });
    return { length, bytes: state.byteLength, state };
  }

  restore(prefix: SavedPrefix, slot: number): void {
    const state = prefix.state as Uint8Array;
    const heap = this.ort.heap();
    let at = 0;
    this.eachHead(prefix.length, (cache, head, bytes) => {
      heap.set(state.subarray(at, at + bytes), cache + this.headOffset(slot, head));
      at += bytes;
    });
  }

  dispose(): void {
    this.releaseViews();
    this.freeCaches();
  }

  private slotBytes(tokens: number): number {
    return 2 * this.shape.layers * this.shape.kvHeads * tokens * this.shape.headDim * FLOAT;
  }

  private headOffset(slot: number, head: number): number {
    return (slot * this.shape.kvHeads + head) * this.capacity * this.shape.headDim * FLOAT;
  }

  private eachHead(length: number, visit: (cache: number, head: number, bytes: number) => void): void {
    for (const cache of this.caches)
      for (let head = 0; head < this.shape.kvHeads; head++) visit(cache, head, length * this.shape.headDim * FLOAT);
  }

  /** Tensor handles of `rows` slots from `slot` on; freed by the next `reserve`. */
  tensors(slot: number, rows: number): readonly number[] {
    const key = `${slot}:${rows}`;
    let made = this.views.get(key);
    if (!made) {
      const { kvHeads, headDim } = this.shape;
      const bytes = kvHeads * this.capacity * headDim * FLOAT;
      const dims = [rows, kvHeads, this.capacity, headDim];
      const tensor = (cache: number) => this.ort.tensor(elementTypes.float32, cache + slot * bytes, rows * bytes, dims);
      made = this.caches.map(tensor);
      this.views.set(key, made);
    }
    return made;
  }

  private releaseViews(): void {
    for (const made of this.views.values()) for (const tensor of made) this.ort.module._OrtReleaseTensor(tensor);
    this.views.clear();
  }
}
