import { fault, FaultError } from '../../../lib/model/fault.ts';

/** The release whose module this describes; a test compares it with package.json. */
export const ORT_VERSION = '1.30.0';

/**
 * The part of ONNX Runtime's WebAssembly module that the decoder calls. It is the C API below `onnxruntime-web`'s
 * JavaScript one, which copies every input and output at each run: with a key-value cache that is hundreds of megabytes
 * a step. Pinned to onnxruntime-web 1.30.0; `ort-decoder.model.test.ts` notices when an upgrade changes it.
 */
export interface OrtModule {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  stackSave(): number;
  stackRestore(stack: number): void;
  stackAlloc(bytes: number): number;
  getValue(pointer: number, type: 'i8' | 'i32' | '*'): number;
  setValue(pointer: number, value: number, type: 'i32' | '*'): void;
  UTF8ToString(pointer: number): string;
  lengthBytesUTF8(text: string): number;
  stringToUTF8(text: string, pointer: number, bytes: number): void;
  mountExternalData(path: string, data: Uint8Array): void;
  unmountExternalData(): void;
  _OrtInit(threads: number, logLevel: number): number;
  _OrtGetLastError(code: number, message: number): number;
  _OrtCreateSessionOptions(
    optimisation: number,
    arena: boolean,
    pattern: boolean,
    mode: number,
    profiling: boolean,
    profile: number,
    id: number,
    severity: number,
    verbosity: number,
    saveTo: number,
  ): number;
  _OrtReleaseSessionOptions(options: number): number;
  _OrtCreateSession(data: number, bytes: number, options: number): Promise<number>;
  _OrtReleaseSession(session: number): number;
  _OrtCreateTensor(type: number, data: number, bytes: number, dims: number, rank: number, location: number): number;
  _OrtReleaseTensor(tensor: number): number;
  _OrtCreateRunOptions(severity: number, verbosity: number, terminate: boolean, tag: number): number;
  _OrtReleaseRunOptions(options: number): number;
  _OrtRun(
    session: number,
    inputNames: number,
    inputs: number,
    inputCount: number,
    outputNames: number,
    outputCount: number,
    outputs: number,
    options: number,
  ): Promise<number>;
}

export type OrtFactory = (options: { numThreads: number; locateFile?: (name: string) => string }) => Promise<OrtModule>;

const WARNING = 2;

/** Starts the runtime. @param threads 1 unless the page is cross-origin isolated. */
export async function startOrt(factory: OrtFactory, threads: number, wasmUrl?: string): Promise<Ort> {
  try {
    const module = await factory(
      wasmUrl === undefined ? { numThreads: threads } : { numThreads: threads, locateFile: () => wasmUrl },
    );
    const ort = new Ort(module);
    ort.check(module._OrtInit(threads, WARNING), 'start');
    return ort;
  } catch (thrown) {
    if (thrown instanceof FaultError) throw thrown;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FaultError(fault('engine-start-failed', `The WebAssembly runtime did not start: ${why}`));
  }
}

export const elementTypes = { float32: 1, int32: 6, int64: 7 } as const;
const CPU = 1;
const ALL_OPTIMISATIONS = 99;

/** Memory, strings, tensors and errors of one runtime. Pointers are plain numbers; whoever allocates frees. */
export class Ort {
  constructor(readonly module: OrtModule) {}

  /** The heap as it is now: a view taken before memory grew does not reach the new part. */
  heap(): Uint8Array {
    this.module.getValue(0, 'i8'); // makes Emscripten look whether another thread grew the memory
    return this.module.HEAPU8;
  }

  floats(pointer: number, count: number): Float32Array {
    return new Float32Array(this.heap().buffer, pointer, count);
  }

  /** @throws FaultError `out-of-memory` */
  allocate(bytes: number): number {
    const pointer = this.module._malloc(bytes);
    if (pointer === 0) throw outOfMemory(bytes);
    return pointer;
  }

  string(text: string): number {
    const bytes = this.module.lengthBytesUTF8(text) + 1;
    const pointer = this.allocate(bytes);
    this.module.stringToUTF8(text, pointer, bytes);
    return pointer;
  }

  pointers(values: readonly number[]): number {
    const pointer = this.allocate(4 * Math.max(1, values.length));
    this.setPointers(pointer, values);
    return pointer;
  }

  setPointers(at: number, values: readonly number[]): void {
    values.forEach((value, i) => this.module.setValue(at + 4 * i, value, '*'));
  }

  tensor(type: number, data: number, bytes: number, dims: readonly number[]): number {
    const stack = this.module.stackSave();
    try {
      const at = this.module.stackAlloc(4 * Math.max(1, dims.length));
      dims.forEach((dim, i) => this.module.setValue(at + 4 * i, dim, 'i32'));
      const handle = this.module._OrtCreateTensor(type, data, bytes, at, dims.length, CPU);
      if (handle === 0) this.check(1, 'create a tensor');
      return handle;
    } finally {
      this.module.stackRestore(stack);
    }
  }

  /**
   * @param graph the model file.
   * @param weights the files that hold its external constants, by the names that the graph gives them; bare bytes stand
   *   for `weights.bin`, the embedded model's.
   */
  async session(graph: Uint8Array, weights: Uint8Array | ReadonlyMap<string, Uint8Array>): Promise<number> {
    const { module } = this;
    const model = this.allocate(graph.byteLength);
    const id = this.string('polyphony');
    let options = 0;
    try {
      this.heap().set(graph, model);
      const files = weights instanceof Uint8Array ? new Map([['weights.bin', weights]]) : weights;
      for (const [name, data] of files) module.mountExternalData(name, data);
      options = module._OrtCreateSessionOptions(ALL_OPTIMISATIONS, true, true, 0, false, 0, id, WARNING, 0, 0);
      const session = await module._OrtCreateSession(model, graph.byteLength, options);
      if (session === 0) this.check(1, 'open the model');
      return session;
    } finally {
      module.unmountExternalData();
      if (options !== 0) module._OrtReleaseSessionOptions(options);
      module._free(id);
      module._free(model);
    }
  }

  /** @throws FaultError with the runtime's own message when `code` is not 0. */
  check(code: number, what: string): void {
    if (code === 0) return;
    const { module } = this;
    const stack = module.stackSave();
    try {
      const at = module.stackAlloc(8);
      module._OrtGetLastError(at, at + 4);
      const text = module.getValue(at + 4, '*');
      const message = text === 0 ? 'no reason given' : module.UTF8ToString(text);
      if (/bad_alloc|allocate memory|out of memory/i.test(message)) throw outOfMemory(0);
      throw new FaultError(fault('internal', `The runtime could not ${what}: ${message}`));
    } finally {
      module.stackRestore(stack);
    }
  }
}

function outOfMemory(bytes: number): FaultError {
  const size = bytes > 0 ? ` for ${Math.round(bytes / 1e6)} MB more` : '';
  return new FaultError(fault('out-of-memory', `There is not enough memory${size}.`));
}
