import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { GraphIo, IntegerInput } from '../chorus/graph-io.ts';
import type { CacheShape } from '../chorus/ort-caches.ts';
import type { OnnxGraph, OnnxValue } from './onnx-graph.ts';

/** A decoder's graph as it can be run: its names, its caches, and in what floats it speaks. */
export interface HubGraph {
  readonly io: GraphIo;
  readonly shape: CacheShape;
  /** Of caches and logits. */
  readonly caches: 'float32' | 'float16';
  readonly logits: 'float32' | 'float16';
  /** Null when the graph leaves it open. */
  readonly vocab: number | null;
  /** Activations of 8 bits, which the processor computes with; a GPU's runtime does not. */
  readonly int8: boolean;
}

const PAST = /^past_key_values\.(\d+)\.(key|value)$/;

/**
 * What each input besides the caches is given. GroupQueryAttention takes a row's length from the ones in its mask, and
 * the room to look at from the mask's width; with caches of fixed size the rows' own lengths may then differ.
 */
const known: readonly IntegerInput[] = [
  {
    name: 'input_ids',
    type: 'int64',
    values: ({ rows, tokens }) => ({ dims: [rows, tokens.length / rows], values: tokens }),
  },
  {
    name: 'attention_mask',
    type: 'int64',
    values: ({ rows, lengths }) => {
      const width = Math.max(...lengths);
      const values = lengths.flatMap((length) => Array.from({ length: width }, (_, at) => (at < length ? 1 : 0)));
      return { dims: [rows, width], values };
    },
  },
  {
    name: 'position_ids',
    type: 'int64',
    values: ({ rows, tokens, lengths }) => {
      const step = tokens.length / rows;
      const values = lengths.flatMap((length) => Array.from({ length: step }, (_, i) => length - step + i));
      return { dims: [rows, step], values };
    },
  },
  { name: 'num_logits_to_keep', type: 'int64', values: () => ({ dims: [], values: [1] }) },
];

/** @throws FaultError `model-unsupported` for a graph that is not laid out like this. */
export function hubGraph(graph: OnnxGraph): HubGraph {
  if (!graph.operators.has('GroupQueryAttention'))
    throw unsupported('it was exported without GroupQueryAttention, which rows of different lengths need');
  const pasts = graph.inputs.filter(({ name }) => PAST.test(name));
  const layers = pasts.length / 2;
  const names = (kind: string) =>
    Array.from({ length: layers }, (_, i) => [`${kind}.${i}.key`, `${kind}.${i}.value`]).flat();
  const past = names('past_key_values');
  const present = names('present');
  const values = new Map([...graph.inputs, ...graph.outputs].map((value) => [value.name, value]));
  const caches = [...past, ...present].map((name) => values.get(name));
  if (layers === 0 || caches.some((cache) => !cache)) throw unsupported('its caches are not named as on the hub');
  const { shape, type } = cacheShape(
    caches.filter((cache) => cache !== undefined),
    layers,
  );
  const logits = values.get('logits');
  if (!logits || logits.dims.length !== 3 || (logits.type !== 'float32' && logits.type !== 'float16'))
    throw unsupported('it gives no logits');
  const others = graph.inputs.filter(({ name }) => !PAST.test(name));
  const inputs = others.map(({ name, type: wanted, dims }) => inputOf(name, wanted, dims.length));
  for (const name of ['input_ids', 'attention_mask'])
    if (!inputs.some((input) => input.name === name)) throw unsupported(`it has no input ${name}`);
  const keepsLast = inputs.some(({ name }) => name === 'num_logits_to_keep');
  return {
    io: { inputs, logits: 'logits', positions: keepsLast ? 'last' : 'all', past, present },
    shape,
    caches: type,
    logits: logits.type,
    vocab: logits.dims[2] ?? null,
    int8: graph.operators.has('DynamicQuantizeLinear'),
  };
}

function inputOf(name: string, type: OnnxValue['type'], rank: number): IntegerInput {
  const found = known.find((input) => input.name === name);
  if (!found) throw unsupported(`it asks for “${name}”, which is not known here`);
  if (type !== 'int32' && type !== 'int64') throw unsupported(`its input “${name}” is no whole number`);
  // A count may be a number by itself or a list of one.
  const values: IntegerInput['values'] = (step) => {
    const given = found.values(step);
    return given.dims.length === 0 && rank === 1 ? { ...given, dims: [1] } : given;
  };
  return { name, type, values };
}

function cacheShape(caches: readonly OnnxValue[], layers: number) {
  const [first] = caches;
  const [, kvHeads, , headDim] = first?.dims ?? [];
  const type = first?.type;
  if (typeof kvHeads !== 'number' || typeof headDim !== 'number' || (type !== 'float32' && type !== 'float16'))
    throw unsupported('its caches have no known shape');
  const same = caches.every(
    (cache) => cache.type === type && cache.dims[1] === kvHeads && cache.dims[3] === headDim && cache.dims.length === 4,
  );
  if (!same) throw unsupported('its layers have caches of different shapes');
  return { shape: { layers, kvHeads, headDim }, type } as const;
}

export function unsupported(why: string): FaultError {
  const hint = 'Choose another export of this model, or a GGUF file of it.';
  return new FaultError(fault('model-unsupported', `This model cannot be run here: ${why}.`, hint));
}
