import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelRecord } from '@mlc-ai/web-llm';
import { WEB_LLM_RECORDS_VERSION, type WebLlmRecord, type WebLlmRecords } from '../../lib/catalogue/web-llm-records.ts';
import { families } from './families.ts';

/** Where the catalogue lies below the folder of public files. */
export const WEB_LLM_CATALOGUE = 'models/web-llm.json';

// What every WebGPU device binds at once (`maxStorageBufferBindingSize`, the standard's default).
const USUAL_BINDING_BYTES = 2 ** 27;

/**
 * Reads the catalogue of the installed @mlc-ai/web-llm, every record of it. Takes a second: the package is 7 MB of
 * JavaScript, which is why the page gets this instead.
 */
export async function readWebLlmCatalogue(): Promise<WebLlmRecords> {
  const { ModelType, prebuiltAppConfig } = await import('@mlc-ai/web-llm');
  const leftOut = ({ model_type: type, model_manifest: manifest }: ModelRecord): WebLlmRecord['leftOut'] => {
    if (type === ModelType.embedding) return 'embedding';
    if (type === ModelType.VLM) return 'vision';
    // Its prompts are built from a manifest of text, pictures and sound, past the conversation template.
    return manifest === undefined ? null : 'manifest';
  };
  return {
    version: WEB_LLM_RECORDS_VERSION,
    package: await packageVersion(),
    records: prebuiltAppConfig.model_list.map((model) => recordOf(model, leftOut(model))),
  };
}

/**
 * Writes the catalogue for the page, whole or not at all.
 * @param publicFolder the folder of files that the site serves as they are.
 * @returns how many records it has.
 */
export async function writeWebLlmCatalogue(publicFolder: string): Promise<number> {
  const catalogue = await readWebLlmCatalogue();
  const path = join(publicFolder, WEB_LLM_CATALOGUE);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, JSON.stringify(catalogue));
  await rename(`${path}.part`, path);
  return catalogue.records.length;
}

function recordOf(model: ModelRecord, leftOut: WebLlmRecord['leftOut']): WebLlmRecord {
  const { model_id: id, model: weights, model_lib: library, overrides } = model;
  const family = families.find(({ starts }) => id.startsWith(starts));
  const buffer = model.buffer_size_required_bytes ?? 0;
  return {
    id,
    leftOut,
    family: family?.family ?? null,
    parameters: family?.parameters ?? parametersIn(id),
    quantisation: quantisationIn(id),
    licence: family?.licence ?? null,
    vramMB: model.vram_required_MB ?? null,
    lowResource: model.low_resource_required ?? false,
    features: model.required_features ?? [],
    bufferBytes: buffer > USUAL_BINDING_BYTES ? buffer : null,
    contextTokens: overrides?.context_window_size ?? null,
    weights,
    library,
  };
}

/** `1.7B`, `135M`, `1_6b`, `E2B` as a part of the name, in units. */
export function parametersIn(id: string): number | null {
  const found = /(?:^|[-_])E?(\d+(?:[._]\d+)?)([BM])(?=[-_]|$)/i.exec(id);
  if (!found) return null;
  const [, number = '', unit = ''] = found;
  return Math.round(Number(number.replace('_', '.')) * (unit.toUpperCase() === 'B' ? 1e9 : 1e6));
}

/** `q4f16_1`, `q0f32`: bits of the weights, and of the arithmetic. */
export function quantisationIn(id: string): string | null {
  return /(?<=-)q\d+b?f\d+(?:_\d+)?(?=-|$)/.exec(id)?.[0] ?? null;
}

async function packageVersion(): Promise<string> {
  const path = new URL('../../node_modules/@mlc-ai/web-llm/package.json', import.meta.url);
  const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
  return version;
}
