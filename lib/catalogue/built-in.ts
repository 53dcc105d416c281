import { type CatalogueEntry, type DeviceFacts, type ModelKey, modelKey } from '../model/catalogue.ts';

export const EMBEDDED = 'smollm2-135m';
const MB = 1_000_000;

const smollm2 = {
  family: 'SmolLM2',
  parameters: 134_515_008,
  licence: 'Apache-2.0',
  origin: 'built-in',
} as const;

/** The embedded model in our own batched decoder: what every device can run. */
export const embeddedOnCpu: CatalogueEntry = {
  ...smollm2,
  choice: { engine: 'chorus', model: EMBEDDED, name: 'SmolLM2 135M Instruct' },
  quantisation: 'int8 (from Q4_1)',
  contextTokens: 8192,
  // The manifest on the origin says exactly.
  downloadBytes: 140 * MB,
  // Weights once in the runtime's heap and eight rows of about a thousand tokens beside them.
  memoryBytes: 600 * MB,
  needs: [],
  source: { kind: 'origin', folder: `models/${EMBEDDED}/` },
};

/** The same weights compiled for WebGPU; columns take turns there. */
export const embeddedOnGpu: CatalogueEntry = {
  ...smollm2,
  choice: { engine: 'web-llm', model: EMBEDDED, name: 'SmolLM2 135M Instruct (WebGPU)' },
  quantisation: 'q4f32 (from Q4_1)',
  contextTokens: 2048,
  downloadBytes: 115 * MB,
  memoryBytes: 400 * MB,
  needs: ['webgpu'],
  source: { kind: 'origin', folder: `models/${EMBEDDED}-webgpu/` },
};

export const browserModel: CatalogueEntry = {
  choice: { engine: 'prompt-api', model: 'browser', name: 'The browser’s own model' },
  family: null,
  parameters: null,
  quantisation: null,
  licence: null,
  contextTokens: null,
  downloadBytes: null,
  memoryBytes: null,
  needs: ['prompt-api'],
  source: { kind: 'browser' },
  origin: 'built-in',
};

/** What comes with the app on this device; the browser's own model only where the browser names one. */
export function builtInEntries(device: DeviceFacts | null): readonly CatalogueEntry[] {
  const browser = device?.promptApi === 'available' || device?.promptApi === 'downloadable';
  return [embeddedOnCpu, embeddedOnGpu, ...(browser ? [browserModel] : [])];
}

export const defaultKey: ModelKey = modelKey(embeddedOnCpu.choice);
