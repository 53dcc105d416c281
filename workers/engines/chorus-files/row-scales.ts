import { type Field, fieldsOf, textOf } from './protobuf.ts';
import { block, fixed32, integer, join, text } from './protobuf.ts';

// Numbers of ONNX's messages.
const MODEL = { graph: 7, opset: 8 } as const;
const GRAPH = { node: 1, constant: 5 } as const;
const NODE = { input: 1, output: 2, kind: 4, attribute: 5 } as const;
const FLOAT = 1;
const UINT8 = 2;
const INT64 = 7;
/** From this version on the axes of a reduction are an input. */
const AXES_AS_INPUT = 18;

const names = {
  step: 'rows_step',
  least: 'rows_least',
  one: 'rows_one',
  middle: 'rows_middle',
  axes: 'rows_axes',
} as const;

/**
 * Gives each row's activations a scale of their own. DynamicQuantizeLinear takes one scale for all of them: in a batch
 * every row would move by what stands beside it, and one large activation leaves all others a handful of levels.
 * Symmetric levels around 128, as MatMulInteger reads them; the rest of the graph stays, because a scale for each row
 * broadcasts wherever the one for all did.
 * @param model an ONNX file; returned as it is when there is nothing to change.
 */
export function scaleRowsApart(model: Uint8Array): Uint8Array {
  const fields = [...fieldsOf(model)];
  const axesAsInput = fields.some(({ number, bytes }) => number === MODEL.opset && isDefaultOpset(bytes));
  const made = fields.map(({ number, bytes, raw }) => {
    if (number !== MODEL.graph) return raw;
    const before = [...fieldsOf(bytes)];
    const after = before.map((part) => replacement(part, axesAsInput) ?? part.raw);
    if (after.every((part, i) => part === before[i]?.raw)) return raw;
    return block(MODEL.graph, join([...after, ...constants()]));
  });
  return made.every((part, i) => part === fields[i]?.raw) ? model : join(made);
}

function isDefaultOpset(bytes: Uint8Array): boolean {
  const fields = [...fieldsOf(bytes)];
  const domain = textOf(fields.find(({ number }) => number === 1));
  const version = fields.find(({ number }) => number === 2)?.value ?? 0;
  return (domain === '' || domain === 'ai.onnx') && version >= AXES_AS_INPUT;
}

/** The nodes that stand in for a DynamicQuantizeLinear; null for anything else in the graph. */
function replacement(part: Field, axesAsInput: boolean): Uint8Array | null {
  if (part.number !== GRAPH.node) return null;
  const fields = [...fieldsOf(part.bytes)];
  if (textOf(fields.find(({ number }) => number === NODE.kind)) !== 'DynamicQuantizeLinear') return null;
  const [x = ''] = fields.filter(({ number }) => number === NODE.input).map(textOf);
  const outputs = fields.filter(({ number }) => number === NODE.output).map(textOf);
  return join(rowwise(x, outputs, axesAsInput).map((bytes) => block(GRAPH.node, bytes)));
}

function rowwise(
  x: string,
  [levels = '', scale = '', zero = '']: readonly string[],
  axesAsInput: boolean,
): Uint8Array[] {
  const at = (end: string) => `${levels}_${end}`;
  const keep = block(NODE.attribute, join([text(1, 'keepdims'), integer(3, 1), integer(20, 2)]));
  const last = block(NODE.attribute, join([text(1, 'axes'), integer(8, -1), integer(20, 7)]));
  return [
    node('Abs', [x], at('size')),
    node(
      'ReduceMax',
      axesAsInput ? [at('size'), names.axes] : [at('size')],
      at('top'),
      axesAsInput ? keep : join([keep, last]),
    ),
    node('Mul', [at('top'), names.step], at('near')),
    node('Max', [at('near'), names.least], scale),
    node('Div', [x, scale], at('even')),
    node('QuantizeLinear', [at('even'), names.one, names.middle], levels),
    node('Identity', [names.middle], zero),
  ];
}

function node(
  kind: string,
  inputs: readonly string[],
  output: string,
  attributes: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const given = inputs.map((name) => text(NODE.input, name));
  return join([...given, text(NODE.output, output), text(3, `${output}_rows`), text(NODE.kind, kind), attributes]);
}

function constants(): Uint8Array[] {
  const float = (name: string, value: number) => constant(name, FLOAT, [], fixed32(value));
  return [
    float(names.step, 1 / 127),
    // A row of zeros has a scale, too.
    float(names.least, 1e-8),
    float(names.one, 1),
    constant(names.middle, UINT8, [], Uint8Array.of(128)),
    constant(names.axes, INT64, [1], new Uint8Array(8).fill(255)),
  ];
}

function constant(name: string, type: number, dims: readonly number[], bytes: Uint8Array): Uint8Array {
  const shape = dims.map((dim) => integer(1, dim));
  return block(GRAPH.constant, join([...shape, integer(2, type), text(8, name), block(9, bytes)]));
}
