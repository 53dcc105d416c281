import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../fold.ts';
import { anyText } from '../search-query/naive.test-help.ts';
import { unitsOf } from './characters.ts';
import { UnitReader } from './unit-reader.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const texts = fc.oneof(anyText, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'binary-ascii' }));

function read(reader: UnitReader, text: string) {
  const bytes = encoder.encode(`.${text}.`);
  reader.read(bytes, 1, bytes.length - 1);
  return Array.from({ length: reader.count }, (_, i) => ({
    text: decoder.decode(reader.bytes.subarray(reader.starts[i], reader.starts[i + 1])),
    sign: reader.signs[i] === 1,
  }));
}

describe('TextFolder', () => {
  it('folds bytes as fold does strings, for any text', () => {
    const reader = new UnitReader();
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = encoder.encode(text);
        reader.folder.fold(bytes, 0, bytes.length);
        expect(decoder.decode(reader.folder.bytes.subarray(0, reader.folder.length))).toBe(fold(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('folds each code point of the first planes', () => {
    const reader = new UnitReader();
    for (let start = 0; start < 0x2_0000; start += 64) {
      const points = Array.from({ length: 64 }, (_, i) => start + i).filter((p) => p < 0xd800 || p > 0xdfff);
      const text = points.map((p) => `a${String.fromCodePoint(p)}`).join('');
      const bytes = encoder.encode(text);
      reader.folder.fold(bytes, 0, bytes.length);
      expect(decoder.decode(reader.folder.bytes.subarray(0, reader.folder.length))).toBe(fold(text));
    }
  });
});

describe('UnitReader', () => {
  it('finds the units that unitsOf finds, for any text', () => {
    const reader = new UnitReader();
    fc.assert(
      fc.property(texts, (text) => {
        const expected = unitsOf(fold(text)).map((unit) => ({ text: unit.text, sign: unit.sign }));
        expect(read(reader, text)).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes words where there are spaces and characters where there are none', () => {
    const words = (text: string) => read(new UnitReader(), text).map((unit) => unit.text);
    expect(words("A nurse's self-taught café.")).toEqual(['A', 'NURSE', 'S', 'SELF', 'TAUGHT', 'CAFE']);
    expect(words('Go语言 2级')).toEqual(['GO', '语', '言', '2', '级']);
    expect(words('がく').map((unit) => unit.length)).toEqual([2, 1]);
    expect(words('👩🏽‍🔬☕️')).toEqual(['👩', '🔬', '☕']);
    expect(words('किसान')).toEqual(['किसान']);
  });

  it('survives a text longer than any before', () => {
    const reader = new UnitReader();
    expect(read(reader, 'x y '.repeat(5000))).toHaveLength(10_000);
    expect(read(reader, '\uFDFA'.repeat(3000))).toHaveLength(3000 * 4 - 2999);
  });
});
