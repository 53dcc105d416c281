import * as v from 'valibot';
import { convertWeights, type Layout } from '../../../lib/decoding/convert.ts';
import { readGguf } from '../../../lib/decoding/gguf.ts';
import { tokenizerDataOf, type TokenizerData } from '../../../lib/decoding/tokenizer.ts';
import { fault, FaultError, faultOf } from '../../../lib/model/fault.ts';
import type { LoadPhase } from '../../../lib/model/model-info.ts';
import type { WeightsSource } from '../../../lib/protocol/engine.ts';
import {
  download,
  fetchManifestJson,
  fetchParts,
  fetchPiece,
  type FetchParts,
  keptUrl,
  sha256Hex,
} from './fetch-parts.ts';
import { type Manifest, parseManifest, Piece } from './manifest.ts';

export interface LoadedWeights {
  readonly manifest: Manifest;
  readonly graph: Uint8Array<ArrayBuffer>;
  readonly layout: Layout;
  readonly tokenizer: TokenizerData;
  readonly weights: Uint8Array<ArrayBuffer>;
}

export interface WeightsOptions extends Omit<FetchParts, 'onBytes'> {
  /** The folder of the model, ending in a slash. */
  readonly base: string;
  readonly source: WeightsSource;
  /** 0 to 1 within this function. */
  readonly onProgress: (phase: LoadPhase, fraction: number, doneBytes: number, totalBytes: number) => void;
}

const PART_BYTES = 32 * 1024 * 1024;

/** What this browser converted itself from a GGUF, so that it does so once. */
const LocalIndex = v.object({ version: v.literal(1), parts: v.array(Piece), tokenizer: Piece });
type LocalIndex = v.InferOutput<typeof LocalIndex>;

export async function fetchManifest(base: string, fetcher: (url: string) => Promise<Response>): Promise<Manifest> {
  return parseManifest(await fetchManifestJson(base, fetcher));
}

/**
 * Everything that the decoder needs, from the app's origin, from what this browser kept, or from a GGUF (hub or file)
 * converted here.
 * @throws FaultError `model-missing` when the origin has no weights and none were kept.
 */
export async function loadWeights(options: WeightsOptions): Promise<LoadedWeights> {
  const manifest = await fetchManifest(options.base, options.fetch);
  const quiet = { ...options, onBytes: () => undefined };
  const graph = await fetchPiece(options.base, manifest.graph, quiet);
  const layout = JSON.parse(decode(await fetchPiece(options.base, manifest.layout, quiet))) as Layout;
  const rest =
    options.source.kind === 'origin'
      ? await fromParts(manifest, options)
      : await fromGguf(manifest, layout, options.source, options);
  await forgetOthers(manifest, options);
  return { manifest, graph, layout, ...rest };
}

/** Pieces of earlier versions go, once this version has all it needs: nobody would ask for them again. */
async function forgetOthers(manifest: Manifest, options: WeightsOptions): Promise<void> {
  const local = localIndexUrl(options.base, manifest);
  const index = await localIndex(local, options);
  const pieces = [manifest.graph, manifest.layout, ...(index ? [index.tokenizer, ...index.parts] : [])];
  if (!manifest.missing) pieces.push(manifest.tokenizer, ...manifest.parts);
  const wanted = new Set([...pieces.map((piece) => keptUrl(options.base, piece)), ...(index ? [local] : [])]);
  for (const url of await options.cache.keys())
    if (url.startsWith(options.base) && !wanted.has(url)) await options.cache.delete(url);
}

async function fromParts(manifest: Manifest, options: WeightsOptions) {
  const local = localIndexUrl(options.base, manifest);
  const index = manifest.missing
    ? await localIndex(local, options)
    : { parts: manifest.parts, tokenizer: manifest.tokenizer };
  if (!index) throw new FaultError(fault('model-missing', 'This site was built without the model’s weights.'));
  const total = [...index.parts, index.tokenizer].reduce((sum, piece) => sum + piece.bytes, 0);
  let done = 0;
  const how = {
    ...options,
    onBytes: (bytes: number) => {
      done += bytes;
      options.onProgress('download', done / total, done, total);
    },
  };
  if (manifest.missing) how.fetch = () => Promise.reject(new Error('it is kept here alone'));
  try {
    const tokenizer = JSON.parse(decode(await fetchPiece(options.base, index.tokenizer, how))) as TokenizerData;
    return { tokenizer, weights: await fetchParts(options.base, index.parts, how) };
  } catch (thrown) {
    if (!manifest.missing || faultOf(thrown).code !== 'download-failed') throw thrown;
    // No server has these parts: whoever waits for them would be told to check the connection for ever.
    await options.cache.delete(local);
    throw new FaultError(fault('model-missing', 'The copy of the model that this browser kept is damaged.'));
  }
}

async function fromGguf(
  manifest: Manifest,
  layout: Layout,
  source: Exclude<WeightsSource, { kind: 'origin' }>,
  options: WeightsOptions,
) {
  const file =
    source.kind === 'hub' ? await fromHub(manifest, options) : new Uint8Array(await source.file.arrayBuffer());
  options.signal.throwIfAborted();
  const gguf = readGguf(file);
  const tokenizer = tokenizerDataOf(gguf);
  const weights = convertWeights(gguf, layout, (done) =>
    options.onProgress('convert', 0.7 + (0.3 * done) / layout.bytes, done, layout.bytes),
  );
  await keep(weights, tokenizer, localIndexUrl(options.base, manifest), options);
  return { tokenizer, weights };
}

async function fromHub(manifest: Manifest, options: WeightsOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { source } = manifest;
  let done = 0;
  const onBytes = (bytes: number) => {
    done += bytes;
    options.onProgress('download', (0.7 * done) / source.bytes, done, source.bytes);
  };
  const bytes = await download(source.hub, { path: source.file, ...source }, { ...options, onBytes });
  if ((await sha256Hex(bytes)) !== source.sha256)
    throw new FaultError(fault('model-corrupt', `${source.file} from the hub is not the file that this app knows.`));
  return bytes;
}

/** Keeps converted weights beside downloaded parts; where nothing can be kept, the next load converts again. */
async function keep(
  weights: Uint8Array<ArrayBuffer>,
  tokenizer: TokenizerData,
  indexUrl: string,
  options: WeightsOptions,
): Promise<void> {
  const put = async (path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Piece> => {
    const piece = { path, bytes: bytes.byteLength, sha256: await sha256Hex(bytes) };
    await options.cache.put(keptUrl(options.base, piece), bytes);
    return piece;
  };
  const parts: Piece[] = [];
  for (let at = 0; at < weights.byteLength; at += PART_BYTES)
    parts.push(await put(`local.${parts.length}.bin`, weights.slice(at, at + PART_BYTES)));
  const encoder = new TextEncoder();
  const index: LocalIndex = {
    version: 1,
    parts,
    tokenizer: await put('local.tokenizer.json', encoder.encode(JSON.stringify(tokenizer))),
  };
  await options.cache.put(indexUrl, encoder.encode(JSON.stringify(index)));
}

/** The layout's hash is part of the address: weights converted for another version's graph are never run with this one. */
export function localIndexUrl(base: string, manifest: Manifest): string {
  return `${base}local.json?layout=${manifest.layout.sha256}`;
}

async function localIndex(url: string, options: WeightsOptions): Promise<LocalIndex | null> {
  const kept = await options.cache.get(url);
  if (!kept) return null;
  const result = v.safeParse(LocalIndex, await kept.json().catch(() => null));
  return result.success ? result.output : null;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
