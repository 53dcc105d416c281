import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, segmentsOf } from './marked.ts';

const joined = (segments: ReturnType<typeof segmentsOf>) => segments.map(({ text }) => text).join('');
const anyMarks = fc.array(
  fc.tuple(fc.nat(60), fc.nat(12)).map(([from, length]) => [from, from + length] as const),
  { maxLength: 6 },
);

describe('segmentsOf', () => {
  it('marks exactly the characters that some mark covers, and loses none', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50, unit: 'grapheme' }), anyMarks, (text, marks) => {
        const segments = segmentsOf(text, marks);
        expect(joined(segments)).toBe(text);
        const shown = segments.flatMap((segment) => Array.from({ length: segment.text.length }, () => segment.marked));
        const naive = Array.from({ length: text.length }, (_, i) => marks.some(([from, to]) => i >= from && i < to));
        expect(shown).toEqual(naive);
      }),
    );
  });
});

describe('excerptOf', () => {
  const long = `${'word '.repeat(100)}baker ${'more '.repeat(100)}`;

  it('leaves a text alone whose mark is in sight', () => {
    expect(joined(excerptOf('A baker in Porto', [[2, 7]]))).toBe('A baker in Porto');
  });

  it('shows the first mark of a long text from the start of a word', () => {
    const shown = excerptOf(long, [[500, 505]]);
    expect(joined(shown)).toMatch(/^… word .*baker more/);
    expect(shown.filter(({ marked }) => marked)).toEqual([{ text: 'baker', marked: true }]);
  });

  it('never cuts a character in two', () => {
    const faces = '🙂'.repeat(200);
    const [, first] = excerptOf(faces, [[301, 303]]);
    expect(first?.text.codePointAt(0)).toBe(0x1f642);
  });

  it('cuts what nobody will see', () => {
    expect(joined(excerptOf(long, [])).length).toBeLessThan(400);
  });
});
