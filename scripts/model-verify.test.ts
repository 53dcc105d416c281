import { describe, expect, it } from 'vitest';
import { difference, sumOf } from './model-verify.mjs';

describe('model-verify', () => {
  it('says where two libraries part', () => {
    const library = Uint8Array.from([0, 97, 115, 109, 7]);
    expect(difference(library, Uint8Array.from(library))).toBeNull();
    expect(difference(library, Uint8Array.from([0, 97, 115, 110, 7]))).toContain('at byte 3');
    expect(difference(library, library.subarray(0, 4))).toContain('at byte 4');
    expect(difference(library.subarray(0, 4), library)).toContain('at the end of the committed one');
  });

  it('finds a sum by the whole name', () => {
    const sums = `${'a'.repeat(64)}  other.wasm\n${'b'.repeat(64)}  x.wasm\n`;
    expect(sumOf(sums, 'x.wasm')).toBe('b'.repeat(64));
    expect(sumOf(sums, 'y.wasm')).toBeNull();
  });
});
