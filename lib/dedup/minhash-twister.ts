const SIZE = 624;
const SHIFT = 397;
/** Knuth's multiplier for the seeding, and the constants of the recurrence and the tempering (Matsumoto, Nishimura 1998). */
const SPREAD = 1812433253;
const MATRIX = 0x9908b0df | 0;
const LOWER = 0x7fffffff;

/**
 * The Mersenne Twister MT19937, seeded with one word: what numpy's `RandomState(seed)` draws from. Only for drawing the
 * same permutations as datasketch; everything else draws from lib/sampling.
 */
export class Twister {
  private readonly state = new Int32Array(SIZE);
  private next = SIZE;

  /** @param seed 0 to 2^32 - 1 */
  constructor(seed: number) {
    const { state } = this;
    let word = seed | 0;
    for (let i = 0; i < SIZE; i += 1) {
      state[i] = word;
      word = (Math.imul(SPREAD, word ^ (word >>> 30)) + i + 1) | 0;
    }
  }

  /** An integer from 0 to 2^32 - 1. */
  nextUint32(): number {
    if (this.next === SIZE) this.refill();
    let word = this.state[this.next] ?? 0;
    this.next += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  private refill(): void {
    const { state } = this;
    for (let i = 0; i < SIZE; i += 1) {
      const here = state[i] ?? 0;
      const after = state[(i + 1) % SIZE] ?? 0;
      const mixed = (here & ~LOWER) | (after & LOWER);
      state[i] = (state[(i + SHIFT) % SIZE] ?? 0) ^ (mixed >>> 1) ^ (mixed & 1 ? MATRIX : 0);
    }
    this.next = 0;
  }
}
