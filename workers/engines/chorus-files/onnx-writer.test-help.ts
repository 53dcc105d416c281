import { block, float, integer, join, text } from './protobuf.ts';

/** Writes ONNX models as the hub has them: a graph and, beside it, one file with all constants. */

type Part = Uint8Array;

export const onnxTypes = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;
export type OnnxType = keyof typeof onnxTypes;

type Attribute = number | { readonly float: number };

/** Each constant starts at a page, as exporters align them. */
const ALIGN = 4096;

export class OnnxWriter {
  private readonly nodes: Part[] = [];
  private readonly constants: Part[] = [];
  private readonly inputs: Part[] = [];
  private readonly outputs: Part[] = [];
  private readonly data: Part[] = [];
  private end = 0;

  /** @param dataFile the name under which `externalData` will lie beside the graph. */
  constructor(private readonly dataFile: string) {}

  op(
    kind: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain = '',
  ): string {
    const written = Object.entries(attributes).map(([name, value]) =>
      typeof value === 'number'
        ? block(5, join([text(1, name), integer(3, value), integer(20, 2)]))
        : block(5, join([text(1, name), float(2, value.float), integer(20, 1)])),
    );
    const [first = ''] = outputs;
    const names = [...inputs.map((name) => text(1, name)), ...outputs.map((name) => text(2, name))];
    this.nodes.push(block(1, join([...names, text(3, `${first}_node`), text(4, kind), ...written, text(7, domain)])));
    return first;
  }

  /** A constant in the graph itself. */
  inline(name: string, type: OnnxType, dims: readonly number[], bytes: Uint8Array): string {
    this.constants.push(block(5, join([...this.head(name, type, dims), block(9, bytes)])));
    return name;
  }

  /** A constant in the file beside the graph. */
  external(name: string, type: OnnxType, dims: readonly number[], bytes: Uint8Array): string {
    const offset = Math.ceil(this.end / ALIGN) * ALIGN;
    this.data.push(new Uint8Array(offset - this.end), bytes);
    this.end = offset + bytes.length;
    const entries = { location: this.dataFile, offset: String(offset), length: String(bytes.length) };
    const where = Object.entries(entries).map(([key, value]) => block(13, join([text(1, key), text(2, value)])));
    this.constants.push(block(5, join([...this.head(name, type, dims), ...where, integer(14, 1)])));
    return name;
  }

  input(name: string, type: OnnxType, dims: readonly (string | number)[]): void {
    this.inputs.push(block(11, valueInfo(name, type, dims)));
  }

  output(name: string, type: OnnxType, dims: readonly (string | number)[]): void {
    this.outputs.push(block(12, valueInfo(name, type, dims)));
  }

  model(): { readonly graph: Uint8Array<ArrayBuffer>; readonly externalData: Uint8Array<ArrayBuffer> } {
    const graph = join([...this.nodes, text(2, 'main'), ...this.constants, ...this.inputs, ...this.outputs]);
    const opset = (domain: string, version: number) => block(8, join([text(1, domain), integer(2, version)]));
    return {
      graph: join([integer(1, 10), text(2, 'polyphony'), block(7, graph), opset('', 21), opset('com.microsoft', 1)]),
      externalData: join(this.data),
    };
  }

  private head(name: string, type: OnnxType, dims: readonly number[]): Part[] {
    return [...dims.map((dim) => integer(1, dim)), integer(2, onnxTypes[type]), text(8, name)];
  }
}

function valueInfo(name: string, type: OnnxType, dims: readonly (string | number)[]): Part {
  const shape = dims.map((dim) => block(1, typeof dim === 'number' ? integer(1, dim) : text(2, dim)));
  const tensor = join([integer(1, onnxTypes[type]), block(2, join(shape))]);
  return join([text(1, name), block(2, block(1, tensor))]);
}
