import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashBytes } from './text-hash.ts';
import { TextSet } from './text-set.ts';

const encoder = new TextEncoder();

function addText(set: TextSet, text: string, pad: number): boolean {
  const bytes = encoder.encode(`${'#'.repeat(pad)}${text}#`);
  return set.add(bytes, pad, bytes.length - 1);
}

describe('TextSet', () => {
  it('agrees with a set of strings, wherever in a buffer the bytes lie', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'a', '\0', '\0\0'));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.nat(20)), { maxLength: 200 }), (given) => {
        const set = new TextSet();
        const twin = new Set<string>();
        for (const [each, pad] of given) {
          expect(addText(set, each, pad)).toBe(!twin.has(each));
          twin.add(each);
        }
        expect(set.size).toBe(twin.size);
      }),
    );
  });

  it('keeps what it holds while it grows', () => {
    const set = new TextSet();
    const added = (pad: number) =>
      Array.from({ length: 50_000 }, (_, i) => addText(set, `Persona number ${i}`, i % pad)).filter(Boolean).length;
    expect(added(3)).toBe(50_000);
    expect(added(5)).toBe(0);
    expect(set.size).toBe(50_000);
  });
});

describe('hashBytes', () => {
  const hash = (text: string) => {
    const words = new Uint32Array(4);
    const bytes = encoder.encode(text);
    hashBytes(new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length, words);
    return [...words].map((word) => word.toString(16).padStart(8, '0')).join('');
  };

  it('is MurmurHash3 of 128 bits for 32-bit machines', () => {
    // Published values of the reference implementation with seed 0.
    expect(hash('')).toBe('00000000000000000000000000000000');
    expect(hash('The quick brown fox jumps over the lazy dog')).toBe('2f1583c3ecee2c675d7bf66ce5e91d2c');
  });

  it('tells apart every length and every changed bit', () => {
    const seen = new Set<string>();
    const bytes = Uint8Array.from({ length: 40 }, (_, i) => i * 37);
    const words = new Uint32Array(4);
    const add = (to: number) => {
      hashBytes(new DataView(bytes.buffer), 0, to, words);
      // The first 96 bits alone, as the set takes them.
      seen.add(words.subarray(0, 3).join());
    };
    for (let to = 0; to <= bytes.length; to += 1) add(to);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const at = bit >> 3;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
      add(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
    }
    expect(seen.size).toBe(41 + 320);
  });
});
