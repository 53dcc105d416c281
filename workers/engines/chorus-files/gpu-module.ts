import type * as Webgpu from 'onnxruntime-web/webgpu';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import { ORT_VERSION } from '../chorus/ort-module.ts';
import type { GpuKind } from './choose-device.ts';

export type OrtWebgpu = typeof Webgpu;

/** This browser's GPU, or null. */
export async function findGpu(gpu: GPU | undefined): Promise<GpuKind | null> {
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return null;
  const { architecture, isFallbackAdapter } = adapter.info;
  return { f16: adapter.features.has('shader-f16'), software: isFallbackAdapter || architecture === 'swiftshader' };
}

/**
 * Loads ONNX Runtime's WebGPU build from the app's own origin, past the bundler, as the processor's build is loaded. It
 * is another one: on the processor it is three times slower.
 */
export async function ortWebgpuFromOrigin(base: string): Promise<OrtWebgpu> {
  const folder = `${base}ort/${ORT_VERSION}/`;
  try {
    const ort = (await import(
      /* turbopackIgnore: true */ /* webpackIgnore: true */ `${folder}ort.webgpu.min.mjs`
    )) as OrtWebgpu;
    const name = `${folder}ort-wasm-simd-threaded.asyncify`;
    ort.env.wasm.wasmPaths = { mjs: `${name}.mjs`, wasm: `${name}.wasm` };
    // The GPU computes; threads would only wait.
    ort.env.wasm.numThreads = 1;
    ort.env.logLevel = 'error';
    return ort;
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FaultError(fault('engine-start-failed', `The runtime for GPUs could not be fetched: ${why}`));
  }
}
