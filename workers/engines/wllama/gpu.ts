/** Whether there is a WebGPU adapter with 16-bit floats in its shaders, which llama.cpp's kernels are written for. */
export async function hasF16Gpu(gpu: GPU | undefined): Promise<boolean> {
  try {
    const adapter = await gpu?.requestAdapter();
    return adapter?.features.has('shader-f16') ?? false;
  } catch {
    return false;
  }
}
