import { sha256 } from '@noble/hashes/sha2.js';
import { badInput } from '../model/fault.ts';

/** Rounds before the first draw: what sfc32's author uses to spread a seed over the whole state. */
const WARM_UP = 12;
/** 2^32 over the golden ratio: steps through all 32-bit words, far from any small pattern. */
const GOLDEN = 0x9e3779b9;
const TWO_32 = 0x1_0000_0000;

/**
 * A small fast chaotic generator (sfc32, 128 bits of state, period at least 2^32, about 2^127 on average). Integer
 * arithmetic only, so every browser draws the same numbers. Not for secrets.
 *
 * Small seeds are safe: over the seeds 0 to 4095 the first draws are as uniform as later ones, and neighbouring seeds
 * are not correlated (tested), so a caller may use 0, 1, 2, … for its streams.
 */
export class Random {
  // In a typed array, because V8 would box plain fields beyond 31 bits at each step.
  private readonly state: Int32Array;

  /** Use `createRandom`. Three words of seed; any are good, zeros too. */
  constructor(a: number, b: number, c: number) {
    this.state = Int32Array.of(a, b, c, 1);
    for (let i = 0; i < WARM_UP; i += 1) this.nextUint32();
  }

  /** An integer from 0 to 2^32 - 1. */
  nextUint32(): number {
    const s = this.state;
    const b = s[1] ?? 0;
    const c = s[2] ?? 0;
    const counter = s[3] ?? 0;
    const out = ((s[0] ?? 0) + b + counter) | 0;
    s[0] = b ^ (b >>> 9);
    s[1] = c + (c << 3);
    s[2] = ((c << 21) | (c >>> 11)) + out;
    s[3] = counter + 1;
    return out >>> 0;
  }

  /** A float from 0 (possible) to 1 (never reached), with 53 random bits; takes two draws. */
  nextFloat(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 0x400_0000 + low) / 0x20_0000_0000_0000;
  }

  /**
   * An integer from 0 to n - 1, each exactly as likely (draws that would favour small ones are repeated: fewer than
   * one on average). n is 1 to 2^32; anything else is a `bad-input` fault.
   */
  below(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > TWO_32) throw badInput(`Cannot draw below ${n}.`);
    const fair = TWO_32 - (TWO_32 % n);
    for (;;) {
      const draw = this.nextUint32();
      if (draw < fair) return draw % n;
    }
  }
}

/**
 * A generator for a seed: an integer from 0 to 2^32 - 1, or any text (hashed with SHA-256; "1" and 1 are different
 * seeds). Throws a `bad-input` fault for other numbers, because truncating them would make two seeds one.
 */
export function createRandom(seed: number | string): Random {
  if (typeof seed === 'string') {
    const digest = sha256(new TextEncoder().encode(`random/1\n${seed}`));
    const words = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
    return new Random(words.getUint32(0, true), words.getUint32(4, true), words.getUint32(8, true));
  }
  if (!Number.isInteger(seed) || seed < 0 || seed >= TWO_32) {
    throw badInput(`A seed is a whole number from 0 to ${TWO_32 - 1}, not ${seed}.`);
  }
  return new Random(mix(seed + GOLDEN), mix(seed + 2 * GOLDEN), mix(seed + 3 * GOLDEN));
}

/** Ellis's low-bias 32-bit finaliser: each bit of the input flips each bit of the result half of the time. */
function mix(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
