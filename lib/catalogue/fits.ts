import type { CatalogueEntry, DeviceFacts, GpuFacts, Need } from '../model/catalogue.ts';
import { gpuWhy } from './describe.ts';
import { sizeText } from './words.ts';

/** `tight` may work and may be slow or fail; `unknown` is what the browser does not let anyone find out beforehand. */
export type FitVerdict = 'yes' | 'tight' | 'unknown' | 'no';

export interface Fit {
  readonly verdict: FitVerdict;
  /** Sentences, the weightiest first; empty only where there is nothing to say. */
  readonly reasons: readonly string[];
}

/** What this site may keep; null where the browser does not say. */
export interface StorageRoom {
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
}

/** What this browser knows of the model from earlier. */
export interface ModelPast {
  /** Of its files, already in this browser. */
  readonly keptBytes: number;
  /** It has loaded and answered on this device. */
  readonly ran: boolean;
}

const GIB = 2 ** 30;
/** `navigator.deviceMemory` stops here in most browsers: this much may be this or more. */
const MEMORY_CAP_GIB = 8;
/** Share of a desktop's memory that a model may take beside the system, the browser and other tabs. */
const DESKTOP_SHARE = 0.5;
/** Phones end a tab that takes more. */
const MOBILE_SHARE = 0.25;
/** Where the browser tells nothing: what nearly every desktop and phone in use can spare. */
const UNTOLD_DESKTOP_BYTES = 2 * GIB;
const UNTOLD_MOBILE_BYTES = GIB / 2;
/** What models with the `storage-buffer-limit` need bind at once (WebLLM's catalogue: 201 to 262 MB). */
const LARGE_BINDING_BYTES = 262_144_000;
/** Part of the free storage above which other sites' data or a full disk may get in the way. */
const STORAGE_TIGHT = 0.8;

const ranks: readonly FitVerdict[] = ['yes', 'tight', 'unknown', 'no'];

const untold: StorageRoom = { usedBytes: null, quotaBytes: null };
const noPast: ModelPast = { keptBytes: 0, ran: false };

/**
 * Whether a model runs on a device, and why. Checks what the model needs of the browser, then memory (unless it has run
 * here before), then storage for what is not kept yet.
 */
export function fits(
  entry: CatalogueEntry,
  device: DeviceFacts | null,
  storage: StorageRoom = untold,
  past: ModelPast = noPast,
): Fit {
  if (entry.source.kind === 'endpoint') {
    return { verdict: 'yes', reasons: ['It runs on the server that you named; this device only asks.'] };
  }
  if (!device) return { verdict: 'unknown', reasons: ['This device has not been measured yet.'] };
  const found = [
    ...entry.needs.map((need) => needFit(need, device)),
    softwareFit(entry, device),
    past.ran ? ranBefore : memoryFit(entry, device),
    storageFit(entry, storage, past.keptBytes),
    threadsFit(entry, device),
  ].filter((fit) => fit !== null);
  const verdict = worst(found.map((fit) => fit.verdict));
  const reasons = ranks
    .toReversed()
    .flatMap((rank) => found.filter((fit) => fit.verdict === rank).map((fit) => fit.reason));
  // What is not there at all makes the rest idle talk.
  const blocked = found.filter((fit) => fit.verdict === 'no').map((fit) => fit.reason);
  return { verdict, reasons: [...new Set(verdict === 'no' ? blocked : reasons)] };
}

interface Part {
  readonly verdict: FitVerdict;
  readonly reason: string;
}

const ranBefore: Part = { verdict: 'yes', reason: 'It has run on this device.' };

function worst(verdicts: readonly FitVerdict[]): FitVerdict {
  return ranks[Math.max(0, ...verdicts.map((verdict) => ranks.indexOf(verdict)))] ?? 'unknown';
}

