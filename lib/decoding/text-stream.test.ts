import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextStream } from './text-stream.ts';

/** The text that comes out when these bytes arrive cut at these places. */
function stream(bytes: Uint8Array, cuts: readonly number[], stops: readonly string[] = []): string {
  const out = new TextStream(stops);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let text = '';
  let from = 0;
  for (const to of [...places, bytes.length]) {
    text += out.push(bytes.subarray(from, to));
    from = to;
  }
  return text + out.end();
}
const utf8 = (text: string) => new TextEncoder().encode(text);
const cuts = fc.array(fc.nat(200));
const few = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é', '😀'), maxLength: 30 });
const stop = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀'), minLength: 1, maxLength: 4 });

describe('TextStream', () => {
  it('gives the same text however its bytes arrive, broken characters too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: 'binary' }), cuts, (junk, text, places) => {
        expect(stream(utf8(text), places)).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8(text)));
        expect(stream(junk, places)).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(junk));
      }),
    );
  });

  it('ends before a stop string wherever the bytes are cut', () => {
    fc.assert(
      fc.property(few, stop, cuts, (text, end, places) => {
        const at = text.indexOf(end);
        expect(stream(utf8(text), places, [end])).toBe(at < 0 ? text : text.slice(0, at));
      }),
      { numRuns: 500 },
    );
  });

  it('never shows any of several stop strings, and only ever text that was there', () => {
    fc.assert(
      fc.property(few, fc.array(stop, { maxLength: 4 }), cuts, (text, stops, places) => {
        const shown = stream(utf8(text), places, stops);
        expect(text.startsWith(shown)).toBe(true);
        for (const end of stops) expect(shown).not.toContain(end);
        if (!stops.some((end) => text.includes(end))) expect(shown).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('holds back what may become a stop string, and shows it when the answer ends there', () => {
    const out = new TextStream(['\nSolution', '']);
    expect(out.push(utf8('How many?\nSol'))).toBe('How many?');
    expect(out.push(utf8('o'))).toBe('\nSolo');
    expect(out.push(utf8('\nSolutio'))).toBe('');
    expect(out.end()).toBe('\nSolutio');
    expect(out.hasStopped()).toBe(false);
  });

  it('says nothing after a stop string', () => {
    const out = new TextStream(['##']);
    expect(out.push(utf8('a##b'))).toBe('a');
    expect([out.push(utf8('c')), out.end(), out.hasStopped()]).toEqual(['', '', true]);
  });
});
