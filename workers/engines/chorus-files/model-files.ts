import * as v from 'valibot';
import { fault, FaultError, badInput } from '../../../lib/model/fault.ts';
import type { NamedBlob } from '../../../lib/protocol/engine.ts';
import { unsupported } from './hub-io.ts';
import { type OnnxGraph, readOnnxGraph } from './onnx-graph.ts';

/** What config.json and its neighbours tell, as far as decoding needs it. */
export interface ModelConfig {
  readonly context: number | null;
  readonly vocab: number | null;
  readonly endIds: readonly number[];
  readonly template: string | null;
  readonly bosToken: string;
  readonly eosToken: string;
}

export interface ModelFiles {
  readonly graph: OnnxGraph;
  readonly onnx: Uint8Array;
  /** By the names that the graph gives them. */
  readonly data: ReadonlyMap<string, Blob>;
  readonly tokenizer: unknown;
  readonly tokenizerConfig: unknown;
  readonly config: ModelConfig;
  readonly bytes: number;
}

const Count = v.pipe(v.number(), v.integer(), v.minValue(1));
const Id = v.pipe(v.number(), v.integer(), v.minValue(0));
const Ids = v.union([
  v.pipe(
    Id,
    v.transform((id) => [id]),
  ),
  v.array(Id),
]);
/** Some configs keep the language model's part one level lower. */
const Text = v.object({ max_position_embeddings: v.optional(Count), vocab_size: v.optional(Count) });
const Config = v.object({ ...Text.entries, text_config: v.optional(Text), eos_token_id: v.nullish(Ids) });
const Generation = v.object({ eos_token_id: v.nullish(Ids) });
/** A token is a string, or an object with its content. */
const TokenText = v.union([
  v.string(),
  v.pipe(
    v.object({ content: v.string() }),
    v.transform(({ content }) => content),
  ),
]);
const Template = v.object({ name: v.string(), template: v.string() });
const TokenizerConfig = v.object({
  chat_template: v.nullish(v.union([v.string(), v.array(Template)])),
  bos_token: v.nullish(TokenText),
  eos_token: v.nullish(TokenText),
});

/**
 * Finds and reads the parts of a model among its files; folders in their names do not matter.
 * @throws FaultError `bad-input` when a part is missing, `model-corrupt`, `model-unsupported`.
 */
export async function readModelFiles(files: readonly NamedBlob[]): Promise<ModelFiles> {
  const byName = new Map(files.map(({ name, blob }) => [baseName(name), blob]));
  const graphs = [...byName.keys()].filter((name) => name.endsWith('.onnx'));
  const [onnxName] = graphs;
  if (onnxName === undefined || graphs.length > 1)
    throw badInput(onnxName === undefined ? 'There is no .onnx file.' : 'Choose one .onnx file; several were given.');
  const onnx = new Uint8Array(await must(byName.get(onnxName), onnxName).arrayBuffer());
  const graph = readOnnxGraph(onnx);
  const data = new Map(graph.dataFiles.map((path) => [path, must(byName.get(baseName(path)), path)]));
  const tokenizerConfig = await jsonOf(byName, 'tokenizer_config.json');
  return {
    graph,
    onnx,
    data,
    tokenizer: await jsonOf(byName, 'tokenizer.json', true),
    tokenizerConfig: tokenizerConfig ?? {},
    config: await readConfig(byName, tokenizerConfig),
    bytes: files.reduce((sum, { blob }) => sum + blob.size, 0),
  };
}

async function readConfig(byName: ReadonlyMap<string, Blob>, tokenizerConfig: unknown): Promise<ModelConfig> {
  const config = parse(Config, await jsonOf(byName, 'config.json', true), 'config.json');
  const generation = parse(
    Generation,
    (await jsonOf(byName, 'generation_config.json')) ?? {},
    'generation_config.json',
  );
  const texts = parse(TokenizerConfig, tokenizerConfig ?? {}, 'tokenizer_config.json');
  const apart = await byName.get('chat_template.jinja')?.text();
  const { chat_template: inside } = texts;
  const named = typeof inside === 'string' ? inside : inside?.find(({ name }) => name === 'default')?.template;
  return {
    context: config.max_position_embeddings ?? config.text_config?.max_position_embeddings ?? null,
    vocab: config.vocab_size ?? config.text_config?.vocab_size ?? null,
    endIds: [...(config.eos_token_id ?? []), ...(generation.eos_token_id ?? [])],
    template: apart ?? named ?? null,
    bosToken: texts.bos_token ?? '',
    eosToken: texts.eos_token ?? '',
  };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function must(blob: Blob | undefined, name: string): Blob {
  if (blob) return blob;
  throw badInput(`The file ${name} belongs to this model and is missing.`);
}

async function jsonOf(files: ReadonlyMap<string, Blob>, name: string, needed = false): Promise<unknown> {
  const blob = files.get(name);
  if (!blob) return needed ? must(blob, name) : null;
  try {
    return JSON.parse(await blob.text()) as unknown;
  } catch {
    throw new FaultError(fault('model-corrupt', `The file ${name} is damaged: it is no JSON.`));
  }
}

function parse<T extends v.GenericSchema>(schema: T, value: unknown, name: string): v.InferOutput<T> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw unsupported(`its ${name} is not written as usual`);
}
