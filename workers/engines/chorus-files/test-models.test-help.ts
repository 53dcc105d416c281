import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { byteAlphabet, tokenizerDataOf } from '../../../lib/decoding/tokenizer.ts';
import { dequantizeRow, readGguf, type Gguf } from '../../../lib/decoding/gguf.ts';
import { rotaryOrder } from '../../../lib/decoding/mlc/blocks.ts';
import { createRandom } from '../../../lib/sampling/random.ts';
import { hubModel, type HubNetwork, type HubVariant, type MatrixKind } from './hub-model.test-help.ts';

/** Files of a model in the hub's layout, by name. */
export type ModelFiles = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

const CHATML =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

function config(net: HubNetwork, end: number) {
  return {
    model_type: 'llama',
    architectures: ['LlamaForCausalLM'],
    hidden_size: net.width,
    num_hidden_layers: net.layers,
    num_attention_heads: net.heads,
    num_key_value_heads: net.kvHeads,
    vocab_size: net.vocab,
    max_position_embeddings: net.context,
    eos_token_id: end,
  };
}

/** tokenizer.json of SmolLM2's kind. */
export function tokenizerJson(tokens: readonly string[], merges: readonly string[], controls: readonly string[]) {
  const added = controls.map((content) => ({
    id: tokens.indexOf(content),
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
  return {
    version: '1.0',
    added_tokens: added,
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Digits', individual_digits: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: { type: 'BPE', vocab: Object.fromEntries(tokens.map((token, id) => [token, id])), merges },
  };
}

const alphabet = byteAlphabet();
const tinyTokens = ['<|im_start|>', '<|im_end|>', ...alphabet.keys()];

const tinyNetwork = {
  layers: 2,
  heads: 4,
  kvHeads: 2,
  headDim: 16,
  width: 64,
  ffn: 96,
  vocab: tinyTokens.length,
  context: 512,
  ropeBase: 10_000,
};
const shapes: Readonly<Record<MatrixKind, readonly [rows: number, columns: number]>> = {
  embed: [tinyNetwork.vocab, 64],
  q: [64, 64],
  k: [32, 64],
  v: [32, 64],
  o: [64, 64],
  gate: [96, 64],
  up: [96, 64],
  down: [64, 96],
};

// Logits some units apart: no choice hangs on the last bit, and draws still differ.
const LAST = 0.2;

/** A network of two layers with random weights and a token for each byte: its answers are noise, its layout is real. */
export function tinyModel(change: Partial<HubVariant> = {}): ModelFiles {
  const random = createRandom(20260101);
  const made = new Map<string, Float32Array[]>();
  const rowsOf = (kind: MatrixKind, layer: number) => {
    const key = `${kind} ${layer}`;
    const [rows, columns] = shapes[kind];
    const spread = kind === 'embed' ? 3 : 3 * columns ** -0.5;
    const fresh = () => Float32Array.from({ length: columns }, () => spread * (2 * random.nextFloat() - 1));
    // Ends and pieces of characters stay unlikely: answers are long and readable noise.
    const isPiece = (row: number) => kind === 'embed' && (alphabet.get(tinyTokens[row] ?? '') ?? 255) > 127;
    const make = (_: unknown, row: number) => (isPiece(row) ? new Float32Array(columns) : fresh());
    const found = made.get(key) ?? Array.from({ length: rows }, make);
    made.set(key, found);
    return found;
  };
  const net: HubNetwork = {
    ...tinyNetwork,
    matrix(kind, layer) {
      const rows = rowsOf(kind, layer);
      return { rows: rows.length, row: (index, out) => out.set(rows[index] ?? []) };
    },
    norm: (kind) => new Float32Array(tinyNetwork.width).fill(kind === 'last' ? LAST : 1),
  };
  const variant: HubVariant = {
    weights: 'q4',
    packed: false,
    positions: false,
    dataFile: 'model.onnx_data',
    ...change,
  };
  const { graph, externalData } = hubModel(net, variant);
  return {
    'config.json': json(config(net, 1)),
    'tokenizer.json': json(tokenizerJson(tinyTokens, [], ['<|im_start|>', '<|im_end|>'])),
    'tokenizer_config.json': json({ chat_template: CHATML, eos_token: '<|im_end|>', bos_token: '<|im_start|>' }),
    'model.onnx': graph,
    [variant.dataFile]: externalData,
  };
}

const names: Readonly<Record<MatrixKind, string>> = {
  embed: 'token_embd',
  q: 'attn_q',
  k: 'attn_k',
  v: 'attn_v',
  o: 'attn_output',
  gate: 'ffn_gate',
  up: 'ffn_up',
  down: 'ffn_down',
};

function smollm2Network(gguf: Gguf, layers: number): HubNetwork {
  const tensor = (name: string) => {
    const found = gguf.tensors.get(`${name}.weight`);
    if (!found) throw new Error(`No tensor ${name}.`);
    return found;
  };
  return {
    layers,
    heads: 9,
    kvHeads: 3,
    headDim: 64,
    width: 576,
    ffn: 1536,
    vocab: 49152,
    context: 8192,
    ropeBase: 100_000,
    matrix(kind, layer) {
      const found = tensor(kind === 'embed' ? names.embed : `blk.${layer}.${names[kind]}`);
      const rows = found.shape[0] ?? 0;
      const turned = kind === 'q' ? 9 : kind === 'k' ? 3 : 0;
      const order = turned > 0 ? rotaryOrder(rows, turned) : null;
      return { rows, row: (index, out) => dequantizeRow(found, order?.[index] ?? index, out) };
    },
    norm(kind, layer) {
      const name = { attention: `blk.${layer}.attn_norm`, ffn: `blk.${layer}.ffn_norm`, last: 'output_norm' }[kind];
      const out = new Float32Array(576);
      dequantizeRow(tensor(name), 0, out);
      return out;
    },
  };
}

const LAYERS = 30;

/** SmolLM2-135M-Instruct in the hub's layout, made from the GGUF; with fewer layers, its outside with noise inside. */
export function smollm2Model(gguf: Gguf, weights: HubVariant['weights'], layers = LAYERS): ModelFiles {
  const net = smollm2Network(gguf, layers);
  const { tokens, merges, types } = tokenizerDataOf(gguf);
  const dataFile = `model_${weights}.onnx_data`;
  const { graph, externalData } = hubModel(net, { weights, packed: false, positions: false, dataFile });
  const controls = tokens.filter((_, id) => types[id] === 3);
  return {
    'config.json': json(config(net, 2)),
    'generation_config.json': json({ bos_token_id: 1, eos_token_id: 2, pad_token_id: 2 }),
    'tokenizer.json': json(tokenizerJson(tokens, merges, controls)),
    'tokenizer_config.json': json({ chat_template: CHATML, eos_token: '<|im_end|>', bos_token: '<|im_start|>' }),
    [`model_${weights}.onnx`]: graph,
    [dataFile]: externalData,
  };
}

/**
 * Writes that model once and says where its files lie, by name. Its folder's name carries a version: raise it when the
 * builder changes.
 */
export async function smollm2Files(
  ggufPath: string,
  weights: HubVariant['weights'],
  layers = LAYERS,
): Promise<Record<string, string>> {
  const folder = join(dirname(ggufPath), `hub-layout-1-${weights}-${layers}`);
  const list = join(folder, 'files.json');
  if (!(await stat(list).catch(() => null))) {
    await mkdir(folder, { recursive: true });
    const files = smollm2Model(readGguf(await readFile(ggufPath)), weights, layers);
    for (const [name, data] of Object.entries(files)) {
      await writeFile(join(folder, `${name}.new`), data);
      await rename(join(folder, `${name}.new`), join(folder, name));
    }
    await writeFile(list, JSON.stringify(Object.keys(files)));
  }
  const made = JSON.parse(await readFile(list, 'utf8')) as string[];
  return Object.fromEntries(made.map((name) => [name, join(folder, name)]));
}
