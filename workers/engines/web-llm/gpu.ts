import { fault, type Fault, FaultError } from '../../../lib/model/fault.ts';

const onProcessor = 'Choose a model that runs on the processor, or a browser with WebGPU.';

/**
 * Makes sure that there is a GPU for the model.
 * @param gpu `navigator.gpu`.
 * @param f16 whether the model's library computes with 16 bits.
 * @throws FaultError `gpu-unavailable`.
 */
export async function requireGpu(gpu: GPU | undefined, f16: boolean): Promise<void> {
  if (!gpu) throw unavailable('This browser has no WebGPU, or the page is not secure (https).', onProcessor);
  // As web-llm asks, or it may be given another one.
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw unavailable('The browser gives no WebGPU adapter on this device.', onProcessor);
  if (f16 && !adapter.features.has('shader-f16'))
    throw unavailable(
      'This model computes with 16 bits (shader-f16), which this GPU or browser does not offer.',
      'Choose its version with f32 in the name.',
    );
}

/**
 * Learns when the device that web-llm asks for goes away; web-llm itself only unloads then, and calls stay pending.
 * @param onLost told once, with `device-lost`, or `out-of-memory`: web-llm destroys the device when a buffer cannot be
 * had, and for no other reason but an unload.
 */
export function watchDevices(gpu: GPU, onLost: (why: Fault) => void): void {
  const requestAdapter = gpu.requestAdapter.bind(gpu);
  gpu.requestAdapter = async (options) => {
    const adapter = await requestAdapter(options);
    if (!adapter) return adapter;
    const requestDevice = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (wanted) => {
      const device = await requestDevice(wanted);
      void device.lost.then(({ reason, message }) => {
        if (reason === 'destroyed')
          onLost(fault('out-of-memory', 'The GPU has not enough memory.', 'Choose a smaller model or context.'));
        else onLost(fault('device-lost', message === '' ? 'The GPU went away.' : `The GPU went away: ${message}`));
      });
      return device;
    };
    return adapter;
  };
}

function unavailable(words: string, hint: string): FaultError {
  return new FaultError(fault('gpu-unavailable', words, hint));
}
