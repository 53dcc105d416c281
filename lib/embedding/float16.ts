const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The 16 bits of the IEEE 754 half-precision number nearest to `value`; of two equally near ones the even one. */
export function toHalf(value: number): number {
  float[0] = value;
  const all = bits[0] ?? 0;
  const sign = (all >>> 16) & 0x8000;
  const rest = all & 0x7fffffff;
  if (rest > 0x7f800000) return sign | 0x7e00; // not a number
  // From 65,520 on the nearest is infinity.
  if (rest >= 0x477ff000) return sign | 0x7c00;
  if (rest < 0x38800000) {
    // Too small for the exponent: a multiple of 2^-24. Adding one half moves the last digits where the processor's own
    // addition rounds them, to even.
    float[0] = Math.abs(value) + 0.5;
    return sign | ((bits[0] ?? 0) - 0x3f000000);
  }
  // Just under half of the last digit that stays, and one more where that digit is odd: ties go to even.
  return sign | ((rest - 0x38000000 + 0xfff + ((rest >>> 13) & 1)) >>> 13);
}

/** The number that 16 bits of half precision stand for. */
export function fromHalf(half: number): number {
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  const sign = half & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** All 65,536 of them: a table is ten times as fast as the arithmetic. */
let table: Float32Array | null = null;

/** Packs `values` into `into` from `at` on. */
export function packHalves(values: Float32Array, into: Uint16Array, at: number): void {
  for (let i = 0; i < values.length; i++) into[at + i] = toHalf(values[i] ?? 0);
}

/** `count` numbers of `halves` from `from` on, into `into` from `at` on. */
export function unpackHalves(halves: Uint16Array, from: number, count: number, into: Float32Array, at: number): void {
  table ??= Float32Array.from({ length: 65_536 }, (_, half) => fromHalf(half));
  for (let i = 0; i < count; i++) into[at + i] = table[halves[from + i] ?? 0] ?? 0;
}
