import { orderSplit } from '../decoding/gguf-split.ts';
import type { GpuFacts, Need } from '../model/catalogue.ts';

/** A repository's files, as its listing names them. */
export interface HubFiles {
  readonly files: readonly { readonly path: string; readonly bytes: number | null }[];
}

/** Something in a repository that can be added as a model. */
export interface HubOption {
  readonly kind: 'gguf' | 'onnx';
  /** Tells it from the repository's others: its main file, without folder, part number and ending. */
  readonly label: string;
  /** Everything to fetch, by path: split files in their order; an ONNX graph first, its data and tokenizer behind it. */
  readonly files: readonly string[];
  /** Null when a file's size is unknown. */
  readonly bytes: number | null;
  /** As the name says; null when it says nothing. */
  readonly quantisation: string | null;
  /** Which processor it is made for; `any` runs on both. */
  readonly runsOn: 'cpu' | 'gpu' | 'any';
  readonly needs: readonly Need[];
}

export interface HubOptions {
  readonly gguf: readonly HubOption[];
  readonly onnx: readonly HubOption[];
}

type File = HubFiles['files'][number];

/**
 * What a repository offers. Whether an ONNX graph is laid out as the batched decoder needs it shows only when it is read.
 */
export function hubOptions({ files }: HubFiles): HubOptions {
  return { gguf: ggufOptions(files), onnx: onnxOptions(files) };
}

// Best first: size against quality as llama.cpp's own tables have it.
const ggufOrder = [
  'Q4_K_M',
  'Q4_K_S',
  'Q4_0',
  'Q4_1',
  'IQ4_XS',
  'IQ4_NL',
  'Q5_K_M',
  'Q5_K_S',
  'Q6_K',
  'Q8_0',
  'Q3_K_M',
];

/**
 * The one to propose on this device, or null when none of them runs there.
 * @param gpu null where there is none; one in software counts as none.
 */
export function preferredOption(
  options: readonly HubOption[],
  gpu: Pick<GpuFacts, 'f16' | 'software'> | null,
): HubOption | null {
  const hardware = gpu !== null && !gpu.software ? gpu : null;
  const orders = {
    gguf: ggufOrder,
    onnx: hardware
      ? [...(hardware.f16 ? ['q4f16', 'q4', 'fp16'] : ['q4']), 'int8', 'quantized', 'uint8', 'fp32']
      : ['int8', 'quantized', 'uint8', 'q4', 'fp32'],
  };
  const runs = options.filter(({ runsOn, needs }) => {
    if (runsOn === 'gpu' && !hardware) return false;
    return !needs.includes('shader-f16') || hardware?.f16 === true;
  });
  const rank = ({ kind, quantisation }: HubOption) => {
    const at = orders[kind].indexOf(quantisation ?? '');
    return at < 0 ? orders[kind].length : at;
  };
  const size = ({ bytes }: HubOption) => bytes ?? Infinity;
  const compare = (a: HubOption, b: HubOption) => rank(a) - rank(b) || (size(a) < size(b) ? -1 : 1);
  return [...runs].sort(compare)[0] ?? null;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

function sum(files: readonly File[]): number | null {
  return files.reduce<number | null>(
    (total, { bytes }) => (total === null || bytes === null ? null : total + bytes),
    0,
  );
}

const SPLIT = /-\d{5}-of-\d{5}(?=\.gguf$)/i;
const GGUF_QUANTISATION = /(?:^|[-._/])((?:I?Q\d(?:_[A-Z0-9]+)*)|MXFP4|BF16|FP?16|FP?32)$/i;
/** Image encoders and measurements lie beside models under the same ending. */
const NO_MODEL = /^mmproj|imatrix/i;

function ggufOptions(files: readonly File[]): HubOption[] {
  const groups = new Map<string, File[]>();
  for (const file of files) {
    if (!/\.gguf$/i.test(file.path) || NO_MODEL.test(nameOf(file.path))) continue;
    const group = file.path.replace(SPLIT, '');
    groups.set(group, [...(groups.get(group) ?? []), file]);
  }
  return [...groups].flatMap(([path, found]): HubOption[] => {
    const ordered = inOrder(found);
    if (!ordered) return [];
    const label = nameOf(path).replace(/\.gguf$/i, '');
    // Some repositories name the folder after the quantisation, not the file.
    const [, quantisation] = GGUF_QUANTISATION.exec(label) ?? GGUF_QUANTISATION.exec(folderOf(path).slice(0, -1)) ?? [];
    return [
      {
        kind: 'gguf',
        label,
        files: ordered.map((file) => file.path),
        bytes: sum(ordered),
        quantisation: quantisation?.toUpperCase() ?? null,
        runsOn: 'any',
        needs: [],
      },
    ];
  });
}

/** Null when a part is missing: such a model cannot be loaded. */
function inOrder(files: readonly File[]): readonly File[] | null {
  if (!files.some(({ path }) => SPLIT.test(path))) return files.slice(0, 1);
  const split = orderSplit(files.map(({ path }) => path));
  return !split || split.missing.length > 0 ? null : split.order.flatMap((place) => files[place] ?? []);
}

/** The hub's variants by the end of their names: what they are called here, and where they run. */
const variants: Readonly<Record<string, Pick<HubOption, 'runsOn' | 'needs'> & { readonly quantisation: string }>> = {
  '': { quantisation: 'fp32', runsOn: 'any', needs: [] },
  _fp16: { quantisation: 'fp16', runsOn: 'gpu', needs: ['webgpu', 'shader-f16'] },
  _q4: { quantisation: 'q4', runsOn: 'any', needs: [] },
  _q4f16: { quantisation: 'q4f16', runsOn: 'gpu', needs: ['webgpu', 'shader-f16'] },
  _int8: { quantisation: 'int8', runsOn: 'cpu', needs: [] },
  _uint8: { quantisation: 'uint8', runsOn: 'cpu', needs: [] },
  _quantized: { quantisation: 'quantized', runsOn: 'cpu', needs: [] },
};

const ONNX = /^(onnx\/|)model(_[a-z0-9]+|)\.onnx$/;
const REQUIRED = ['config.json', 'tokenizer.json'];
const USEFUL = ['tokenizer_config.json', 'chat_template.jinja', 'generation_config.json'];

function onnxOptions(files: readonly File[]): HubOption[] {
  const at = (path: string) => files.filter((file) => file.path === path);
  if (REQUIRED.some((path) => at(path).length === 0)) return [];
  const beside = [...REQUIRED, ...USEFUL].flatMap(at);
  return files.flatMap((graph): HubOption[] => {
    const [, , ending] = ONNX.exec(graph.path) ?? [];
    const variant = ending === undefined ? undefined : variants[ending];
    if (!variant) return [];
    // `model_q4.onnx_data`, and `_data_1` and so on above two gigabytes.
    const data = files.filter(({ path }) => path.startsWith(`${graph.path}_data`));
    const all = [graph, ...data, ...beside];
    const label = nameOf(graph.path).replace(/\.onnx$/, '');
    return [{ kind: 'onnx', label, files: all.map(({ path }) => path), bytes: sum(all), ...variant }];
  });
}
