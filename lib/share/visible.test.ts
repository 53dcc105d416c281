import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nastyTexts } from './playgrounds.test-help.ts';
import { countHidden, makeVisible, visibleText } from './visible.ts';

describe('makeVisible', () => {
  it.each([
    ['a\u202Eb', 'a⟦U+202E⟧b'],
    ['pay\u200Bpal', 'pay⟦U+200B⟧pal'],
    ['\u0007\u001B[31m', '⟦U+0007⟧⟦U+001B⟧[31m'],
    ['x\u3164y\u{E0041}', 'x⟦U+3164⟧y⟦U+E0041⟧'],
    ['half \ud800', 'half ⟦U+D800⟧'],
    ['a\u200Db', 'a⟦U+200D⟧b'],
    ['☕\uFE0F\uFE0F', '☕\uFE0F⟦U+FE0F⟧'],
  ])('shows what is hidden in %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
    expect(countHidden(text)).toBeGreaterThan(0);
  });

  it.each([
    'two\n\tlines\r\n',
    '👩🏽‍🔬 ☕\uFE0F 1️⃣ 👨‍👩‍👧‍👦',
    'می\u200Cخواهم',
    'क्\u200Dष',
    '葛\u{E0100}城',
    'שלום مرحبا',
    '',
    'Zürich e\u0301',
  ])('leaves %j as it is written', (text) => {
    expect(makeVisible(text)).toEqual(text === '' ? [] : [{ kind: 'text', text }]);
  });

  it('names what it shows', () => {
    expect(makeVisible('\u202E')).toEqual([
      { kind: 'hidden', text: '\u202E', code: 'U+202E', name: 'direction override' },
    ]);
  });

  it('loses nothing and leaves nothing hidden', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...nastyTexts)).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const parts = makeVisible(given);
        expect(parts.map((part) => part.text).join('')).toBe(given);
        const shown = parts.filter(({ kind }) => kind === 'text').map((part) => part.text);
        expect(shown.join('\n')).not.toMatch(
          /[\u202A-\u202E\u2066-\u2069\u200B\u2060\u{E0000}-\u{E007F}\u0000-\u0008]/u,
        );
      }),
    );
  });
});
