import { fault, FaultError } from '../../../lib/model/fault.ts';
import { ORT_VERSION, type OrtFactory } from './ort-module.ts';

/** Loads ONNX Runtime's module from the app's own origin, past the bundler: its threads start from the same file. */
export async function ortFromOrigin(base: string): Promise<{ factory: OrtFactory; wasmUrl: string }> {
  const folder = `${base}ort/${ORT_VERSION}/`;
  try {
    const module = (await import(
      /* turbopackIgnore: true */ /* webpackIgnore: true */ `${folder}ort-wasm-simd-threaded.mjs`
    )) as {
      default: OrtFactory;
    };
    return { factory: module.default, wasmUrl: `${folder}ort-wasm-simd-threaded.wasm` };
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FaultError(fault('engine-start-failed', `The runtime could not be fetched: ${why}`));
  }
}
