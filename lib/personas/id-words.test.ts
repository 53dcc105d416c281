import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonaId } from '../model/ids.ts';
import { idWord, idWordOfText } from './id-words.ts';
import { normalisePersona, personaId } from './normalise.ts';

describe('idWordOfText', () => {
  it('is the start of the id of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const normal = normalisePersona(text);
        expect(idWordOfText(new TextEncoder().encode(normal))).toBe(idWord(personaId(normal)));
      }),
    );
  });
});

describe('idWord', () => {
  it.each(['', 'short', 'il00000000000000', 'u000000000000000', '0'.repeat(17), 'A'.repeat(16)])(
    'is null for %j, which is no id',
    (text) => {
      expect(idWord(text as PersonaId)).toBeNull();
    },
  );

  it('reads the ends of the range', () => {
    expect(idWord('0'.repeat(16) as PersonaId)).toBe(0);
    expect(idWord('z'.repeat(16) as PersonaId)).toBe(2 ** 32 - 1);
  });
});
