import type { DeviceFacts, GpuFacts } from '../model/catalogue.ts';
import type { StorageFacts } from './models-state.ts';

/** The parts of a browser that are read here; all of them may be missing. */
export interface BrowserParts {
  readonly hardwareConcurrency?: number;
  readonly deviceMemory?: number;
  readonly gpu?: { requestAdapter(): Promise<AdapterParts | null> };
  readonly userAgentData?: { readonly mobile: boolean };
  readonly userAgent?: string;
}

interface AdapterParts {
  readonly info?: { vendor?: string; architecture?: string; description?: string; isFallbackAdapter?: boolean };
  readonly features: { has(name: string): boolean };
  readonly limits: { readonly maxBufferSize: number; readonly maxStorageBufferBindingSize: number };
}

export interface PromptApi {
  availability(options: { readonly expectedOutputs: readonly object[] }): Promise<string>;
}

/** What this browser on this device has. Asks the browser only; nothing is fetched or started. Never rejects. */
export async function readDevice(
  browser: BrowserParts,
  page: { readonly isolated: boolean; readonly secure: boolean; readonly promptApi: PromptApi | undefined },
): Promise<DeviceFacts> {
  const gpu = await readGpu(browser);
  return {
    cores: browser.hardwareConcurrency ?? 1,
    memoryGiB: browser.deviceMemory ?? null,
    isolated: page.isolated,
    gpu: typeof gpu === 'string' ? null : gpu,
    noGpu: typeof gpu !== 'string' ? null : gpu === 'no-api' && !page.secure ? 'insecure' : gpu,
    promptApi: await readPromptApi(page.promptApi),
    mobile: browser.userAgentData?.mobile ?? /\bMobi|Android|iPhone|iPad/.test(browser.userAgent ?? ''),
  };
}

async function readGpu(browser: BrowserParts): Promise<GpuFacts | 'no-api' | 'no-adapter'> {
  if (!browser.gpu) return 'no-api';
  const adapter = await browser.gpu.requestAdapter().catch(() => null);
  if (!adapter) return 'no-adapter';
  const { vendor = '', architecture = '', description = '', isFallbackAdapter } = adapter.info ?? {};
  return {
    vendor,
    architecture,
    description,
    f16: adapter.features.has('shader-f16'),
    software:
      isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|software/i.test(`${architecture} ${description}`),
    maxBufferBytes: adapter.limits.maxBufferSize,
    maxStorageBindingBytes: adapter.limits.maxStorageBufferBindingSize,
  };
}

// Unasked, Chrome warns that no language was named.
const wanted = { expectedOutputs: [{ type: 'text', languages: ['en'] }] };

async function readPromptApi(api: PromptApi | undefined): Promise<DeviceFacts['promptApi']> {
  if (!api) return null;
  const answer = await api.availability(wanted).catch(() => 'unavailable');
  if (answer === 'available') return 'available';
  return answer === 'downloadable' || answer === 'downloading' ? 'downloadable' : 'unavailable';
}

/** What the browser says of this site's storage. Never rejects. */
export async function readStorage(
  storage: Partial<Pick<StorageManager, 'estimate' | 'persisted'>> | undefined,
): Promise<Omit<StorageFacts, 'modelBytes'>> {
  const estimate = await storage?.estimate?.().catch(() => null);
  const persisted = await storage?.persisted?.().catch(() => null);
  return {
    usedBytes: estimate?.usage ?? null,
    quotaBytes: estimate?.quota ?? null,
    persisted: persisted ?? null,
  };
}
