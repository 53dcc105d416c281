import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { sha256File } from '../kit/stamp.mjs';
import { gguf } from './source.ts';

/** A file beside the manifest. */
export interface FileEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface Head {
  readonly version: 1;
  readonly model: 'smollm2-135m';
  /** For people. */
  readonly name: string;
  /** Tokens that prompt and answer may have together. */
  readonly context: number;
  readonly source: typeof gguf;
  readonly graph: FileEntry;
  readonly layout: FileEntry;
}

/** What public/models/smollm2-135m/manifest.json says; the app's worker reads it first. */
export type Manifest =
  | (Head & {
      readonly missing: false;
      readonly quantisation: 'int8 from Q4_1';
      readonly bytes: number;
      readonly tokenizer: FileEntry;
      /** Put together in this order they are the weights. */
      readonly parts: readonly FileEntry[];
    })
  | (Head & { readonly missing: true; readonly reason: string });

export interface Weights {
  readonly bytes: number;
  readonly tokenizer: FileEntry;
  readonly parts: readonly FileEntry[];
}

export function fileEntry(path: string): FileEntry {
  return { path: basename(path), bytes: statSync(path).size, sha256: sha256File(path) };
}

/** @param weights or, as a sentence, why there are none. */
export function makeManifest(graph: FileEntry, layout: FileEntry, weights: Weights | string): Manifest {
  const head: Head = {
    version: 1,
    model: 'smollm2-135m',
    name: 'SmolLM2 135M Instruct',
    context: 8192,
    source: gguf,
    graph,
    layout,
  };
  if (typeof weights === 'string') return { ...head, missing: true, reason: weights };
  const { bytes, tokenizer, parts } = weights;
  return { ...head, missing: false, quantisation: 'int8 from Q4_1', bytes, tokenizer, parts };
}

/** The files that a manifest names. */
export function filesOf(manifest: Manifest): readonly FileEntry[] {
  const { graph, layout } = manifest;
  return manifest.missing ? [graph, layout] : [graph, layout, manifest.tokenizer, ...manifest.parts];
}
