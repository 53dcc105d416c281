import type { DecoderModel, SavedPrefix } from '../../../lib/decoding/model-port.ts';
import { elementTypes, type Ort } from './ort-module.ts';

/** The shape of the network, from the graph's layout.json. */
export interface DecoderShape {
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
  readonly context: number;
}

const FLOAT = 4;

/**
 * The decoder on ONNX Runtime's WebAssembly build. Cache buffers live in its heap and are given to each run as past and
 * present at once: GroupQueryAttention then appends in place, and a step copies nothing but tokens and logits.
 *
 * One buffer for each layer's keys and values, [slots, kvHeads, capacity, headDim] float32: a run over slots 0 to n - 1
 * or over one slot is a view of it.
 */
export class OrtDecoder implements DecoderModel {
  readonly vocab: number;
  readonly context: number;
  private capacity = 0;
  private caches: number[] = [];
  /** Tensor handles of the caches by first slot and rows, made once between two reserves. */
  private readonly views = new Map<string, readonly number[]>();
  private readonly names: { inputs: number; outputs: number; strings: readonly number[] };
  private readonly ids: Buffer;
  private readonly lengths: Buffer;
  private readonly total: number;
  private readonly logits: Buffer;
  private readonly values: { inputs: number; outputs: number };
  private readonly runOptions: number;

  constructor(
    private readonly ort: Ort,
    private readonly session: number,
    private readonly shape: DecoderShape,
    private readonly budgetBytes: number,
  ) {
    this.vocab = shape.vocab;
    this.context = shape.context;
    const inputs = ['input_ids', 'seqlens_k', 'total'];
    const outputs = ['logits'];
    for (let layer = 0; layer < shape.layers; layer++)
      for (const t of ['k', 'v']) {
        inputs.push(`past_${t}_${layer}`);
        outputs.push(`pres_${t}_${layer}`);
      }
    const strings = [...inputs, ...outputs].map((name) => ort.string(name));
    this.names = {
      inputs: ort.pointers(strings.slice(0, inputs.length)),
      outputs: ort.pointers(strings.slice(inputs.length)),
      strings,
    };
    this.values = { inputs: ort.pointers(inputs.map(() => 0)), outputs: ort.pointers(outputs.map(() => 0)) };
    this.ids = new Buffer(ort);
    this.lengths = new Buffer(ort);
    this.logits = new Buffer(ort);
    this.total = ort.allocate(4);
    this.runOptions = ort.module._OrtCreateRunOptions(2, 0, false, 0);
  }

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

  async prefill(slot: number, tokens: readonly number[], start: number): Promise<Float32Array> {
    return this.run(slot, 1, tokens, [start + tokens.length]);
  }

  async decode(tokens: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    return this.run(
      0,
      tokens.length,
      tokens,
      lengths.map((length) => length + 1),
    );
  }

  /** @param lengths of each row after this step. */
  private async run(slot: number, rows: number, tokens: readonly number[], lengths: readonly number[]) {
    const { ort, vocab } = this;
    const { module } = ort;
    const step = tokens.length / rows;
    const ids = this.ids.at(8 * tokens.length);
    const seqlens = this.lengths.at(4 * rows);
    const logits = this.logits.at(FLOAT * rows * vocab);
    tokens.forEach((token, i) => {
      module.setValue(ids + 8 * i, token, 'i32');
      module.setValue(ids + 8 * i + 4, 0, 'i32');
    });
    lengths.forEach((length, i) => module.setValue(seqlens + 4 * i, length - 1, 'i32'));
    module.setValue(this.total, Math.max(...lengths), 'i32');
    const caches = this.cacheViews(slot, rows);
    const made = [
      ort.tensor(elementTypes.int64, ids, 8 * tokens.length, [rows, step]),
      ort.tensor(elementTypes.int32, seqlens, 4 * rows, [rows]),
      ort.tensor(elementTypes.int32, this.total, 4, []),
      ort.tensor(elementTypes.float32, logits, FLOAT * rows * vocab, [rows, vocab]),
    ] as const;
    try {
      ort.setPointers(this.values.inputs, [made[0], made[1], made[2], ...caches]);
      ort.setPointers(this.values.outputs, [made[3], ...caches]);
      const inputs = 3 + caches.length;
      const outputs = 1 + caches.length;
      const code = await module._OrtRun(
        this.session,
        this.names.inputs,
        this.values.inputs,
        inputs,
        this.names.outputs,
        outputs,
        this.values.outputs,
        this.runOptions,
      );
      ort.check(code, 'compute a step');
      return ort.floats(logits, rows * vocab);
    } finally {
      for (const tensor of made) module._OrtReleaseTensor(tensor);
    }
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
    const { module } = this.ort;
    this.releaseViews();
    this.freeCaches();
    for (const buffer of [this.ids, this.lengths, this.logits]) buffer.free();
    const { names, values } = this;
    for (const p of [...names.strings, names.inputs, names.outputs, values.inputs, values.outputs, this.total])
      module._free(p);
    module._OrtReleaseRunOptions(this.runOptions);
    module._OrtReleaseSession(this.session);
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

  private cacheViews(slot: number, rows: number): readonly number[] {
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

/** Heap memory that grows to the largest size asked for. */
class Buffer {
  private pointer = 0;
  private bytes = 0;
  constructor(private readonly ort: Ort) {}
  at(bytes: number): number {
    if (bytes > this.bytes) {
      this.free();
      this.pointer = this.ort.allocate(bytes);
      this.bytes = bytes;
    }
    return this.pointer;
  }
  free(): void {
    if (this.bytes > 0) this.ort.module._free(this.pointer);
    this.bytes = 0;
  }
}
