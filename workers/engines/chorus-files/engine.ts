import { HubTokenizer } from '../../../lib/decoding/hub-tokenizer.ts';
import type { DecoderModel } from '../../../lib/decoding/model-port.ts';
import { fault, FaultError, faultOf } from '../../../lib/model/fault.ts';
import type { LoadProgress } from '../../../lib/model/model-info.ts';
import { ChatTemplate } from '../../../lib/prompt/chat-template/render.ts';
import type { ChorusFilesLoad } from '../../../lib/protocol/engine.ts';
import { BatchEngine, type BatchSurroundings, chorusAbilities, type OpenedDecoder } from '../chorus/batch-engine.ts';
import { deviceLimits, type DeviceFacts, type DeviceLimits } from '../chorus/device.ts';
import { OrtDecoder } from '../chorus/ort-decoder.ts';
import { type OrtFactory, startOrt } from '../chorus/ort-module.ts';
import { chooseDevice, type GpuKind } from './choose-device.ts';
import { encodePrompt } from './encode-prompt.ts';
import type { OpenGpuDecoder } from './gpu-decoder.ts';
import { type HubGraph, hubGraph, unsupported } from './hub-io.ts';
import { type ModelFiles, readModelFiles } from './model-files.ts';
import { scaleRowsApart } from './row-scales.ts';
import { checkRows } from './self-check.ts';

/** The outer world of the engine, so that the same engine runs in a worker and in Node. */
export interface ChorusFilesSurroundings extends BatchSurroundings {
  readonly options: Omit<ChorusFilesLoad, 'base'>;
  readonly facts: DeviceFacts;
  /** Null without WebGPU. */
  readonly gpu: () => Promise<GpuKind | null>;
  readonly factory: () => Promise<{ readonly factory: OrtFactory; readonly wasmUrl?: string }>;
  readonly openGpu: OpenGpuDecoder;
}

// What a model without a stated context surely holds.
const LEAST_CONTEXT = 2048;
// The runtime's WebAssembly addresses 4 GiB; caches and buffers need the rest.
const MOST_BYTES = 3 * 2 ** 30;
// Of a load: reading the files is little, opening the session most, the check the rest.
const OPENED = 0.8;

/** Texts of different lengths in tokens, whatever the tokenizer. */
const checkTexts = [
  'The cat sat on the mat.',
  'One, two, three, four, five, six, seven. What comes after seven?',
  'Once upon a time in a small village by the sea there lived an old fisherman who told every child the same story about a whale.',
  'Water boils at a hundred degrees, and it freezes at zero.',
];

/** Decoders from the hub or a folder, exported with GroupQueryAttention, in our batch scheduler. */
export class ChorusFilesEngine extends BatchEngine {
  constructor(world: ChorusFilesSurroundings) {
    super(world, (onProgress, goOn) => openFiles(world, onProgress, goOn));
  }
}

async function openFiles(
  world: ChorusFilesSurroundings,
  onProgress: (progress: LoadProgress) => void,
  goOn: () => void,
): Promise<OpenedDecoder> {
  const { options, facts } = world;
  const limits = deviceLimits(facts, options);
  const report = (phase: LoadProgress['phase'], fraction: number, bytes: number) =>
    onProgress({ phase, fraction, doneBytes: bytes * fraction, totalBytes: bytes });
  report('runtime', 0, 0);
  const files = await readModelFiles(options.files);
  const graph = hubGraph(files.graph);
  const tokenizer = tokenizerOf(files);
  const { template: source, bosToken, eosToken } = files.config;
  const { controlTokens } = tokenizer;
  // The templates of these exports write the first token themselves.
  const template = new ChatTemplate({ template: source, bosToken, eosToken, addBos: false, controlTokens });
  const device = chooseDevice(options.device, graph, await world.gpu());
  report('start', 0.1, files.bytes);
  const shape = shapeOf(files, graph, limits);
  const decoder =
    device === 'gpu'
      ? await world.openGpu({ files, graph, shape, budgetBytes: limits.budgetBytes })
      : await openCpu(world, files, graph, shape, limits);
  try {
    goOn();
    report('start', OPENED, files.bytes);
    const prompts = checkTexts.map((text) => tokenizer.encodeText(text));
    const check = await checkRows(decoder, prompts, limits.width);
    report('start', 1, files.bytes);
    const width = check === 'apart' ? 1 : limits.width;
    const exact = width === 1 || check === 'exact';
    return {
      decoder,
      tokenizer,
      encode: (prompt) => encodePrompt(tokenizer, template, prompt),
      info: {
        model: {
          id: options.model,
          name: options.name,
          licence: null,
          downloadBytes: files.bytes,
          contextTokens: shape.context,
        },
        device,
        threads: device === 'gpu' ? null : limits.threads,
        crossOriginIsolated: facts.isolated,
        width,
        abilities: { ...chorusAbilities, seeds: exact ? 'exact' : 'best-effort' },
      },
    };
  } catch (thrown) {
    decoder.dispose();
    throw thrown;
  }
}

function tokenizerOf({ tokenizer, tokenizerConfig, config }: ModelFiles): HubTokenizer {
  return new HubTokenizer(tokenizer, tokenizerConfig, config.endIds);
}

/** The network's shape, with no more context than the memory for caches holds of one row. */
function shapeOf({ config }: ModelFiles, { shape, vocab, caches }: HubGraph, { budgetBytes }: DeviceLimits) {
  const tokens = vocab ?? config.vocab;
  if (tokens === null) throw unsupported('it does not say how many tokens it knows');
  const perToken = 2 * shape.layers * shape.kvHeads * shape.headDim * (caches === 'float16' ? 2 : 4);
  const context = Math.min(config.context ?? LEAST_CONTEXT, Math.floor(budgetBytes / perToken));
  return { ...shape, vocab: tokens, context };
}

async function openCpu(
  { factory }: ChorusFilesSurroundings,
  files: ModelFiles,
  { io }: HubGraph,
  shape: ReturnType<typeof shapeOf>,
  { threads, budgetBytes }: DeviceLimits,
): Promise<DecoderModel> {
  if (files.bytes > MOST_BYTES) {
    const size = (files.bytes / 2 ** 30).toFixed(1);
    throw new FaultError(
      fault('out-of-memory', `The model has ${size} GiB, more than a processor’s engine in a browser holds.`),
    );
  }
  const started = await factory();
  const ort = await startOrt(started.factory, threads, started.wasmUrl);
  const data = new Map<string, Uint8Array>();
  for (const [name, blob] of files.data) data.set(name, new Uint8Array(await blob.arrayBuffer()));
  const session = await ort.session(scaleRowsApart(files.onnx), data).catch((thrown: unknown) => {
    const why = faultOf(thrown);
    throw why.code === 'internal' ? unsupported(why.message) : thrown;
  });
  return new OrtDecoder(ort, session, shape, budgetBytes, io);
}
