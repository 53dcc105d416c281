import type { CatalogueEntry } from '../model/catalogue.ts';
import { fault, FaultError } from '../model/fault.ts';
import { GGUF_CONTEXT } from './load-options.ts';
import { parseHubAddress } from '../catalogue/hub-address.ts';
import { type ByteSource, readGgufFacts } from '../decoding/gguf-facts.ts';
import { orderSplit } from '../decoding/gguf-split.ts';

// What a chorus-files export must hold; see `ChorusFilesLoad`.
const CONFIG = 'config.json';
const TOKENIZER = 'tokenizer.json';

// Beside weights and cache: activations of one batch and the runtime itself.
const BUFFERS = 150_000_000;

const unknown = {
  family: null,
  parameters: null,
  quantisation: null,
  licence: null,
  contextTokens: null,
  downloadBytes: null,
  memoryBytes: null,
  origin: 'added',
} as const;

/** Files that the user chose, as an entry and in their order. */
export interface AddedFiles {
  readonly entry: CatalogueEntry;
  readonly files: readonly File[];
}

/** Reads what the user chose: GGUF (whole, or all parts of a split one) or an ONNX export. @throws FaultError */
export async function entryOfFiles(files: readonly File[]): Promise<AddedFiles> {
  const ggufs = files.filter((file) => file.name.toLowerCase().endsWith('.gguf'));
  if (ggufs.length > 0) return ggufEntry(ggufs);
  if (files.some((file) => file.name.endsWith('.onnx'))) return onnxEntry(files);
  throw refused('These are neither GGUF files nor an ONNX export.');
}

async function ggufEntry(files: readonly File[]): Promise<AddedFiles> {
  const split = orderSplit(files.map((file) => file.name));
  if (!split) throw refused('Choose one GGUF file, or all parts of one split model.');
  if (split.missing.length > 0) throw refused(`Choose its other parts as well: ${split.missing.join(', ')}.`);
  const ordered = split.order.map((place) => files[place]).filter((file) => file !== undefined);
  const first = ordered[0]?.name ?? '';
  const bytes = ordered.reduce((sum, file) => sum + file.size, 0);
  const entry: CatalogueEntry = {
    ...unknown,
    choice: { engine: 'wllama', model: `file:${first}:${bytes}`, name: nameOf(first) },
    downloadBytes: 0,
    needs: [],
    source: { kind: 'files', names: ordered.map((file) => file.name) },
  };
  return { entry: await withGgufFacts(entry, ordered), files: ordered };
}

/** The entry with what its GGUF files say of themselves. @throws FaultError for files that cannot be read */
export async function withGgufFacts(entry: CatalogueEntry, parts: readonly ByteSource[]): Promise<CatalogueEntry> {
  const facts = await readGgufFacts(parts);
  const bytes = parts.reduce((sum, part) => sum + part.size, 0);
  const cache = (facts.cacheBytesPerToken ?? 0) * Math.min(facts.contextTokens ?? GGUF_CONTEXT, GGUF_CONTEXT);
  return {
    ...entry,
    family: facts.architecture,
    parameters: facts.parameters,
    quantisation: facts.quantisation,
    licence: facts.licence ?? entry.licence,
    contextTokens: facts.contextTokens,
    memoryBytes: bytes + cache + BUFFERS,
  };
}

function onnxEntry(files: readonly File[]): AddedFiles {
  for (const name of [CONFIG, TOKENIZER])
    if (!files.some((file) => file.name === name)) throw refused(`An ONNX export needs its ${name} as well.`);
  const graphs = files.filter((file) => file.name.endsWith('.onnx'));
  if (graphs.length > 1) throw refused('Choose one .onnx file, with its external data.');
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const name = graphs[0]?.name ?? 'model.onnx';
  const entry: CatalogueEntry = {
    ...unknown,
    choice: { engine: 'chorus', model: `file:${name}:${bytes}`, name: `${name} (ONNX)` },
    downloadBytes: 0,
    memoryBytes: Math.round(bytes * 1.5),
    needs: [],
    source: { kind: 'files', names: files.map((file) => file.name) },
  };
  return { entry, files };
}

const SPLIT = /^(.*)-(\d{5})-of-(\d{5})(\.gguf)$/i;

/** An entry for an address on the model hub; nothing is asked of it. @throws FaultError for another address. */
export function entryOfAddress(address: string): CatalogueEntry {
  const read = parseHubAddress(address);
  if (!read.ok) throw refused(read.reason);
  const { repository, revision, path, kind } = read;
  const files = path === null ? [] : kind === 'gguf' ? splitFiles(path) : [path];
  return {
    ...unknown,
    choice: {
      engine: kind === 'gguf' ? 'wllama' : 'chorus',
      model: `hub:${repository}@${revision}/${files[0] ?? ''}`,
      name: path === null ? repository : nameOf(path),
    },
    needs: [],
    source: { kind: 'hub', repository, revision, files },
  };
}

/** A file's own name: it says which quantisation it is, which the name inside the file seldom does. */
function nameOf(path: string): string {
  const name = path.split('/').at(-1) ?? path;
  return name.replace(/(-\d{5}-of-\d{5})?\.gguf$/i, '');
}

/** All parts of a split file when one of them is named. */
function splitFiles(path: string): readonly string[] {
  const [, head, , count, tail] = SPLIT.exec(path) ?? [];
  if (head === undefined || count === undefined || tail === undefined) return [path];
  const parts = Math.min(Number(count), 999);
  return Array.from({ length: parts }, (_, i) => `${head}-${String(i + 1).padStart(5, '0')}-of-${count}${tail}`);
}

/** A model of an endpoint, as an entry. */
export function entryOfEndpoint(endpoint: { id: string; name: string }, model: string): CatalogueEntry {
  return {
    ...unknown,
    choice: { engine: 'endpoint', model: `${endpoint.id}/${model}`, name: `${model} at ${endpoint.name}` },
    downloadBytes: 0,
    memoryBytes: 0,
    needs: [],
    source: { kind: 'endpoint', endpoint: endpoint.id },
  };
}

function refused(message: string): FaultError {
  return new FaultError(fault('bad-input', message));
}
