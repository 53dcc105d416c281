import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelFile } from '../../scripts/wasm/cosine-kernel.ts';
import { createRandom } from '../sampling/random.ts';
import { makeCosineKernel, type CosineKernel } from './cosine-kernel.ts';

const bytes = 4096 * 16;

/** Fills a kernel's buffer with codes below 2^14 and some tails. */
function filled(plain: boolean, seed: number): CosineKernel {
  const kernel = makeCosineKernel(bytes, plain);
  const random = createRandom(seed);
  const codes = new Int16Array(kernel.buffer, 0, bytes / 4);
  for (let i = 0; i < codes.length; i += 1) codes[i] = random.below(8000) - 4000;
  const tails = new Float32Array(kernel.buffer, bytes / 2, bytes / 16);
  for (let i = 0; i < tails.length; i += 1) tails[i] = random.nextFloat() * 16_384;
  return kernel;
}

describe('the kernel of the cosine joins', () => {
  it('is what its script makes', () => {
    expect(readFileSync(new URL('./cosine-kernel-bytes.ts', import.meta.url), 'utf8')).toBe(kernelFile());
  });

  it('runs in WebAssembly here', () => {
    expect(makeCosineKernel(16).simd).toBe(true);
    expect(makeCosineKernel(16, true).simd).toBe(false);
  });

  it('answers as its plain twin does', () => {
    const out = (bytes * 3) / 4;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(40),
        fc.integer({ min: -4e8, max: 4e8 }),
        (seed, pairsOfBlocks, count, bound) => {
          const answers = [false, true].map((plain) => {
            const kernel = filled(plain, seed);
            const blocks = 2 * pairsOfBlocks;
            const words = new Int32Array(kernel.buffer);
            const end = kernel.scan(32, 64, bytes / 2, count, blocks, 900, bound, out, 5);
            const scanned = [...words.subarray(out / 4, end / 4)];
            words.set([3, 0, 7, 7, 1], out / 4);
            const kept = kernel.refine(16, 48, blocks, out, out + 20, bound);
            const refined = [...words.subarray(out / 4, kept / 4)];
            kernel.dots(0, 80, count, blocks, out);
            return { scanned, refined, dots: [...words.subarray(out / 4, out / 4 + count)] };
          });
          expect(answers[0]).toEqual(answers[1]);
        },
      ),
    );
  });
});
