import { poolMean } from '../../../lib/embedding/pooling.ts';
import { elementTypes, type Ort } from '../chorus/ort-module.ts';

/** What `models/all-minilm-l6-v2/build_graph.py` calls the file that its constants are ranges of. */
const WEIGHTS = 'model.onnx';
const NAMES = { inputs: ['input_ids', 'lengths'], output: 'last_hidden_state' } as const;
export const DIMENSIONS = 384;
/** The model was trained on no longer texts; its positions end at 512. */
export const MAX_TOKENS = 256;
/**
 * Tokens of a batch at most, padding among them: 24 personas. Measured: 8 personas a batch give as many texts a second
 * as 64, alone half as many; and a cancelled call waits for one batch.
 */
export const BATCH_TOKENS = 512;

const INT32 = 4;
const FLOAT32 = 4;
const WARNING = 2;
const SILENT = 0;

/**
 * The transformer of all-MiniLM-L6-v2 in ONNX Runtime's memory. Tokens are written there and vectors pooled from there,
 * so that nothing is copied but the vectors. One run at a time.
 */
export class EncoderSession {
  private constructor(
    private readonly ort: Ort,
    private readonly session: number,
    private readonly memory: Memory,
  ) {}

  static async open(ort: Ort, graph: Uint8Array, weights: Uint8Array): Promise<EncoderSession> {
    const session = await ort.session(graph, new Map([[WEIGHTS, weights]]));
    return new EncoderSession(ort, session, {
      ids: ort.allocate(BATCH_TOKENS * INT32),
      lengths: ort.allocate(BATCH_TOKENS * INT32),
      states: ort.allocate(BATCH_TOKENS * DIMENSIONS * FLOAT32),
      inputNames: ort.pointers(NAMES.inputs.map((name) => ort.string(name))),
      outputNames: ort.pointers([ort.string(NAMES.output)]),
      inputs: ort.pointers([0, 0]),
      outputs: ort.pointers([0]),
      options: ort.module._OrtCreateRunOptions(WARNING, SILENT, false, 0),
    });
  }

  /**
   * Vectors of length 1 of some texts, one after the other from `at` on.
   * @param texts tokens of each, 1 to `MAX_TOKENS`; padded to the longest they are at most `BATCH_TOKENS`.
   */
  async run(texts: readonly Uint32Array[], into: Float32Array, at: number): Promise<void> {
    const { ort, memory } = this;
    const { module } = ort;
    const width = Math.max(...texts.map(({ length }) => length));
    const tokens = width * texts.length;
    this.write(texts, width);
    const tensors: number[] = [];
    try {
      const { int32, float32 } = elementTypes;
      tensors.push(ort.tensor(int32, memory.ids, tokens * INT32, [texts.length, width]));
      tensors.push(ort.tensor(int32, memory.lengths, texts.length * INT32, [texts.length]));
      ort.setPointers(memory.inputs, tensors);
      const states = [texts.length, width, DIMENSIONS];
      tensors.push(ort.tensor(float32, memory.states, tokens * DIMENSIONS * FLOAT32, states));
      ort.setPointers(memory.outputs, tensors.slice(-1));
      const { inputNames, inputs, outputNames, outputs, options } = memory;
      const code = await module._OrtRun(this.session, inputNames, inputs, 2, outputNames, 1, outputs, options);
      ort.check(code, 'run the encoder');
    } finally {
      for (const tensor of tensors) module._OrtReleaseTensor(tensor);
    }
    const states = ort.floats(memory.states, tokens * DIMENSIONS);
    texts.forEach(({ length }, i) => poolMean(states, i * width, length, DIMENSIONS, into, at + i * DIMENSIONS));
  }

  private write(texts: readonly Uint32Array[], width: number): void {
    const { buffer } = this.ort.heap();
    const ids = new Int32Array(buffer, this.memory.ids, width * texts.length);
    // What stands behind a text is padding: its length says so.
    ids.fill(0);
    texts.forEach((text, i) => ids.set(text, i * width));
    new Int32Array(buffer, this.memory.lengths, texts.length).set(texts.map(({ length }) => length));
  }
}

/** Pointers; all live as long as the worker. */
interface Memory {
  readonly ids: number;
  readonly lengths: number;
  readonly states: number;
  readonly inputNames: number;
  readonly outputNames: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly options: number;
}
