import type { DecoderModel, SavedPrefix } from '../../../lib/decoding/model-port.ts';
import { chorusIo, type GraphIo, logitsDims, type Step } from './graph-io.ts';
import { type CacheShape, OrtCaches } from './ort-caches.ts';
import { elementTypes, type Ort } from './ort-module.ts';

/** The shape of the network, from the graph's layout.json. */
export interface DecoderShape extends CacheShape {
  readonly vocab: number;
  readonly context: number;
}

const FLOAT = 4;
const bytesOf = { int32: 4, int64: 8 } as const;

/**
 * The decoder on ONNX Runtime's WebAssembly build. Cache buffers live in its heap and are given to each run as past and
 * present at once: GroupQueryAttention then appends in place, and a step copies nothing but small inputs and logits.
 */
export class OrtDecoder implements DecoderModel {
  readonly vocab: number;
  readonly context: number;
  private readonly caches: OrtCaches;
  private readonly names: { inputs: number; outputs: number; strings: readonly number[] };
  /** One for each of the graph's inputs that are no caches. */
  private readonly given: readonly Buffer[];
  private readonly logits: Buffer;
  private readonly values: { inputs: number; outputs: number };
  private readonly runOptions: number;

  constructor(
    private readonly ort: Ort,
    private readonly session: number,
    shape: DecoderShape,
    budgetBytes: number,
    private readonly io: GraphIo = chorusIo(shape.layers),
  ) {
    this.vocab = shape.vocab;
    this.context = shape.context;
    this.caches = new OrtCaches(ort, shape, budgetBytes);
    const inputs = [...io.inputs.map(({ name }) => name), ...io.past];
    const outputs = [io.logits, ...io.present];
    const strings = [...inputs, ...outputs].map((name) => ort.string(name));
    this.names = {
      inputs: ort.pointers(strings.slice(0, inputs.length)),
      outputs: ort.pointers(strings.slice(inputs.length)),
      strings,
    };
    this.values = { inputs: ort.pointers(inputs.map(() => 0)), outputs: ort.pointers(outputs.map(() => 0)) };
    this.given = io.inputs.map(() => new Buffer(ort));
    this.logits = new Buffer(ort);
    this.runOptions = ort.module._OrtCreateRunOptions(2, 0, false, 0);
  }

  slotsAt(tokens: number): number {
    return this.caches.slotsAt(tokens);
  }

  reserve(slots: number, tokens: number, used: readonly number[]): void {
    this.caches.reserve(slots, tokens, used);
  }

  async prefill(slot: number, tokens: readonly number[], start: number): Promise<Float32Array> {
    return this.run(slot, { rows: 1, tokens, lengths: [start + tokens.length] });
  }

  async decode(tokens: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    return this.run(0, { rows: tokens.length, tokens, lengths: lengths.map((length) => length + 1) });
  }

  private async run(slot: number, step: Step): Promise<Float32Array> {
    const { ort, vocab, io } = this;
    const { module } = ort;
    const { rows } = step;
    const dims = logitsDims(io, step, vocab);
    const floats = dims.reduce((product, dim) => product * dim, 1);
    // Memory may grow while these are made; pointers into it stay.
    const logits = this.logits.at(FLOAT * floats);
    const caches = this.caches.tensors(slot, rows);
    const made: number[] = [];
    try {
      for (const [i, input] of io.inputs.entries()) made.push(this.integers(i, input, step));
      const out = ort.tensor(elementTypes.float32, logits, FLOAT * floats, dims);
      ort.setPointers(this.values.inputs, [...made, ...caches]);
      made.push(out);
      ort.setPointers(this.values.outputs, [out, ...caches]);
      const code = await module._OrtRun(
        this.session,
        this.names.inputs,
        this.values.inputs,
        io.inputs.length + caches.length,
        this.names.outputs,
        1 + caches.length,
        this.values.outputs,
        this.runOptions,
      );
      ort.check(code, 'compute a step');
      // More than one position is computed for one row only: its last one stands at the end.
      return ort.floats(logits + FLOAT * (floats - rows * vocab), rows * vocab);
    } finally {
      for (const tensor of made) module._OrtReleaseTensor(tensor);
    }
  }

  private integers(index: number, { type, values }: GraphIo['inputs'][number], step: Step): number {
    const { ort } = this;
    const { dims, values: numbers } = values(step);
    const bytes = bytesOf[type] * numbers.length;
    const pointer = this.given[index]?.at(bytes) ?? 0;
    const heap = ort.heap();
    if (type === 'int32') new Int32Array(heap.buffer, pointer, numbers.length).set(numbers);
    else {
      const view = new BigInt64Array(heap.buffer, pointer, numbers.length);
      numbers.forEach((value, i) => (view[i] = BigInt(value)));
    }
    return ort.tensor(elementTypes[type], pointer, bytes, dims);
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
    const { module } = this.ort;
    this.caches.dispose();
    for (const buffer of [...this.given, this.logits]) buffer.free();
    const { names, values } = this;
    for (const p of [...names.strings, names.inputs, names.outputs, values.inputs, values.outputs]) module._free(p);
    module._OrtReleaseRunOptions(this.runOptions);
    module._OrtReleaseSession(this.session);
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
