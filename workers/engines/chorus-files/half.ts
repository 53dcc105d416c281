import { halfToNumber } from '../../../lib/decoding/gguf.ts';

/** Floats of 16 bits by their bits; a table of all of them is 256 kB and made once. */
let table: Float32Array | null = null;

/** @param halves bits of 16-bit floats. */
export function floatsOfHalves(halves: Uint16Array): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, bits) => halfToNumber(bits));
  const out = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) out[i] = table[halves[i] ?? 0] ?? 0;
  return out;
}
