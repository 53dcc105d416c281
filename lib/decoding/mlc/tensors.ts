import { fault, FaultError } from '../../model/fault.ts';
import { dequantizeRow, ggmlTypes, type Gguf, type GgufTensor } from '../gguf.ts';
import { blockTypes, GROUP, packQ4, packQ8, plainOrder, rotaryOrder, type MatrixRows } from './blocks.ts';
import type { Parameter } from './network.ts';

/** One parameter of the library, its bytes little-endian and row-major. */
export interface MlcTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'uint32' | 'float32';
  readonly data: Uint8Array<ArrayBuffer>;
}

/**
 * The library's tensors for one parameter.
 * @throws FaultError `model-unsupported` when the file's tensor is missing, of another shape or another block format,
 *   `model-corrupt` when it holds what is no number.
 */
export function tensorsOf(gguf: Gguf, parameter: Parameter): MlcTensor[] {
  if (parameter.kind === 'vector') {
    const { name, tensor, length } = parameter;
    const found = find(gguf, tensor, [length], ggmlTypes.F32);
    const values = new Float32Array(length);
    dequantizeRow(found, 0, values);
    if (!values.every(Number.isFinite))
      throw new FaultError(fault('model-corrupt', `This file is damaged: ${tensor} holds what is no number.`));
    return [float32(name, [length], values)];
  }
  const { name, bits, inputs, sources } = parameter;
  const rows = sources.map((source): MatrixRows => ({
    tensor: find(gguf, source.tensor, [source.rows, inputs], blockTypes[bits]),
    order: source.heads === undefined ? plainOrder(source.rows) : rotaryOrder(source.rows, source.heads),
  }));
  const outputs = sources.reduce((sum, source) => sum + source.rows, 0);
  const { q, s, m } = (bits === 4 ? packQ4 : packQ8)(rows, inputs, outputs);
  const groups = [inputs / GROUP, outputs];
  const words = { name: `${name}.q`, shape: [(inputs * bits) / 32, outputs], dtype: 'uint32' } as const;
  return [
    { ...words, data: new Uint8Array(q.buffer) },
    float32(`${name}.s`, groups, s),
    ...(m ? [float32(`${name}.m`, groups, m)] : []),
  ];
}

function float32(name: string, shape: readonly number[], values: Float32Array<ArrayBuffer>): MlcTensor {
  return { name, shape, dtype: 'float32', data: new Uint8Array(values.buffer) };
}

function find(gguf: Gguf, name: string, shape: readonly number[], type: number): GgufTensor {
  const unsupported = (why: string) =>
    new FaultError(fault('model-unsupported', `This file is not SmolLM2-135M as Q4_1: ${why}.`));
  const tensor = gguf.tensors.get(name);
  if (!tensor) throw unsupported(`it has no tensor ${name}`);
  if (tensor.shape.join() !== shape.join()) throw unsupported(`tensor ${name} is ${tensor.shape.join(' by ')}`);
  if (tensor.type !== type) throw unsupported(`tensor ${name} has another block format`);
  return tensor;
}
