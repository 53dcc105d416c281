import type { DeviceFacts, GpuFacts } from '../model/catalogue.ts';
import { sizeText } from './words.ts';

/** One line about the device. */
export interface DeviceLine {
  readonly term: string;
  readonly value: string;
  /** What follows from it, in a sentence. */
  readonly note: string | null;
  /** Something that holds the device back. */
  readonly limits: boolean;
}

/** Why there is no WebGPU, in a sentence, and what still works in another one. */
export function gpuWhy(reason: DeviceFacts['noGpu']): string {
  switch (reason) {
    case 'no-api':
      return 'This browser has no WebGPU.';
    case 'insecure':
      return 'Browsers give WebGPU to secure pages only (https or localhost).';
    case 'no-adapter':
      return 'This browser has WebGPU but gives no graphics adapter: it may be switched off, blocked for this driver, or have crashed twice.';
    case null:
      return 'WebGPU is not there.';
  }
}

/** What this device has, in words; nothing that the browser does not tell. */
export function describeDevice(device: DeviceFacts): readonly DeviceLine[] {
  return [...gpuLines(device), processorLine(device), memoryLine(device), isolationLine(device), promptLine(device)];
}

/** Screens show unknown parts of an adapter's name as such, not as gaps. */
function adapterName({ vendor, architecture, description }: GpuFacts): string {
  const name = [vendor, architecture].filter((part) => part !== '').join(' ');
  if (name === '') return description === '' ? 'unknown adapter' : description;
  return description === '' ? name : `${description} (${name})`;
}

function gpuLines(device: DeviceFacts): readonly DeviceLine[] {
  const { gpu } = device;
  if (!gpu) {
    const note = `${gpuWhy(device.noGpu)} Models on the processor still work, as do servers that you name; the WebGPU catalogue does not.`;
    return [{ term: 'Graphics (WebGPU)', value: 'not available', note, limits: true }];
  }
  return [
    {
      term: 'Graphics (WebGPU)',
      value: adapterName(gpu),
      note: gpu.software ? 'A software adapter: correct, but slower than the processor.' : null,
      limits: gpu.software,
    },
    {
      term: '16-bit arithmetic',
      value: gpu.f16 ? 'yes' : 'no',
      note: gpu.f16
        ? 'Builds marked f16 run: about half the memory of f32 for what is computed.'
        : 'No shader-f16: choose builds marked f32.',
      limits: !gpu.f16,
    },
    {
      term: 'Graphics limits',
      value: `${sizeText(gpu.maxBufferBytes)} in one buffer, ${sizeText(gpu.maxStorageBindingBytes)} bound at once`,
      note: 'No browser tells how much graphics memory there is in all.',
      limits: false,
    },
  ];
}

function processorLine({ cores, isolated }: DeviceFacts): DeviceLine {
  const threads = cores === 1 ? '1 thread' : `${cores} threads`;
  return {
    term: 'Processor',
    value: isolated ? threads : `1 thread of ${cores}`,
    note: null,
    limits: !isolated && cores > 1,
  };
}

function memoryLine({ memoryGiB }: DeviceFacts): DeviceLine {
  if (memoryGiB === null) {
    return { term: 'Memory', value: 'unknown', note: 'This browser does not tell.', limits: false };
  }
  const capped = memoryGiB >= 8;
  return {
    term: 'Memory',
    value: `${capped ? 'at least ' : 'about '}${memoryGiB} GiB`,
    note: capped ? 'Browsers round it and stop counting at some point.' : null,
    limits: memoryGiB < 4,
  };
}

function isolationLine({ isolated }: DeviceFacts): DeviceLine {
  return {
    term: 'Isolation',
    value: isolated ? 'isolated' : 'not isolated',
    note: isolated
      ? 'Threads share memory, so the processor computes with several.'
      : 'This host sends no isolation headers (COOP and COEP), so the processor computes with a single thread.',
    limits: !isolated,
  };
}

function promptLine({ promptApi }: DeviceFacts): DeviceLine {
  const values = {
    available: 'ready',
    downloadable: 'can be fetched by the browser',
    unavailable: 'not on this device',
  } as const;
  return {
    term: 'Browser’s own model',
    value: promptApi === null ? 'not in this browser' : values[promptApi],
    note: promptApi === 'available' ? 'One fixed model; of the sampling settings it heeds few.' : null,
    limits: false,
  };
}