function needFit(need: Need, device: DeviceFacts): Part | null {
  const { gpu } = device;
  switch (need) {
    case 'webgpu':
      return gpu ? null : { verdict: 'no', reason: `It needs WebGPU. ${gpuWhy(device.noGpu)}` };
    case 'shader-f16':
      if (gpu?.f16 === true) return null;
      return {
        verdict: 'no',
        reason: gpu
          ? 'It computes in 16 bits (shader-f16), which this graphics adapter does not offer; a q4f32 build does without.'
          : `It needs WebGPU with 16-bit arithmetic. ${gpuWhy(device.noGpu)}`,
      };
    case 'storage-buffer-limit':
      if (!gpu || gpu.maxStorageBindingBytes >= LARGE_BINDING_BYTES) return null;
      return {
        verdict: 'no',
        reason: `It binds ${sizeText(LARGE_BINDING_BYTES)} at once, and this adapter allows ${sizeText(gpu.maxStorageBindingBytes)}.`,
      };
    case 'prompt-api':
      if (device.promptApi === 'available') return null;
      if (device.promptApi === 'downloadable') {
        return {
          verdict: 'tight',
          reason: 'The browser must fetch its own model first, which takes several gigabytes.',
        };
      }
      return { verdict: 'no', reason: 'This browser has no model of its own (the Prompt API).' };
  }
}

function onGpu(entry: CatalogueEntry): boolean {
  return entry.needs.includes('webgpu') || entry.needs.includes('shader-f16');
}

function softwareFit(entry: CatalogueEntry, { gpu }: DeviceFacts): Part | null {
  if (!onGpu(entry) || gpu?.software !== true) return null;
  return {
    verdict: 'tight',
    reason: 'WebGPU is computed in software here: correct, but slower than the processor.',
  };
}

function memoryFit(entry: CatalogueEntry, device: DeviceFacts): Part | null {
  const need = entry.memoryBytes;
  if (entry.source.kind === 'browser') return null;
  if (need === null) return { verdict: 'unknown', reason: 'Nobody has told how much memory it needs.' };
  const { surely, most } = memoryRoom(device);
  if (need <= surely) return null;
  const own = onGpu(entry) && !hasSharedMemory(device.gpu);
  const where = own ? 'graphics memory' : 'memory';
  if (most === null || own) {
    return {
      verdict: 'unknown',
      reason: `It needs ${sizeText(need)} of ${where}, and the browser does not tell how much there is.`,
    };
  }
  const told = `It needs ${sizeText(need)} of memory; this device has about ${sizeText(most)} for everything`;
  return need <= most * 0.75
    ? { verdict: 'tight', reason: `${told}. Close other tabs first.` }
    : { verdict: 'no', reason: `${told}.` };
}

/** Adapters that compute in the device's main memory; others have memory of their own, whose size no browser tells. */
function hasSharedMemory(gpu: GpuFacts | null): boolean {
  return gpu === null || gpu.software || /^(apple|intel|qualcomm|arm|img-tec)/i.test(gpu.vendor);
}

/**
 * @returns `surely` is what a model may take without anyone noticing; `most` is all the memory there is, or null where
 * there may be more than the browser tells.
 */
function memoryRoom({ memoryGiB, mobile }: DeviceFacts): { readonly surely: number; readonly most: number | null } {
  if (memoryGiB === null) return { surely: mobile ? UNTOLD_MOBILE_BYTES : UNTOLD_DESKTOP_BYTES, most: null };
  const all = memoryGiB * GIB;
  return { surely: all * (mobile ? MOBILE_SHARE : DESKTOP_SHARE), most: memoryGiB < MEMORY_CAP_GIB ? all : null };
}

function storageFit(entry: CatalogueEntry, { usedBytes, quotaBytes }: StorageRoom, keptBytes: number): Part | null {
  const { downloadBytes } = entry;
  if (downloadBytes === null || usedBytes === null || quotaBytes === null) return null;
  const rest = downloadBytes - keptBytes;
  const free = Math.max(0, quotaBytes - usedBytes);
  if (rest <= free * STORAGE_TIGHT) return null;
  const told = `${sizeText(rest)} are to be fetched, and this site may keep ${sizeText(free)} more`;
  return rest <= free
    ? { verdict: 'tight', reason: `${told}.` }
    : { verdict: 'no', reason: `${told}. Remove other models, or free disk space.` };
}

/** Not a hindrance, but the first thing to know where the processor computes. */
function threadsFit(entry: CatalogueEntry, { isolated }: DeviceFacts): Part | null {
  if (onGpu(entry) || isolated || entry.source.kind === 'browser') return null;
  return { verdict: 'yes', reason: 'It runs on one thread here, because this host sends no isolation headers.' };
}
