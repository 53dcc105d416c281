import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { place } from './cache.ts';
import { fileEntry, type FileEntry } from './manifest.ts';
import type { MinilmPaths } from './minilm.ts';
import { publishedAs, writeIfNew } from './publish.ts';

const MODEL = 'all-minilm-l6-v2';
const MANIFEST = 'manifest.json';
/** What the app takes from models/all-minilm-l6-v2. */
export const encoderFiles = ['graph.onnx'] as const;

/** What is published of the encoder. */
export interface EncoderPaths extends MinilmPaths {
  /** Static vectors of its tokens; null where they could not be made. */
  readonly static: string | null;
}

interface Head {
  readonly version: 1;
  readonly model: typeof MODEL;
  /** For people. */
  readonly name: string;
  readonly licence: string;
}

/** What public/models/all-minilm-l6-v2/manifest.json says; the embed worker reads it first. */
export type MinilmManifest =
  | (Head & {
      readonly missing: false;
      readonly bytes: number;
      readonly graph: FileEntry;
      readonly tokenizer: FileEntry;
      /** Put together in this order they are the published model file, which the graph's constants are ranges of. */
      readonly parts: readonly FileEntry[];
      readonly static: FileEntry | null;
    })
  | (Head & { readonly missing: true; readonly reason: string });

const head: Head = { version: 1, model: MODEL, name: 'all-MiniLM-L6-v2', licence: 'Apache-2.0' };

/**
 * Fills a folder that the app serves, such as public/models/all-minilm-l6-v2; the manifest comes last, so that it never
 * names what is not there.
 * @param made the folder of the graph.
 * @param from or, as a sentence, why there are no weights.
 */
export function publishMinilm(made: string, target: string, from: EncoderPaths | string): MinilmManifest {
  const manifest: MinilmManifest =
    typeof from === 'string' ? { ...head, missing: true, reason: from } : { ...head, ...files(made, target, from) };
  writeIfNew(join(target, MANIFEST), Buffer.from(`${JSON.stringify(manifest)}\n`));
  const named = new Set([MANIFEST, ...filesOf(manifest).map(({ path }) => path)]);
  for (const name of readdirSync(target)) if (!named.has(name)) rmSync(join(target, name), { recursive: true });
  return manifest;
}

function files(made: string, target: string, from: EncoderPaths) {
  const put = (path: string, name: string): FileEntry => {
    place(path, join(target, name));
    return fileEntry(join(target, name));
  };
  // A copy: the folder's own file may be made anew while the app runs.
  writeIfNew(join(target, 'graph.onnx'), readFileSync(join(made, 'graph.onnx')));
  const graph = fileEntry(join(target, 'graph.onnx'));
  const tokenizer = put(from.tokenizer, 'tokenizer.json');
  // One part: the file is smaller than a part may be. Like all weights it ends in .bin: compressing them again would gain nothing.
  const parts = [put(from.model, 'weights.000.bin')];
  const table = from.static === null ? null : put(from.static, 'static.bin');
  const bytes = [graph, tokenizer, ...parts, ...(table ? [table] : [])].reduce((sum, file) => sum + file.bytes, 0);
  return { missing: false as const, bytes, graph, tokenizer, parts, static: table };
}

/** The files that a manifest names. */
export function filesOf(manifest: MinilmManifest): readonly FileEntry[] {
  if (manifest.missing) return [];
  return [manifest.graph, manifest.tokenizer, ...manifest.parts, ...(manifest.static ? [manifest.static] : [])];
}

/** A hash of what stands in `target` now, or null when the manifest names what is not there. */
export const minilmPublished = (target: string): string | null =>
  publishedAs(target, (text) => {
    const manifest = JSON.parse(text) as MinilmManifest;
    return manifest.missing ? null : filesOf(manifest);
  });
