import * as v from 'valibot';
import type { CatalogueEntry, ModelKey } from '../model/catalogue.ts';
import { engineIds } from '../model/run.ts';
import type { Benchmark } from './models-state.ts';

/** What is kept of the models between visits. Keys of endpoints are here only when the user asked for it. */
export interface SavedModels {
  readonly version: 1;
  /** Null until the user or a measurement chose. */
  readonly chosen: ModelKey | null;
  /** Entries that the user added, endpoints' models too. */
  readonly added: readonly CatalogueEntry[];
  readonly endpoints: readonly SavedEndpoint[];
  readonly benchmarks: Readonly<Record<ModelKey, Benchmark>>;
}

export interface SavedEndpoint {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly parallel: number;
  /** Null unless the user asked to keep it. */
  readonly key: string | null;
  readonly models: readonly string[];
}

export const nothingSaved: SavedModels = { version: 1, chosen: null, added: [], endpoints: [], benchmarks: {} };

const text = v.string();
const textOrNull = v.nullable(text);
const numberOrNull = v.nullable(v.pipe(v.number(), v.finite()));
const finite = v.pipe(v.number(), v.finite());

const source = v.variant('kind', [
  v.object({ kind: v.literal('hub'), repository: text, revision: text, files: v.array(text) }),
  v.object({ kind: v.literal('files'), names: v.array(text) }),
  v.object({ kind: v.literal('endpoint'), endpoint: text }),
]);

const entry = v.object({
  choice: v.object({ engine: v.picklist(engineIds), model: text, name: text }),
  family: textOrNull,
  parameters: numberOrNull,
  quantisation: textOrNull,
  licence: textOrNull,
  contextTokens: numberOrNull,
  downloadBytes: numberOrNull,
  memoryBytes: numberOrNull,
  needs: v.array(v.picklist(['webgpu', 'shader-f16', 'prompt-api', 'storage-buffer-limit'])),
  source,
  origin: v.literal('added'),
});

const benchmark = v.object({
  version: v.literal(1),
  at: finite,
  rows: finite,
  tokensPerSecond: numberOrNull,
  firstTokenMs: finite,
  loadMs: finite,
  device: text,
});

const savedShape = v.object({
  version: v.literal(1),
  chosen: textOrNull,
  added: v.array(entry),
  endpoints: v.array(
    v.object({
      id: text,
      name: text,
      url: text,
      parallel: v.pipe(v.number(), v.integer(), v.minValue(1)),
      key: textOrNull,
      models: v.array(text),
    }),
  ),
  benchmarks: v.record(text, benchmark),
});

/** What was kept, or nothing when this version cannot read it. */
export function readSavedModels(kept: unknown): SavedModels {
  const read = v.safeParse(savedShape, kept);
  return read.success ? read.output : nothingSaved;
}
