import { damaged, fieldsOf, textOf } from './protobuf.ts';

const utf8 = new TextDecoder();

/** The element types that decoders' inputs and outputs have. */
export type OnnxElement = 'float32' | 'int32' | 'int64' | 'float16' | 'other';
/** By ONNX's numbers. */
const elements = new Map<number, OnnxElement>([
  [1, 'float32'],
  [6, 'int32'],
  [7, 'int64'],
  [10, 'float16'],
]);

export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxElement;
  /** Null for a size that has a name, or none. */
  readonly dims: readonly (number | null)[];
}

/** What a graph says of itself, read without its weights. */
export interface OnnxGraph {
  /** What must be given; constants that older files list among the inputs are left out. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Kinds of its operators, also those inside branches. */
  readonly operators: ReadonlySet<string>;
  /** Names of the files beside it that hold its constants. */
  readonly dataFiles: readonly string[];
}

/** @throws FaultError `model-corrupt` for bytes that are no ONNX model. */
export function readOnnxGraph(model: Uint8Array): OnnxGraph {
  const found = [...fieldsOf(model)].find(({ number }) => number === 7);
  if (!found) throw damaged();
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const operators = new Set<string>();
  const dataFiles = new Set<string>();
  const constants = new Set<string>();
  for (const { number, bytes } of fieldsOf(found.bytes)) {
    if (number === 1) readNode(bytes, operators, dataFiles);
    else if (number === 5) constants.add(readTensor(bytes, dataFiles));
    else if (number === 11) inputs.push(readValue(bytes));
    else if (number === 12) outputs.push(readValue(bytes));
  }
  if (outputs.length === 0) throw damaged();
  return {
    inputs: inputs.filter(({ name }) => !constants.has(name)),
    outputs,
    operators,
    dataFiles: [...dataFiles],
  };
}

function readNode(node: Uint8Array, operators: Set<string>, dataFiles: Set<string>): void {
  for (const { number, bytes } of fieldsOf(node)) {
    if (number === 4) operators.add(utf8.decode(bytes));
    if (number !== 5) continue;
    for (const field of fieldsOf(bytes)) {
      if (field.number === 5) readTensor(field.bytes, dataFiles);
      if (field.number === 6) readBranch(field.bytes, operators, dataFiles);
    }
  }
}

function readBranch(graph: Uint8Array, operators: Set<string>, dataFiles: Set<string>): void {
  for (const { number, bytes } of fieldsOf(graph)) {
    if (number === 1) readNode(bytes, operators, dataFiles);
    else if (number === 5) readTensor(bytes, dataFiles);
  }
}

/** @returns its name. */
function readTensor(tensor: Uint8Array, dataFiles: Set<string>): string {
  let name = '';
  for (const { number, bytes } of fieldsOf(tensor)) {
    if (number === 8) name = utf8.decode(bytes);
    if (number !== 13) continue;
    const entry = [...fieldsOf(bytes)];
    const text = (wanted: number) => textOf(entry.find((field) => field.number === wanted));
    if (text(1) === 'location') dataFiles.add(text(2));
  }
  return name;
}

function readValue(value: Uint8Array): OnnxValue {
  let name = '';
  let type: OnnxElement = 'other';
  let dims: (number | null)[] = [];
  for (const { number, bytes } of fieldsOf(value)) {
    if (number === 1) name = utf8.decode(bytes);
    if (number !== 2) continue;
    const tensor = [...fieldsOf(bytes)].find((field) => field.number === 1)?.bytes ?? new Uint8Array(0);
    for (const field of fieldsOf(tensor)) {
      if (field.number === 1) type = elements.get(field.value) ?? 'other';
      if (field.number === 2) dims = [...fieldsOf(field.bytes)].map((dim) => sizeOf(dim.bytes));
    }
  }
  return { name, type, dims };
}

function sizeOf(dimension: Uint8Array): number | null {
  return [...fieldsOf(dimension)].find(({ number }) => number === 1)?.value ?? null;
}
