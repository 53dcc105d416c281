import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisePersona, personaId } from './normalise.ts';

const anyText = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), fc.constantFrom(...odd())) });

function odd(): string[] {
  return [
    ' ',
    '\t',
    '\n',
    '\u0000',
    '\u0085',
    '\u00a0',
    '\u0301',
    'e',
    '\ufeff',
    '\u200d',
    '\ud800',
    '\udc00',
    '가',
    'ᄀ',
  ];
}

/** Base32 the slow way, from one large number. */
function slowId(normalised: string): string {
  const hex = createHash('sha256').update(`persona/1\n${normalised}`, 'utf8').digest('hex').slice(0, 20);
  let rest = BigInt(`0x${hex}`);
  let id = '';
  for (let i = 0; i < 16; i += 1) {
    id = '0123456789abcdefghjkmnpqrstvwxyz'.charAt(Number(rest & 31n)) + id;
    rest >>= 5n;
  }
  return id;
}

describe('normalisePersona', () => {
  it.each([
    ['  A nurse\n\tin  Porto ', 'A nurse in Porto'],
    ['Cafe\u0301 owner', 'Café owner'],
    ['a\u0000b\u007fc', 'abc'],
    ['line\u0085break', 'line break'],
    ['\ufeffmark', 'mark'],
    ['e\u0000\u0301', 'é'],
    ['half \ud83d emoji', 'half \ufffd emoji'],
    ['whole 👩‍🌾 emoji', 'whole 👩‍🌾 emoji'],
    ['Case STAYS', 'Case STAYS'],
    [' \n ', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(normalisePersona(text)).toBe(expected);
  });

  it('changes nothing the second time, and leaves text that UTF-8 can carry', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalisePersona(text);
        expect(normalisePersona(once)).toBe(once);
        expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(once))).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});

describe('personaId', () => {
  // Links carry these. If this test fails, links of earlier versions name nobody: bump ID_DOMAIN knowingly.
  it.each([
    ['A nurse in Porto', 'ym2qc973r0n1h00g'],
    ['', 'srcjd6vjk0mzjpzt'],
    ['一位在成都的厨师 👩‍🍳', 'qtz8rg0mwfes83c4'],
  ])('is pinned for %j', (text, id) => {
    expect(personaId(text)).toBe(id);
  });

  it('agrees with Node’s own SHA-256 and a slow base32, before and after normalising', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const normalised = normalisePersona(text);
        expect(personaId(text)).toBe(slowId(normalised));
        expect(personaId(normalised)).toBe(personaId(text));
      }),
    );
  });

  it('tells apart what normalising keeps apart', () => {
    expect(personaId('a nurse in Porto')).not.toBe(personaId('A nurse in Porto'));
  });
});
