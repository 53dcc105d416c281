/** Where a Chromium is on this machine, or null. $POLYPHONY_CHROMIUM first. */
export function findChromium(
  env?: Readonly<Record<string, string | undefined>>,
  platform?: string,
  exists?: (path: string) => boolean,
): string | null;
/** The same, but installs one where that needs no question (Debian, root). Throws with what to type otherwise. */
export function ensureChromium(): Promise<string>;
/** For every start of a browser in tests and benches. */
export const chromiumArgs: readonly string[];
/** With WebGPU: on the processor, or on the graphics card where POLYPHONY_GPU=1 says so. */
export const webGpuArgs: readonly string[];
