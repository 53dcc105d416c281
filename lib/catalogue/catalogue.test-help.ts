import fc from 'fast-check';
import type { CatalogueEntry, DeviceFacts, GpuFacts, Need } from '../model/catalogue.ts';

export const GIB = 2 ** 30;

export const realGpu: GpuFacts = {
  vendor: 'nvidia',
  architecture: 'hopper',
  description: '',
  f16: true,
  software: false,
  maxBufferBytes: 4 * GIB,
  maxStorageBindingBytes: 2 * GIB,
};

export const desktop: DeviceFacts = {
  cores: 8,
  memoryGiB: 8,
  isolated: true,
  gpu: realGpu,
  noGpu: null,
  promptApi: null,
  mobile: false,
};

/** A model of the catalogue with a few gigabytes, changed as a test wants it. */
export function entry(model: string, changes: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return {
    choice: { engine: 'web-llm', model, name: model },
    family: null,
    parameters: 3e9,
    quantisation: 'q4f16_1',
    licence: null,
    contextTokens: 4096,
    downloadBytes: null,
    memoryBytes: 2.3e9,
    needs: ['webgpu'],
    source: { kind: 'web-llm', model: 'https://hub.example/m/', library: 'https://hub.example/m.wasm' },
    origin: 'catalogue',
    ...changes,
  };
}

export const embedded = entry('small', {
  choice: { engine: 'chorus', model: 'small', name: 'Small' },
  parameters: 135e6,
  memoryBytes: 600e6,
  downloadBytes: 140e6,
  needs: [],
  source: { kind: 'origin', folder: 'models/small/' },
  origin: 'built-in',
});

const bytes = fc.integer({ min: 0, max: 2 ** 37 });

export const anyEntry: fc.Arbitrary<CatalogueEntry> = fc
  .record({
    model: fc.string({ minLength: 1, maxLength: 12 }),
    parameters: fc.option(fc.integer({ min: 1e6, max: 1e11 })),
    quantisation: fc.option(fc.constantFrom('q4f16_1', 'q4f32_1', 'q0f16', 'Q4_K_M')),
    memoryBytes: fc.option(bytes),
    downloadBytes: fc.option(bytes),
    needs: fc.uniqueArray(fc.constantFrom<Need>('webgpu', 'shader-f16', 'prompt-api', 'storage-buffer-limit')),
  })
  .map(({ model, ...changes }) => entry(model, changes));

export const anyDevice: fc.Arbitrary<DeviceFacts> = fc.record({
  cores: fc.integer({ min: 1, max: 128 }),
  memoryGiB: fc.option(fc.constantFrom(0.25, 1, 2, 4, 8, 32)),
  isolated: fc.boolean(),
  gpu: fc.option(
    fc.record({
      vendor: fc.constantFrom('', 'apple', 'nvidia', 'google'),
      architecture: fc.constantFrom('', 'hopper', 'swiftshader'),
      description: fc.constantFrom('', 'A card'),
      f16: fc.boolean(),
      software: fc.boolean(),
      maxBufferBytes: bytes,
      maxStorageBindingBytes: bytes,
    }),
  ),
  noGpu: fc.option(fc.constantFrom('no-api' as const, 'no-adapter' as const, 'insecure' as const)),
  promptApi: fc.option(fc.constantFrom('available' as const, 'downloadable' as const, 'unavailable' as const)),
  mobile: fc.boolean(),
});
