import * as v from 'valibot';
import type { CatalogueEntry, Need } from '../model/catalogue.ts';

/** The version of `models/web-llm.json`; a page never meets another one, since both come from one build. */
export const WEB_LLM_RECORDS_VERSION = 1;

const textOrNull = v.nullable(v.string());
const countOrNull = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0)));

const record = v.object({
  id: v.string(),
  /** Null for a model that the app offers; otherwise why it is left out. */
  leftOut: v.nullable(v.picklist(['embedding', 'vision', 'manifest'])),
  family: textOrNull,
  parameters: countOrNull,
  quantisation: textOrNull,
  licence: textOrNull,
  vramMB: countOrNull,
  lowResource: v.boolean(),
  features: v.array(v.string()),
  /** Bytes that it binds at once, where that is above the usual limit. */
  bufferBytes: countOrNull,
  contextTokens: countOrNull,
  weights: v.pipe(v.string(), v.url()),
  library: v.pipe(v.string(), v.url()),
});

const records = v.object({
  version: v.literal(WEB_LLM_RECORDS_VERSION),
  /** Of @mlc-ai/web-llm. */
  package: v.string(),
  records: v.array(record),
});

/** WebLLM's catalogue as the build writes it: every record of the package, the left out ones with their reason. */
export type WebLlmRecords = v.InferOutput<typeof records>;
export type WebLlmRecord = v.InferOutput<typeof record>;

/**
 * The models of WebLLM's catalogue that the app offers, in the package's order.
 * @param json `models/web-llm.json`, parsed.
 * @throws ValiError when it is something else.
 */
export function readRecords(json: unknown): CatalogueEntry[] {
  return v
    .parse(records, json)
    .records.filter(({ leftOut }) => leftOut === null)
    .map(entryOf);
}

function entryOf(model: WebLlmRecord): CatalogueEntry {
  const { id, family, parameters, quantisation, licence, contextTokens, vramMB } = model;
  return {
    // What WebLLM calls it, without the ending that they all have.
    choice: { engine: 'web-llm', model: id, name: id.replace('-MLC', '') },
    family,
    parameters,
    quantisation,
    licence,
    contextTokens,
    // The model's index tells; nothing is asked before the user wants to know.
    downloadBytes: null,
    memoryBytes: vramMB === null ? null : Math.round(vramMB * 2 ** 20),
    needs: needsOf(model),
    source: { kind: 'web-llm', model: model.weights, library: model.library },
    origin: 'catalogue',
  };
}

function needsOf({ features, quantisation, bufferBytes }: WebLlmRecord): Need[] {
  // Most records with 16-bit arithmetic do not say that they need it.
  const f16 = features.includes('shader-f16') || (quantisation?.includes('f16') ?? false);
  return [
    'webgpu',
    ...(f16 ? (['shader-f16'] as const) : []),
    ...(bufferBytes === null ? [] : (['storage-buffer-limit'] as const)),
  ];
}
