import { StaticVectors } from '../../../lib/embedding/static-vectors.ts';
import type { Encoded } from '../../../lib/embedding/wordpiece.ts';
import { WordPiece } from '../../../lib/embedding/wordpiece.ts';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { LoadProgress } from '../../../lib/model/model-info.ts';
import type { EncoderInfo } from '../../../lib/protocol/embed.ts';
import { fetchManifestJson, fetchParts, fetchPiece, keptUrl, type PartCache } from '../chorus/fetch-parts.ts';
import { startOrt, type OrtFactory } from '../chorus/ort-module.ts';
import { type EncoderFiles, encoderId, encoderPieces, parseEncoderManifest, requireFiles } from './manifest.ts';
import { BATCH_TOKENS, DIMENSIONS, EncoderSession, MAX_TOKENS } from './session.ts';

/** What loading needs of the world around it. */
export interface EncoderSurroundings {
  /** The folder of the model, ending in a slash. */
  readonly base: string;
  readonly cache: PartCache;
  readonly fetch: (url: string) => Promise<Response>;
  readonly factory: () => Promise<{ readonly factory: OrtFactory; readonly wasmUrl?: string }>;
  /** 1 unless the page is cross-origin isolated. */
  readonly threads: number;
  /** A load ends with its worker; nothing else stops it. */
  readonly signal: AbortSignal;
}

/** The loaded sentence encoder. */
export interface SentenceEncoder {
  readonly info: EncoderInfo;
  /** Tokens of a batch at most, padding among them. */
  readonly batchTokens: number;
  encode(text: string): Encoded;
  /** Vectors of length 1 of texts with at least one token of their own, one after the other from `at` on. */
  run(texts: readonly Uint32Array[], into: Float32Array, at: number): Promise<void>;
  /** The mean of the static vectors of a text’s tokens, scaled to length 1. @throws FaultError `model-missing` */
  runStatic(text: string, into: Float32Array, at: number): void;
}

/** What the folder says, without loading anything. @throws FaultError `download-failed`, `model-corrupt`, `model-missing` */
export async function encoderFiles({
  base,
  fetch,
}: Pick<EncoderSurroundings, 'base' | 'fetch'>): Promise<EncoderFiles> {
  return requireFiles(parseEncoderManifest(await fetchManifestJson(base, fetch)));
}

/** The share of a load's progress that is the download; the rest is starting. */
const DOWNLOAD = 0.9;

/** Fetches (or takes from what the browser kept), verifies and starts the encoder. @throws FaultError */
export async function loadEncoder(
  files: EncoderFiles,
  world: EncoderSurroundings,
  onProgress: (progress: LoadProgress) => void,
): Promise<SentenceEncoder> {
  const pieces = encoderPieces(files);
  const totalBytes = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  let doneBytes = 0;
  const onBytes = (bytes: number) => {
    doneBytes += bytes;
    onProgress({ phase: 'download', fraction: DOWNLOAD * (doneBytes / totalBytes), doneBytes, totalBytes });
  };
  const how = { ...world, onBytes };
  const text = new TextDecoder().decode(await fetchPiece(world.base, files.tokenizer, how));
  const words = new WordPiece(JSON.parse(text) as unknown);
  const graph = await fetchPiece(world.base, files.graph, how);
  const weights = await fetchParts(world.base, files.parts, how);
  const table = files.static ? new StaticVectors(await fetchPiece(world.base, files.static, how)) : null;
  await forgetOthers(files, world);
  onProgress({ phase: 'start', fraction: DOWNLOAD, doneBytes, totalBytes });
  const { factory, wasmUrl } = await world.factory();
  const ort = await startOrt(factory, world.threads, wasmUrl);
  const session = await EncoderSession.open(ort, graph, weights);
  onProgress({ phase: 'start', fraction: 1, doneBytes, totalBytes });
  return {
    info: {
      model: encoderId(files),
      dimensions: DIMENSIONS,
      staticDimensions: table?.dimensions ?? 0,
      maxTokens: MAX_TOKENS,
      runsOn: `wasm, ${world.threads === 1 ? 'one thread' : `${world.threads} threads`}`,
    },
    batchTokens: BATCH_TOKENS,
    encode: (given) => words.encode(given, MAX_TOKENS),
    run: (texts, into, at) => session.run(texts, into, at),
    runStatic: (given, into, at) => {
      if (!table) throw new FaultError(fault('model-missing', 'This site has no static token vectors.'));
      table.embed(words.encode(given, MAX_TOKENS).ids, into, at);
    },
  };
}

/** What the browser kept of earlier versions goes: nobody would ask for it again. */
async function forgetOthers(files: EncoderFiles, { base, cache }: EncoderSurroundings): Promise<void> {
  const wanted = new Set(encoderPieces(files).map((piece) => keptUrl(base, piece)));
  for (const url of await cache.keys()) if (url.startsWith(base) && !wanted.has(url)) await cache.delete(url);
}
